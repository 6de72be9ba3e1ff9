import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { openDraft, requireAnswersBefore } from "~/auth/request-draft.server";
import { RollsForm } from "~/components/request-form/rolls-form";
import { StepPage } from "~/components/request-form/step-page";
import { pathAfter, pathBefore } from "~/config/request-paths";
import { yearGroupLabel } from "~/domain/groups";
import { yearGroupsAsked } from "~/domain/request-draft";
import { readForm } from "~/lib/form-data";
import { rollKey, rollsSchema, rollsValues } from "~/schemas/request-form";
import { saveDraft } from "~/services/save-draft.server";

export const meta: MetaFunction = () => [{ title: "How many students are in the year group? - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const answers = await requireAnswersBefore(request, deps, "rolls");
  const years = yearGroupsAsked(answers).map((year) => ({
    name: `roll.${rollKey(year)}`,
    label: yearGroupLabel(year),
  }));
  return json({ years, values: rollsValues(answers.rolls), back: pathBefore(answers, "rolls") });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const before = await requireAnswersBefore(request, deps, "rolls");
  const reading = readForm(rollsSchema(yearGroupsAsked(before)), await request.formData());
  if (!reading.ok) return json(reading, { status: 422 });
  const { draftId, browserHash, headers } = await openDraft(request, deps);
  const answers = await saveDraft({ draftId, browserHash, answer: { rolls: reading.value } }, deps);
  return redirect(pathAfter(answers), { status: 303, headers });
}

export default function YearGroupsPage() {
  const { years, values, back } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <StepPage back={back} errors={answer?.errors}>
      <RollsForm years={years} values={answer?.values ?? values} errors={answer?.errors} />
    </StepPage>
  );
}
