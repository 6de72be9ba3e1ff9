import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { openDraft, requireAnswersBefore } from "~/auth/request-draft.server";
import { StepPage } from "~/components/request-form/step-page";
import { StudentsForm } from "~/components/request-form/students-form";
import { pathAfter, pathBefore } from "~/config/request-paths";
import { listOfferedFormats } from "~/data/booking-requests.server";
import { MOST_GROUPS, type DraftAnswers } from "~/domain/request-draft";
import { formValues, readForm, type FormErrors, type FormValues } from "~/lib/form-data";
import { audienceChoices, studentsSchema, studentsValues } from "~/schemas/request-form";
import { saveDraft } from "~/services/save-draft.server";

const ROWS_AT_ONCE = 3;
const NO_ERRORS: FormErrors = {};

export const meta: MetaFunction = () => [{ title: "What kind of session, and who is it for? - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const answers = await requireAnswersBefore(request, deps, "students");
  const withAges = hasAges(answers);
  return json({
    formats: await listOfferedFormats(deps.db),
    audiences: audienceChoices(withAges),
    withAges,
    values: studentsValues(answers.students),
    back: pathBefore(answers, "students"),
  });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  await requireAnswersBefore(request, deps, "students");
  const formData = await request.formData();
  if (formData.get("intent") === "more") {
    const values = formValues(formData);
    return json({ errors: NO_ERRORS, values, rows: rowsOf(values) + ROWS_AT_ONCE });
  }
  const reading = readForm(studentsSchema(await listOfferedFormats(deps.db)), formData);
  if (!reading.ok) return json({ ...reading, rows: rowsOf(reading.values) }, { status: 422 });
  const { draftId, browserHash, headers } = await openDraft(request, deps);
  const answers = await saveDraft({ draftId, browserHash, answer: { students: reading.value } }, deps);
  return redirect(pathAfter(answers), { status: 303, headers });
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
  const { formats, audiences, withAges, values, back } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <StepPage back={back} errors={answer?.errors}>
      <StudentsForm
        formats={formats}
        audiences={audiences}
        withAges={withAges}
        rows={Math.min(answer?.rows ?? rowsOf(values), MOST_GROUPS)}
        values={answer?.values ?? values}
        errors={answer?.errors}
      />
    </StepPage>
  );
}
