import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { FunderForm } from "~/components/funder/funder-form";
import { officePaths } from "~/config/office-paths";
import { findFunder, listCostsOfFunder } from "~/data/funders.server";
import { listProgrammeYears } from "~/data/programme-years.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm, type FormErrors } from "~/lib/form-data";
import { funderSchema, retirementSchema } from "~/schemas/campaign";
import { readId } from "~/schemas/form-fields";
import { retireFunder, saveFunder, type SaveFunderResult } from "~/services/save-funder.server";

export const meta: MetaFunction = () => [{ title: "Funder - Knife Crime Awareness sessions" }];

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const years = (await listProgrammeYears(deps.db)).map(({ id, name }) => ({ id, name }));
  const id = readId(params.id);
  const funder = id && (await findFunder(deps.db, id));
  if (!funder && params.id !== "new") throw new Response("No such funder", { status: 404 });
  if (!funder) return json({ funder: null, years, values: {} });
  const costs = new Map((await listCostsOfFunder(deps.db, funder.id)).map((cost) => [cost.programmeYearId, cost.costPence]));
  const amounts = years.map(({ id: yearId }, index) => {
    const pence = costs.get(yearId);
    return [`costs.${index}.cost`, pence === undefined ? "" : (pence / 100).toFixed(2)];
  });
  const { name, version, retired } = funder;
  return json({
    funder: { version, retired },
    years,
    values: { name, version: String(version), ...Object.fromEntries(amounts) },
  });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager"]);
  const id = readId(params.id);
  if (!id && params.id !== "new") throw new Response("No such funder", { status: 404 });
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const formData = await request.formData();
  if (id && formData.get("intent") === "retire") {
    const form = readForm(retirementSchema, formData);
    if (!form.ok) throw new Response("Nothing to change", { status: 400 });
    const retired = form.value.retired === "yes";
    const result = await retireFunder({ id, version: form.value.version, retired, actor }, deps);
    if (!result.ok) return json({ errors: refusalOf(result), values: null }, { status: 409 });
    return redirectWithFlash(officePaths.funders(), retired ? "It is out of use." : "It is in use again.");
  }
  const form = readForm(funderSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const { version, name } = form.value;
  const costs = form.value.costs.map(({ year, cost }) => ({ programmeYearId: year, costPence: cost }));
  const result = await saveFunder({ existing: id ? { id, version } : null, name, costs, actor }, deps);
  if (result.ok) return redirectWithFlash(officePaths.funders(), `“${name}” is saved.`);
  return json({ errors: refusalOf(result), values: formValues(formData) }, { status: 409 });
}

function refusalOf({ reason }: Extract<SaveFunderResult, { ok: false }>): FormErrors {
  switch (reason) {
    case "not_found":
      return { form: "This funder is no longer there." };
    case "changed_meanwhile":
      return { form: "Somebody changed this funder meanwhile. Open the page again to see it." };
    case "name_taken":
      return { name: "There is a funder with this name" };
    case "no_such_year":
      return { form: "One of the programme years is no longer there. Open the page again." };
  }
}

export default function FunderRoute() {
  const { funder, years, values } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <FunderForm funder={funder} years={years} errors={answer?.errors} values={answer?.values ?? values} />;
}
