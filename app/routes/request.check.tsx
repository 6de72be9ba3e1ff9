import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ensureBrowser } from "~/auth/browser.server";
import { forgetDraft, readDraft, readDraftId } from "~/auth/request-draft.server";
import { sourceOf } from "~/auth/source.server";
import { findViewer } from "~/auth/viewer.server";
import { CheckAnswers } from "~/components/request-form/check-answers";
import { StepPage } from "~/components/request-form/step-page";
import { paths } from "~/config/paths";
import { pathAfter, stepPath } from "~/config/request-paths";
import { listOfferedFormats } from "~/data/booking-requests.server";
import { completeAnswers } from "~/domain/request-draft";
import { submitRequest } from "~/services/submit-request.server";

export const meta: MetaFunction = () => [{ title: "Check your answers - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const draft = await readDraft(request, deps);
  const answers = draft && completeAnswers(draft.answers);
  if (!answers) throw redirect(draft ? pathAfter(draft.answers) : paths.request.school());
  const formats = await listOfferedFormats(deps.db);
  const viewer = await findViewer(request, deps);
  return json({
    answers,
    formatName: formats.find(({ id }) => id === answers.students.formatId)?.name ?? "No longer offered",
    isProven: viewer?.email.toLowerCase() === answers.details.email.toLowerCase(),
  });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const [draftId, browser] = [await readDraftId(request, deps), await ensureBrowser(request, deps)];
  if (!draftId) return redirect(paths.request.start(), { status: 303 });
  const viewer = await findViewer(request, deps);
  const result = await submitRequest(
    { draftId, browserToken: browser.token, sourceKey: sourceOf(request), viewer },
    deps,
  );
  if (result.ok) {
    if (!result.isProven) return redirect(paths.request.prove(), { status: 303 });
    const sentAt = `${paths.request.sent()}?ref=${encodeURIComponent(result.reference)}`;
    return redirect(sentAt, { status: 303, headers: { "Set-Cookie": await forgetDraft(deps) } });
  }
  switch (result.reason) {
    case "no_draft":
      return redirect(paths.request.start(), { status: 303 });
    case "incomplete":
      return redirect(stepPath(result.step), { status: 303 });
    case "out_of_date":
      return json({ errors: { form: result.message }, changeAt: stepPath(result.step) }, { status: 409 });
    case "too_many_codes":
      return json({ errors: { form: TOO_MANY_CODES }, changeAt: null }, { status: 409 });
    case "reference_taken":
      throw new Error("No free reference was found");
  }
}

const TOO_MANY_CODES = "Too many codes were asked for. Wait a quarter of an hour, then try again. Your answers are kept";

export default function CheckPage() {
  const { answers, formatName, isProven } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <StepPage back={stepPath("details")} errors={answer?.errors}>
      {answer?.changeAt ? (
        <p className="govuk-body">
          <a className="govuk-link" href={answer.changeAt}>
            Change this answer
          </a>
        </p>
      ) : null}
      <CheckAnswers answers={answers} formatName={formatName} isProven={isProven} />
    </StepPage>
  );
}
