import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { MaterialsPage } from "~/components/materials/materials-page";
import { listPublicMaterials } from "~/data/materials.server";

export const meta: MetaFunction = () => [
  { title: "What students will see and hear - Knife Crime Awareness sessions" },
];

export async function loader({ context: { deps } }: LoaderFunctionArgs) {
  return json({ materials: await listPublicMaterials(deps.db) });
}

export default function MaterialsRoute() {
  return <MaterialsPage {...useLoaderData<typeof loader>()} />;
}
