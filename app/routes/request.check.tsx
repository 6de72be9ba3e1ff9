import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ensureBrowser } from "~/auth/browser.server";
import { forgetDraft, readDraft, readDraftIds } from "~/auth/request-draft.server";
import { sourceOf } from "~/auth/source.server";
import { findViewer } from "~/auth/viewer.server";
import { RequestChanges } from "~/components/booking/request-changes";
import { CheckAnswers } from "~/components/request-form/check-answers";
import { StepPage } from "~/components/request-form/step-page";
import { paths } from "~/config/paths";
import { pathAfter, stepPath } from "~/config/request-paths";
import { listOfferedFormats } from "~/data/booking-requests.server";
import { readSettings } from "~/data/settings.server";
import { WHAT_HAPPENED } from "~/domain/booking-request";
import { completeAnswers } from "~/domain/request-draft";
import { describeWorkload, workloadOf } from "~/domain/workload";
import { redirectWithFlash } from "~/lib/flash.server";
import { readForm } from "~/lib/form-data";
import { checkSchema } from "~/schemas/check-request";
import { reviewChange } from "~/services/review-change.server";
import { campaignOfDraft, submitRequest, type SubmitRefusal, type SubmitRequestResult } from "~/services/submit-request.server";

export const meta: MetaFunction = () => [{ title: "Check your answers - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const draft = await readDraft(request, deps);
  const answers = draft && completeAnswers(draft.answers);
  if (!answers) throw redirect(draft ? pathAfter(draft.answers) : paths.request.school());
  const [viewer, formats] = [await findViewer(request, deps), await listOfferedFormats(deps.db)];
  const change = draft.purpose === "change" ? await reviewChange(draft, answers, deps) : null;
  const format = formats.find(({ id }) => id === answers.students.formatId);
  const formatNames = Object.fromEntries(formats.map(({ id, name }) => [id, name]));
  return json({
    answers,
    purpose: draft.purpose,
    hidden: { draft: draft.id, version: String(change?.version ?? "") },
    change,
    formatNames,
    formatName: format?.name ?? "No longer offered",
    workload: format ? describeWorkload(workloadOf(answers.students, format)) : null,
    campaignName: (await campaignOfDraft(deps.db, draft))?.name ?? null,
    isProven: viewer?.email.toLowerCase() === answers.details.email.toLowerCase(),
    teamPhone: (await readSettings(deps.db)).teamPhone,
  });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const [ids, browser] = [await readDraftIds(request, deps), await ensureBrowser(request, deps)];
  const form = readForm(checkSchema, await request.formData());
  const draftId = form.ok && form.value.draft !== null ? form.value.draft : ids[0];
  // The draft that was checked, not one that another tab has opened meanwhile.
  if (!form.ok || !draftId || !ids.includes(draftId)) return redirect(paths.request.start(), { status: 303 });
  const viewer = await findViewer(request, deps);
  const { version } = form.value;
  const result = await submitRequest(
    { draftId, browserToken: browser.token, sourceKey: sourceOf(request), viewer, version },
    deps,
  );
  if (!result.ok) return refused(result);
  if (!result.isProven) return redirect(paths.request.prove(), { status: 303 });
  return afterSending(result, { "Set-Cookie": await forgetDraft(request, deps, draftId) });
}

type Sent = Extract<SubmitRequestResult, { ok: true }>;

async function afterSending({ purpose, reference }: Sent, headers: HeadersInit): Promise<Response> {
  switch (purpose) {
    case "change":
      return redirectWithFlash(paths.booking(reference), "Your changes are with our team.", { headers });
    case "for_school":
      return redirectWithFlash(
        paths.bookingRequest(reference),
        `${reference} is in the inbox. We have written to the school’s contact.`,
        { headers },
      );
    case "new":
    case "again":
      return redirect(`${paths.request.sent()}?ref=${encodeURIComponent(reference)}`, { status: 303, headers });
  }
}

function refused(result: SubmitRefusal) {
  const told = (form: string, link: { href: string; text: string } | null = null) =>
    json({ errors: { form }, link }, { status: 409 });
  switch (result.reason) {
    case "no_draft":
      return redirect(paths.request.start(), { status: 303 });
    case "incomplete":
      return redirect(stepPath(result.step), { status: 303 });
    case "out_of_date":
      return told(result.message, { href: stepPath(result.step), text: "Change this answer" });
    case "too_many_codes":
      return told(TOO_MANY_CODES);
    case "too_many_contacts":
      return told("The second contact was changed several times today already. Try again tomorrow, or ring us");
    case "nothing_changed":
      return told("You have not changed anything yet");
    case "changed_meanwhile":
      return told("The request changed while you had this page open. Look at your changes again, then send them");
    case "already_answered":
      return told(`${WHAT_HAPPENED[result.status]} It can no longer be changed here; your answers are kept for 7 days`, {
        href: paths.booking(result.reference),
        text: "See the booking",
      });
    case "reference_taken":
      throw new Error("No free reference was found");
  }
}

const TOO_MANY_CODES = "Too many codes were asked for. Wait a quarter of an hour, then try again. Your answers are kept";

export default function CheckPage() {
  const { change, formatNames, teamPhone, ...checked } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <StepPage back={change ? paths.booking(change.reference) : stepPath("details")} errors={answer?.errors}>
      {answer?.link ? (
        <p className="govuk-body">
          <a className="govuk-link" href={answer.link.href}>
            {answer.link.text}
          </a>
        </p>
      ) : null}
      <CheckAnswers {...checked}>
        {change ? <RequestChanges {...change} formatNames={formatNames} teamPhone={teamPhone} /> : null}
      </CheckAnswers>
    </StepPage>
  );
}
