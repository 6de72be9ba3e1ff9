import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { openDraft, requireAnswersBefore } from "~/auth/request-draft.server";
import { PracticalitiesForm } from "~/components/request-form/practicalities-form";
import { StepPage } from "~/components/request-form/step-page";
import { pathAfter, pathBefore } from "~/config/request-paths";
import { readSettings } from "~/data/settings.server";
import { readForm } from "~/lib/form-data";
import { practicalitiesSchema, practicalitiesValues } from "~/schemas/request-form";
import { saveDraft } from "~/services/save-draft.server";

export const meta: MetaFunction = () => [{ title: "What should we know for the day? - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const answers = await requireAnswersBefore(request, deps, "practicalities");
  const { teamPhone } = await readSettings(deps.db);
  return json({
    teamPhone,
    values: practicalitiesValues(answers.practicalities),
    back: pathBefore(answers, "practicalities"),
  });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  await requireAnswersBefore(request, deps, "practicalities");
  const reading = readForm(practicalitiesSchema, await request.formData());
  if (!reading.ok) return json(reading, { status: 422 });
  const { draftId, browserHash, headers } = await openDraft(request, deps);
  const answers = await saveDraft({ draftId, browserHash, answer: { practicalities: reading.value } }, deps);
  return redirect(pathAfter(answers), { status: 303, headers });
}

export default function PracticalitiesPage() {
  const { teamPhone, values, back } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <StepPage back={back} errors={answer?.errors}>
      <PracticalitiesForm values={answer?.values ?? values} errors={answer?.errors} teamPhone={teamPhone} />
    </StepPage>
  );
}
