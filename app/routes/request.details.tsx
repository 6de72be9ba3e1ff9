import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { openDraft, readDraft, requireAnswersBefore } from "~/auth/request-draft.server";
import { findViewer } from "~/auth/viewer.server";
import { DetailsForm } from "~/components/request-form/details-form";
import { StepPage } from "~/components/request-form/step-page";
import { pathAfter, pathBefore } from "~/config/request-paths";
import { readForm } from "~/lib/form-data";
import { detailsSchema, detailsValues } from "~/schemas/request-form";
import { saveDraft } from "~/services/save-draft.server";

export const meta: MetaFunction = () => [{ title: "Your details - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const answers = await requireAnswersBefore(request, deps, "details");
  // Whoever enters it for a school is not its contact.
  const isForSchool = (await readDraft(request, deps))?.purpose === "for_school";
  const viewer = isForSchool ? null : await findViewer(request, deps);
  const known = viewer ? { name: viewer.name, email: viewer.email } : {};
  return json({
    values: answers.details ? detailsValues(answers.details) : known,
    back: pathBefore(answers, "details"),
  });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  await requireAnswersBefore(request, deps, "details");
  const reading = readForm(detailsSchema, await request.formData());
  if (!reading.ok) return json(reading, { status: 422 });
  const { draftId, browserHash, headers } = await openDraft(request, deps);
  const answers = await saveDraft({ draftId, browserHash, answer: { details: reading.value } }, deps);
  return redirect(pathAfter(answers), { status: 303, headers });
}

export default function DetailsPage() {
  const { values, back } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <StepPage back={back} errors={answer?.errors}>
      <DetailsForm values={answer?.values ?? values} errors={answer?.errors} />
    </StepPage>
  );
}
