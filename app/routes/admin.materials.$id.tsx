import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { MaterialForm } from "~/components/materials/material-form";
import { materialView } from "~/components/materials/material-view";
import { materialErrors, materialValues } from "~/components/materials/material-values";
import { paths } from "~/config/paths";
import { findMaterial } from "~/data/materials.server";
import { LARGEST_MATERIAL_BYTES } from "~/domain/material";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm } from "~/lib/form-data";
import { readUpload } from "~/lib/upload.server";
import { readId } from "~/schemas/form-fields";
import { materialRetirementSchema, materialSchema } from "~/schemas/material";
import { retireMaterial, saveMaterial } from "~/services/save-material.server";

export const meta: MetaFunction = () => [{ title: "Material - Knife Crime Awareness sessions" }];

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  if (params.id === "new") return json({ material: null, values: {} });
  const id = readId(params.id);
  const row = id && (await findMaterial(deps.db, id));
  if (!row) throw new Response("No such material", { status: 404 });
  const material = { ...materialView(row), retired: row.retired, isFile: row.file !== null };
  return json({ material, values: materialValues(row) });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager"]);
  const id = readId(params.id);
  if (!id && params.id !== "new") throw new Response("No such material", { status: 404 });
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const { formData, file } = await readUpload(request, { field: "file", largestBytes: LARGEST_MATERIAL_BYTES });
  const values = formValues(formData);
  if (id && formData.get("intent") === "retire") {
    const form = readForm(materialRetirementSchema, formData);
    if (!form.ok) throw new Response("Nothing to change", { status: 400 });
    const { updatedAt } = form.value;
    const retired = form.value.retired === "yes";
    const result = await retireMaterial({ id, updatedAt, retired, actor }, deps);
    if (!result.ok) return json({ errors: materialErrors(result), values: null }, { status: 409 });
    const message = retired ? "It is off the page." : "It is on the page again.";
    return redirectWithFlash(paths.admin.materials(), message);
  }
  const form = readForm(materialSchema, formData);
  const wrongFile = file === "too_large" ? materialErrors({ reason: "file", refusal: "too_large" }) : {};
  if (!form.ok || file === "too_large") {
    return json({ errors: { ...(form.ok ? {} : form.errors), ...wrongFile }, values }, { status: 422 });
  }
  const { updatedAt, url, ...words } = form.value;
  if (file && url !== "") return json({ errors: materialErrors({ reason: "both" }), values }, { status: 422 });
  const source = file ? { kind: "file" as const, ...file } : url === "" ? null : { kind: "link" as const, url };
  const existing = id ? { id, updatedAt } : null;
  const result = await saveMaterial({ existing, words, source, actor }, deps);
  if (result.ok) return redirectWithFlash(paths.admin.materials(), `“${words.title}” is saved.`);
  const status = result.reason === "not_found" || result.reason === "changed_meanwhile" ? 409 : 422;
  return json({ errors: materialErrors(result), values }, { status });
}

export default function MaterialRoute() {
  const { material, values } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <MaterialForm material={material} errors={answer?.errors} values={answer?.values ?? values} />;
}
