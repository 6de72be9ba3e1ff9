import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { FormatForm } from "~/components/admin/format-form";
import { formatValues } from "~/components/admin/format-values";
import { paths } from "~/config/paths";
import { findFormat } from "~/data/formats.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm, type FormErrors } from "~/lib/form-data";
import { formatRetirementSchema, formatSchema } from "~/schemas/admin";
import { readId } from "~/schemas/form-fields";
import { retireFormat, saveFormat } from "~/services/save-format.server";

export const meta: MetaFunction = () => [{ title: "Format - Knife Crime Awareness sessions" }];

const REFUSALS: Readonly<Record<"not_found" | "changed_meanwhile" | "name_taken", FormErrors>> = {
  not_found: { form: "This format is no longer there." },
  changed_meanwhile: { form: "Somebody changed this format meanwhile. Open the page again to see it." },
  name_taken: { name: "There is, or was, a format with this name" },
};

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  if (params.id === "new") return json({ format: null, values: { version: "0" } });
  const id = readId(params.id);
  const row = id && (await findFormat(deps.db, id));
  if (!row) throw new Response("No such format", { status: 404 });
  const { retiredAt, code: _code, ...figures } = row;
  const format = { name: row.name, retired: retiredAt !== null, version: row.version };
  return json({ format, values: formatValues(figures) });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager"]);
  const id = readId(params.id);
  if (!id && params.id !== "new") throw new Response("No such format", { status: 404 });
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const formData = await request.formData();
  if (id && formData.get("intent") === "retire") {
    const form = readForm(formatRetirementSchema, formData);
    if (!form.ok) throw new Response("Nothing to change", { status: 400 });
    const retired = form.value.retired === "yes";
    const result = await retireFormat({ id, version: form.value.version, retired, actor }, deps);
    if (!result.ok) return json({ errors: REFUSALS[result.reason], values: null }, { status: 409 });
    const message = retired ? "The format is no longer offered." : "The format is offered again.";
    return redirectWithFlash(paths.admin.formats(), message);
  }
  const form = readForm(formatSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const { version, ...figures } = form.value;
  const result = await saveFormat({ existing: id ? { id, version } : null, figures, actor }, deps);
  if (result.ok) return redirectWithFlash(paths.admin.formats(), `${figures.name} is saved.`);
  return json({ errors: REFUSALS[result.reason], values: formValues(formData) }, { status: 409 });
}

export default function FormatRoute() {
  const { format, values } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <FormatForm format={format} errors={answer?.errors} values={answer?.values ?? values} />;
}
