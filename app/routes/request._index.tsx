import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readBrowser } from "~/auth/browser.server";
import { forgetDraft, readDraft } from "~/auth/request-draft.server";
import { ContinueDraft } from "~/components/request-form/continue-draft";
import { StepPage } from "~/components/request-form/step-page";
import { paths } from "~/config/paths";
import { pathAfter } from "~/config/request-paths";
import { findSentRequest } from "~/data/booking-requests.server";
import type { Draft } from "~/data/request-drafts.server";
import type { Deps } from "~/services/deps";
import { discardDraft } from "~/services/save-draft.server";

export const meta: MetaFunction = () => [{ title: "Ask for a session - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const draft = await readDraft(request, deps);
  if (!draft?.answers.school) throw redirect(paths.request.school());
  const wasSent = draft.sentAt !== null && draft.answers.sent === true;
  const continueAt = wasSent ? paths.request.prove() : pathAfter(draft.answers);
  return json({ schoolName: draft.answers.school.name, continueAt, wasSent, purpose: draft.purpose });
}

/** "Start again": the empty form. */
export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const [draft, browser] = [await readDraft(request, deps), await readBrowser(request, deps)];
  if (draft && browser) await discardDraft({ draftId: draft.id, browserHash: browser.hash }, deps);
  const headers = new Headers(draft ? { "Set-Cookie": await forgetDraft(request, deps, draft.id) } : {});
  return redirect(await afterDiscarding(draft, deps), { status: 303, headers });
}

/** What was begun from a booking or the inbox goes back there. */
async function afterDiscarding(draft: Draft | null, deps: Deps): Promise<string> {
  if (draft?.purpose === "for_school") return paths.requests();
  const changed = draft?.forRequestId ? await findSentRequest(deps.db, draft.forRequestId) : null;
  return changed ? paths.booking(changed.reference) : paths.request.school();
}

export default function StartPage() {
  return (
    <StepPage back={paths.home()}>
      <ContinueDraft {...useLoaderData<typeof loader>()} />
    </StepPage>
  );
}
