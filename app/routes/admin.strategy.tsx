import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { StrategyForm } from "~/components/reach/strategy-form";
import { paths } from "~/config/paths";
import { readSettings, settingsVersion } from "~/data/settings.server";
import { MILESTONES } from "~/domain/strategy";
import { academicYearOf } from "~/domain/programme-year";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm, textOf, type FormValues } from "~/lib/form-data";
import { dayOf } from "~/lib/london-time";
import { strategySchema } from "~/schemas/strategy";
import { saveSettings } from "~/services/save-settings.server";

export const meta: MetaFunction = () => [{ title: "Strategy - Knife Crime Awareness sessions" }];

const CHANGED = { form: "Somebody changed the settings meanwhile. Open the page again to see them." };

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const version = await settingsVersion(deps.db);
  const { strategy } = await readSettings(deps.db);
  const startYear = strategy?.startYear ?? Number(academicYearOf(dayOf(deps.now())).slice(0, 4));
  const values: FormValues = { version, startYear: String(startYear) };
  for (const [index, { target, words }] of (strategy?.milestones ?? []).entries()) {
    values[`milestones.${index}.target`] = String(target);
    values[`milestones.${index}.words`] = words;
  }
  return json({ values, isKept: strategy !== null, years: MILESTONES });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager"]);
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const formData = await request.formData();
  const values = formValues(formData);
  if (textOf(values, "intent") === "remove") {
    const result = await saveSettings({ version: textOf(values, "version"), changes: { strategy: null }, actor }, deps);
    if (!result.ok) return json({ errors: CHANGED, values: null }, { status: 409 });
    return redirectWithFlash(paths.reachYears(), "The strategy is taken off. The years stay.");
  }
  const form = readForm(strategySchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const { version, strategy } = form.value;
  const result = await saveSettings({ version, changes: { strategy }, actor }, deps);
  if (result.ok) return redirectWithFlash(paths.reachYears(), "The strategy is saved.");
  return json({ errors: CHANGED, values }, { status: 409 });
}

export default function StrategyRoute() {
  const { values, ...rest } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <StrategyForm {...rest} errors={answer?.errors} values={answer?.values ?? values} />;
}
