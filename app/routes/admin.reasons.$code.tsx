import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { ReasonForm } from "~/components/reason/reason-form";
import { officePaths } from "~/config/office-paths";
import { findReason } from "~/data/reason-codes.server";
import { KIND_WORDS } from "~/domain/reason";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm, type FormErrors, type FormValues } from "~/lib/form-data";
import { retirementSchema } from "~/schemas/campaign";
import { newReasonSchema, reasonSchema } from "~/schemas/reasons";
import { retireReason, saveReason, type SaveReasonResult } from "~/services/save-reason.server";

export const meta: MetaFunction = () => [{ title: "Reason - Knife Crime Awareness sessions" }];

/** No code is "new": all of them have a point. */
export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const code = params.code ?? "";
  const values: FormValues = {};
  if (code === "new") return json({ reason: null, values });
  const found = await findReason(deps.db, code);
  if (!found) throw new Response("No such reason", { status: 404 });
  const { kind, label, forSchool, position, schoolChooses, version, retired } = found;
  const own = { label, forSchool, position: String(position), version: String(version) };
  const filled: FormValues = { ...own, schoolChooses: schoolChooses ? "yes" : "" };
  return json({ reason: { kind, version, retired }, values: filled });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager"]);
  const code = params.code ?? "";
  if (code !== "new" && !(await findReason(deps.db, code))) throw new Response("No such reason", { status: 404 });
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const formData = await request.formData();
  if (code !== "new" && formData.get("intent") === "retire") {
    const form = readForm(retirementSchema, formData);
    if (!form.ok) throw new Response("Nothing to change", { status: 400 });
    const retired = form.value.retired === "yes";
    const result = await retireReason({ code, version: form.value.version, retired, actor }, deps);
    if (!result.ok) return json({ errors: refusalOf(result), values: null }, { status: 409 });
    return redirectWithFlash(officePaths.reasons(), retired ? "It is out of use." : "It is in use again.");
  }
  const form = code === "new" ? readForm(newReasonSchema, formData) : readForm(reasonSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const { label, forSchool, position, schoolChooses } = form.value;
  const which = "kind" in form.value ? { kind: form.value.kind } : { code, version: form.value.version };
  const result = await saveReason({ which, words: { label, forSchool, position, schoolChooses }, actor }, deps);
  if (result.ok) return redirectWithFlash(officePaths.reasons(), `“${label}” is saved.`);
  return json({ errors: refusalOf(result), values: formValues(formData) }, { status: 409 });
}

function refusalOf(result: Extract<SaveReasonResult, { ok: false }>): FormErrors {
  switch (result.reason) {
    case "not_found":
      return { form: "This reason is no longer there." };
    case "changed_meanwhile":
      return { form: "Somebody changed this reason meanwhile. Open the page again to see it." };
    case "label_taken":
      return { label: "There is a reason with this label already, in use or out of use" };
    case "last_of_kind":
      return { form: `This is the last reason in use for ${KIND_WORDS[result.kind]}. Add another one first.` };
    case "last_for_schools":
      return {
        schoolChooses: "Schools must have a reason to cancel for, and this is the last one. Let them choose another one first.",
      };
  }
}

export default function ReasonRoute() {
  const { reason, values } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <ReasonForm reason={reason} errors={answer?.errors} values={answer?.values ?? values} />;
}
