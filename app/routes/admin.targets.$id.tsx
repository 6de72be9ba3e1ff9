import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { dayValues } from "~/components/ui/date-parts";
import { TargetForm } from "~/components/admin/target-form";
import { paths } from "~/config/paths";
import { findProgrammeYear } from "~/data/programme-years.server";
import { readSettings } from "~/data/settings.server";
import { programmeYearOf } from "~/domain/programme-year";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm, type FormErrors } from "~/lib/form-data";
import { dayOf, formatDay } from "~/lib/london-time";
import { programmeYearSchema } from "~/schemas/admin";
import { readId } from "~/schemas/form-fields";
import { saveProgrammeYear, type SaveProgrammeYearResult } from "~/services/save-programme-year.server";

export const meta: MetaFunction = () => [{ title: "Programme year - Knife Crime Awareness sessions" }];

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const id = readId(params.id);
  const row = id && (await findProgrammeYear(deps.db, id));
  if (!row && params.id !== "new") throw new Response("No such programme year", { status: 404 });
  const { defaultTarget: target } = await readSettings(deps.db);
  const year = row || { ...programmeYearOf(dayOf(deps.now())), target, costPence: null, version: 0 };
  const dates = { ...dayValues("starts", year.startsOn), ...dayValues("ends", year.endsOn) };
  const cost = year.costPence === null ? "" : (year.costPence / 100).toFixed(2);
  const values = { name: year.name, cost, target: String(year.target), version: String(year.version), ...dates };
  return json({ isNew: !row, values });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager"]);
  const id = readId(params.id);
  if (!id && params.id !== "new") throw new Response("No such programme year", { status: 404 });
  const formData = await request.formData();
  const form = readForm(programmeYearSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const { version, name, target, cost: costPence, starts: startsOn, ends: endsOn } = form.value;
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const year = { name, target, costPence, startsOn, endsOn };
  const result = await saveProgrammeYear({ existing: id ? { id, version } : null, year, actor }, deps);
  if (result.ok) return redirectWithFlash(paths.admin.targets(), `${name} is saved.`);
  return json({ errors: refusalOf(result), values: formValues(formData) }, { status: 409 });
}

function refusalOf(refusal: Extract<SaveProgrammeYearResult, { ok: false }>): FormErrors {
  switch (refusal.reason) {
    case "not_found":
      return { form: "This programme year is no longer there." };
    case "changed_meanwhile":
      return { form: "Somebody changed this programme year meanwhile. Open the page again to see it." };
    case "name_taken":
      return { name: "There is a programme year with this name" };
    case "overlaps": {
      const { other } = refusal;
      if (!other) return { starts: "These days overlap another programme year" };
      const days = `${formatDay(other.startsOn)} to ${formatDay(other.endsOn)}`;
      return { starts: `These days overlap ${other.name} (${days})` };
    }
  }
}

export default function TargetRoute() {
  const { isNew, values } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <TargetForm isNew={isNew} errors={answer?.errors} values={answer?.values ?? values} />;
}
