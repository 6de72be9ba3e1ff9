import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePresenterAccess } from "~/auth/presenter-access.server";
import { describeTouchedVisit, savedMessage } from "~/components/availability/availability-words";
import { TouchedVisitsConfirmation } from "~/components/review/touched-visits";
import { WorkingPatternForm } from "~/components/availability/working-pattern-form";
import {
  firstWeekCopied,
  resizedPattern,
  secondStretchShown,
  shownCycle,
  workingPatternValues,
} from "~/components/availability/working-pattern-values";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import { listWorkingPatterns } from "~/data/working-patterns.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm, type FormErrors, type FormValues } from "~/lib/form-data";
import { dayOf } from "~/lib/london-time";
import { cycleLength, cycleLengthMessage, patternStepSchema, workingPatternSchema } from "~/schemas/availability";
import { saveWorkingPattern } from "~/services/save-working-pattern.server";

export const meta: MetaFunction = () => [{ title: "Set working hours - Knife Crime Awareness sessions" }];

const REFUSALS = {
  in_the_past: { validFrom: "The day must be today or later" },
  unknown_presenter: { form: "This presenter can no longer be booked." },
};

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const { presenter } = await requirePresenterAccess(request, deps);
  if (!presenter) return redirect(paths.availability());
  const patterns = await listWorkingPatterns(deps.db, presenter.id);
  const { id, name } = presenter;
  return json({ presenter: { id, name }, values: workingPatternValues(patterns, dayOf(deps.now())) });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const { viewer, presenter } = await requirePresenterAccess(request, deps);
  if (!presenter) return redirect(paths.availability());
  const formData = await request.formData();
  const values = formValues(formData);
  const step = readForm(patternStepSchema, formData);
  if (step.ok && step.value.step !== "save") return json(reshaped(values, step.value));
  const form = readForm(workingPatternSchema, formData);
  if (!form.ok) return json(refused(form.errors, values), { status: 422 });
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const result = await saveWorkingPattern({ ...form.value, presenterId: presenter.id, actor }, deps);
  if (result.ok) {
    const message = savedMessage("The working hours are saved.", result.touchedVisits.map(describeTouchedVisit));
    return redirectWithFlash(officePaths.availabilityOf(presenter.id), message);
  }
  if (result.reason !== "touches_visits") return json(refused(REFUSALS[result.reason], values), { status: 409 });
  const touchedVisits = result.touchedVisits.map((visit) => ({ id: visit.id, text: describeTouchedVisit(visit) }));
  return json({ errors: {}, values, touchedVisits }, { status: 409 });
}

const refused = (errors: FormErrors, values: FormValues) => ({ errors, values, touchedVisits: null });

/** The same form with as many days as were asked for, or with the first week's times in all of them. */
function reshaped(values: FormValues, asked: { step: "resize" | "copy" | "second" | "save"; unit: "weeks" | "days"; length: string }) {
  if (asked.step === "copy") return refused({}, firstWeekCopied(values, shownCycle(values).length));
  if (asked.step === "second") return refused({}, secondStretchShown(values));
  const length = cycleLength(asked.unit, asked.length);
  if (length === null) return refused({ length: cycleLengthMessage(asked.unit) }, values);
  return refused({}, resizedPattern(values, { unit: asked.unit, length }));
}

export default function WorkingPatternRoute() {
  const { presenter, values } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (answer?.touchedVisits) {
    const { touchedVisits } = answer;
    const back = { backTo: officePaths.newPattern(presenter.id), cancelTo: officePaths.availabilityOf(presenter.id) };
    const shared = { caption: presenter.name, values: answer.values, touchedVisits, ...back };
    return <TouchedVisitsConfirmation {...shared} where="outside these hours" />;
  }
  return <WorkingPatternForm presenter={presenter} errors={answer?.errors} values={answer?.values ?? values} />;
}
