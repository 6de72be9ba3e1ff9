import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { materialView } from "~/components/materials/material-view";
import { MaterialsPage } from "~/components/materials/materials-page";
import { listPublicMaterials } from "~/data/materials.server";

export const meta: MetaFunction = () => [
  { title: "What students will see and hear - Knife Crime Awareness sessions" },
];

export async function loader({ context: { deps } }: LoaderFunctionArgs) {
  const materials = await listPublicMaterials(deps.db);
  return json({ materials: materials.map(materialView) });
}

export default function MaterialsRoute() {
  return <MaterialsPage {...useLoaderData<typeof loader>()} />;
}
