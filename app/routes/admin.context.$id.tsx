import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { ContextForm } from "~/components/context/context-form";
import { dayValues } from "~/components/ui/date-parts";
import { reachPaths } from "~/config/reach-paths";
import { findContext } from "~/data/context-figures.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm, type FormErrors } from "~/lib/form-data";
import { contextRetirementSchema, contextSchema } from "~/schemas/context";
import { readId } from "~/schemas/form-fields";
import { retireContext, saveContext, type SaveContextResult } from "~/services/save-context.server";

export const meta: MetaFunction = () => [{ title: "Context figures - Knife Crime Awareness sessions" }];

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  if (params.id === "new") return json({ figure: null, values: {} });
  const id = readId(params.id);
  const found = id && (await findContext(deps.db, id));
  if (!found) throw new Response("No such figure", { status: 404 });
  const { version, retired, figure, asAtOn, label, area, period, source, link } = found;
  const words = { label, area, period, source, link, figure: String(figure), ...dayValues("asAtOn", asAtOn) };
  return json({ figure: { version, retired }, values: { version: String(version), ...words } });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager"]);
  const id = readId(params.id);
  if (!id && params.id !== "new") throw new Response("No such figure", { status: 404 });
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const formData = await request.formData();
  if (id && formData.get("intent") === "retire") {
    const form = readForm(contextRetirementSchema, formData);
    if (!form.ok) throw new Response("Nothing to change", { status: 400 });
    const retired = form.value.retired === "yes";
    const result = await retireContext({ id, version: form.value.version, retired, actor }, deps);
    if (!result.ok) return json({ errors: REFUSALS[result.reason], values: null }, { status: 409 });
    return redirectWithFlash(reachPaths.contextFigures(), retired ? "It is out of the reports." : "It is in the reports again.");
  }
  const form = readForm(contextSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const { version, ...words } = form.value;
  const result = await saveContext({ existing: id ? { id, version } : null, words, actor }, deps);
  if (result.ok) return redirectWithFlash(reachPaths.contextFigures(), `“${words.label}” is saved.`);
  return json({ errors: REFUSALS[result.reason], values: formValues(formData) }, { status: 409 });
}

const REFUSALS: Readonly<Record<Extract<SaveContextResult, { ok: false }>["reason"], FormErrors>> = {
  not_found: { form: "This figure is no longer there." },
  changed_meanwhile: { form: "Somebody changed this figure meanwhile. Open the page again to see it." },
  names_priority_area: { area: "A priority area is named here. These figures leave the team: name a district or an authority" },
};

export default function ContextFigureRoute() {
  const { figure, values } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <ContextForm figure={figure} errors={answer?.errors} values={answer?.values ?? values} />;
}
