import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { openDraft, requireAnswersBefore } from "~/auth/request-draft.server";
import { DatesForm } from "~/components/request-form/dates-form";
import { StepPage } from "~/components/request-form/step-page";
import { pathAfter, pathBefore } from "~/config/request-paths";
import { wishDays } from "~/domain/request-draft";
import { MOST_WISHES } from "~/domain/wishes";
import { formValues, readForm, type FormErrors, type FormValues } from "~/lib/form-data";
import { dayOf } from "~/lib/london-time";
import { datesSchema, datesValues } from "~/schemas/request-form";
import { saveDraft } from "~/services/save-draft.server";

const ROWS_AT_FIRST = 3;
const NO_ERRORS: FormErrors = {};

export const meta: MetaFunction = () => [{ title: "When would suit you? - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const answers = await requireAnswersBefore(request, deps, "dates");
  return json({
    earliest: wishDays(dayOf(deps.now())).earliest,
    withWeekend: answers.school?.kind === "youth",
    values: datesValues(answers.wishes),
    back: pathBefore(answers, "dates"),
  });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const before = await requireAnswersBefore(request, deps, "dates");
  const formData = await request.formData();
  if (formData.get("intent") === "more") {
    const values = formValues(formData);
    return json({ errors: NO_ERRORS, values, rows: rowsOf(values) + 1 });
  }
  const schema = datesSchema(before.school?.kind ?? "school", dayOf(deps.now()));
  const reading = readForm(schema, formData);
  if (!reading.ok) return json({ ...reading, rows: rowsOf(reading.values) }, { status: 422 });
  const { draftId, browserHash, headers } = await openDraft(request, deps);
  const answers = await saveDraft({ draftId, browserHash, answer: { wishes: reading.value } }, deps);
  return redirect(pathAfter(answers), { status: 303, headers });
}

function rowsOf(values: FormValues): number {
  const rows = Object.keys(values).map((name) => Number(/^wishes\.(\d+)\./.exec(name)?.[1] ?? 0) + 1);
  return Math.min(Math.max(ROWS_AT_FIRST, ...rows), MOST_WISHES);
}

export default function DatesPage() {
  const { earliest, withWeekend, values, back } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <StepPage back={back} errors={answer?.errors}>
      <DatesForm
        earliest={earliest}
        withWeekend={withWeekend}
        rows={Math.min(answer?.rows ?? rowsOf(values), MOST_WISHES)}
        values={answer?.values ?? values}
        errors={answer?.errors}
      />
    </StepPage>
  );
}
