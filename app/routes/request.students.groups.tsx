import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { openDraft, requireAnswersBefore } from "~/auth/request-draft.server";
import { StepPage } from "~/components/request-form/step-page";
import { StudentsForm } from "~/components/request-form/students-form";
import { pathAfter, pathBefore, stepPath } from "~/config/request-paths";
import { listOfferedFormats, type OfferedFormat } from "~/data/booking-requests.server";
import { formatOf, MOST_GROUPS, type DraftAnswers } from "~/domain/request-draft";
import { describeWorkload, workloadOf } from "~/domain/workload";
import { formValues, readForm, type FormErrors, type FormValues } from "~/lib/form-data";
import { audienceChoices, studentsSchema, studentsValues, yearGroupChoices } from "~/schemas/request-form";
import type { Deps } from "~/services/deps";
import { saveDraft } from "~/services/save-draft.server";

const ROWS_AT_ONCE = 3;
const NO_ERRORS: FormErrors = {};

export const meta: MetaFunction = () => [{ title: "Who is it for? - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const answers = await requireAnswersBefore(request, deps, "students");
  const format = await chosenFormat(answers, deps);
  const { students } = answers;
  const withAges = hasAges(answers);
  return json({
    formatName: format.name,
    largestGroup: format.largestGroup,
    audiences: audienceChoices(withAges),
    yearGroups: yearGroupChoices(),
    withAges,
    workload: students ? describeWorkload(workloadOf(students, format)) : null,
    values: studentsValues(students),
    back: pathBefore(answers, "students"),
  });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const before = await requireAnswersBefore(request, deps, "students");
  const format = await chosenFormat(before, deps);
  const formData = await request.formData();
  if (formData.get("intent") === "more") {
    const values = formValues(formData);
    return json({ errors: NO_ERRORS, values, rows: rowsOf(values) + ROWS_AT_ONCE });
  }
  const reading = readForm(studentsSchema(format), formData);
  if (!reading.ok) return json({ ...reading, rows: rowsOf(reading.values) }, { status: 422 });
  const { draftId, browserHash, headers } = await openDraft(request, deps);
  const answers = await saveDraft({ draftId, browserHash, answer: { students: reading.value } }, deps);
  return redirect(pathAfter(answers), { status: 303, headers });
}

/** A kind of session that managers have taken off the list meanwhile is asked for anew. */
async function chosenFormat(answers: DraftAnswers, deps: Deps): Promise<OfferedFormat> {
  const format = (await listOfferedFormats(deps.db)).find(({ id }) => id === formatOf(answers));
  if (!format) throw redirect(stepPath("format"));
  return format;
}

/** Youth settings, and those that the register does not know, may think in ages. */
function hasAges({ school }: DraftAnswers): boolean {
  return school !== undefined && (school.kind === "youth" || !school.listed);
}

function rowsOf(values: FormValues): number {
  const rows = Object.keys(values).map((name) => Number(/^groups\.(\d+)\./.exec(name)?.[1] ?? 0) + 1);
  return Math.min(Math.max(ROWS_AT_ONCE, ...rows), MOST_GROUPS);
}

export default function StudentsPage() {
  const { values, back, ...page } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <StepPage back={back} errors={answer?.errors}>
      <StudentsForm
        {...page}
        rows={Math.min(answer?.rows ?? rowsOf(values), MOST_GROUPS)}
        values={answer?.values ?? values}
        errors={answer?.errors}
      />
    </StepPage>
  );
}
