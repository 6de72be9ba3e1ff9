import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { MaterialsList } from "~/components/materials/materials-list";
import { materialView } from "~/components/materials/material-view";
import { paths } from "~/config/paths";
import { listAllMaterials } from "~/data/materials.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { readForm } from "~/lib/form-data";
import { materialMoveSchema } from "~/schemas/material";
import { moveMaterial } from "~/services/save-material.server";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Materials - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const rows = await listAllMaterials(deps.db);
  return json({ materials: rows.map((row) => ({ ...materialView(row), retired: row.retired })) });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager"]);
  const form = readForm(materialMoveSchema, await request.formData());
  if (!form.ok) throw new Response("Nothing to move", { status: 400 });
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const result = await moveMaterial({ ...form.value, actor }, deps);
  const message = result.ok ? "The order is saved." : "This material is no longer on the page.";
  return redirectWithFlash(paths.admin.materials(), message);
}

export default function MaterialsAdminRoute() {
  return <MaterialsList {...useLoaderData<typeof loader>()} />;
}
