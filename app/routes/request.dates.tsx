import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { openDraft, requireAnswersBefore } from "~/auth/request-draft.server";
import { DatesForm } from "~/components/request-form/dates-form";
import { StepPage } from "~/components/request-form/step-page";
import { pathAfter, pathBefore } from "~/config/request-paths";
import { findSchoolCalendar } from "~/data/school-calendar.server";
import { closedSpans, termPeriods, type AskingDays } from "~/domain/asking-days";
import { describePeriod } from "~/domain/bell-times";
import { askingDays, wishDays, type DraftAnswers } from "~/domain/request-draft";
import { MOST_WISHES } from "~/domain/wishes";
import { formValues, readForm, type FormErrors, type FormValues } from "~/lib/form-data";
import { addDays, dayOf } from "~/lib/london-time";
import { datesSchema, datesValues } from "~/schemas/request-form";
import { spaceForDraft } from "~/services/days-with-space.server";
import type { Deps } from "~/services/deps";
import { saveDraft } from "~/services/save-draft.server";

const ROWS_AT_FIRST = 3;
const NO_ERRORS: FormErrors = {};
/** How far ahead closed days are listed: two terms. */
const LISTED_DAYS = 240;

export const meta: MetaFunction = () => [{ title: "When would suit you? - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const answers = await requireAnswersBefore(request, deps, "dates");
  const { calendar, yearGroups } = await daysOf(answers, deps);
  const today = dayOf(deps.now());
  const { earliest } = wishDays(today);
  return json({
    earliest,
    withWeekend: calendar.kind === "youth",
    terms: termPeriods(calendar.terms, today),
    closed: closedSpans(earliest, addDays(today, LISTED_DAYS), { calendar, yearGroups, never: [] }),
    space: await spaceForDraft(answers, deps),
    periods: calendar.bellTimes.map(describePeriod),
    mayNamePeriods: answers.school?.listed === true && calendar.bellTimes.length === 0,
    values: datesValues(answers),
    back: pathBefore(answers, "dates"),
  });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const before = await requireAnswersBefore(request, deps, "dates");
  const formData = await request.formData();
  if (formData.get("intent") === "more") {
    const values = formValues(formData);
    const openRows = usedRows(values) + 1;
    return json({ errors: NO_ERRORS, values, openRows });
  }
  const reading = readForm(datesSchema(await daysOf(before, deps), dayOf(deps.now())), formData);
  if (!reading.ok) return json({ ...reading, openRows: 1 }, { status: 422 });
  const { draftId, browserHash, headers } = await openDraft(request, deps);
  const answers = await saveDraft({ draftId, browserHash, answer: reading.value }, deps);
  return redirect(pathAfter(answers), { status: 303, headers });
}

async function daysOf(answers: DraftAnswers, deps: Deps): Promise<AskingDays> {
  const { school } = answers;
  return askingDays(answers, school?.listed ? await findSchoolCalendar(deps.db, school.schoolId) : null);
}

/** How many choices have something in them, counted to the last that has. */
function usedRows(values: FormValues): number {
  const rows = Object.entries(values).map(([name, value]) => {
    const index = value === "" ? undefined : /^wishes\.(\d+)\.(?!partOfDay|kind)/.exec(name)?.[1];
    return index === undefined ? 1 : Number(index) + 1;
  });
  return Math.max(1, ...rows);
}

export default function DatesPage() {
  const { values, back, ...page } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const shown = answer?.values ?? values;
  const openRows = answer?.openRows ?? 1;
  const rows = Math.max(ROWS_AT_FIRST, openRows, usedRows(shown));
  return (
    <StepPage back={back} errors={answer?.errors}>
      <DatesForm
        {...page}
        rows={Math.min(rows, MOST_WISHES)}
        openRows={openRows}
        values={shown}
        errors={answer?.errors}
      />
    </StepPage>
  );
}
