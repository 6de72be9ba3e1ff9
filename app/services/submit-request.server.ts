import { randomBytes } from "node:crypto";
import {
  createUnprovenRequest,
  findSentRequest,
  listOfferedFormats,
  replaceUnprovenRequest,
} from "~/data/booking-requests.server";
import { findCampaign } from "~/data/campaigns.server";
import type { Db, Tx } from "~/data/db.server";
import { addHistory } from "~/data/history.server";
import { lockDraft, updateDraft, type Draft } from "~/data/request-drafts.server";
import { transact } from "~/data/transaction.server";
import { makeReference, REFERENCE_BYTES } from "~/domain/reference";
import {
  completeAnswers,
  DRAFT_DAYS,
  firstUnanswered,
  type DraftPurpose,
  type RequestStep,
} from "~/domain/request-draft";
import type { Role } from "~/domain/roles";
import { dayOf } from "~/lib/london-time";
import { hashSecret } from "~/lib/secret.server";
import { toAskedFor, whatIsOutOfDate, type OutOfDate } from "~/services/asked-for.server";
import { issueChallenge } from "~/services/ask-for-code.server";
import { changeRequest, type ChangeRefusal } from "~/services/change-request.server";
import type { Deps } from "~/services/deps";
import { acceptEntered, acceptProof } from "~/services/prove-request.server";

export type SubmitRequestInput = {
  draftId: string;
  browserToken: string;
  /** Where it came from, to count how many codes one place asks for; "" when unknown. */
  sourceKey: string;
  /** Whoever is signed in with the address given has proven it already. */
  viewer: { email: string; accountId?: string; roles?: readonly Role[] } | null;
  /** With a change: the version of the request that it was compared with (rule 4). */
  version?: number;
};

export type SubmitRefusal =
  | { ok: false; reason: "no_draft" | "too_many_codes" | "reference_taken" }
  | { ok: false; reason: "incomplete"; step: RequestStep }
  | OutOfDate
  | ChangeRefusal;

export type SubmitRequestResult =
  | { ok: true; requestId: string; reference: string; isProven: boolean; purpose: DraftPurpose }
  | SubmitRefusal;

const REFERENCE_TRIES = 5;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Makes a request of a draft and mails the code that proves the contact's address. The request has the draft's id: a
 * second click, or a second tab, finds the first one's request and sends nothing. A draft that was changed before the
 * proof changes its request; a new address gets a code of its own. What a coordinator enters for a school that rang
 * needs no code and is the team's at once; a draft that changes a request is handed to changeRequest.
 */
export async function submitRequest(input: SubmitRequestInput, deps: Deps): Promise<SubmitRequestResult> {
  let result: SubmitRequestResult = { ok: false, reason: "reference_taken" };
  for (let attempt = 0; attempt < REFERENCE_TRIES && isTaken(result); attempt += 1) {
    const reference = makeReference(randomBytes(REFERENCE_BYTES));
    result = await transact(deps.db, (tx) => submit(tx, input, reference, deps));
  }
  if (result.ok) deps.wakeMail();
  return result;
}

function isTaken(result: SubmitRequestResult): boolean {
  return !result.ok && result.reason === "reference_taken";
}

async function submit(tx: Tx, input: SubmitRequestInput, reference: string, deps: Deps): Promise<SubmitRequestResult> {
  const now = deps.now();
  const id = input.draftId;
  const draft = await lockDraft(tx, { id, browserHash: hashSecret(input.browserToken), now });
  const before = await findSentRequest(tx, id);
  const purpose = draft?.purpose ?? (before?.enteredById ? "for_school" : "new");
  const found = before && { ok: true as const, requestId: id, reference: before.reference, purpose };
  if (found && before.status !== "unproven") return { ...found, isProven: true };
  if (!draft || !mayWrite(draft, input.viewer)) return { ok: false, reason: "no_draft" };
  if (draft.purpose === "change") return changeRequest(tx, { ...draft, version: input.version ?? null }, deps);
  if (found && draft.answers.sent) return { ...found, isProven: false };

  const answers = completeAnswers(draft.answers);
  if (!answers) return { ok: false, reason: "incomplete", step: firstUnanswered(draft.answers) ?? "school" };
  const format = (await listOfferedFormats(tx)).find((offered) => offered.id === answers.students.formatId);
  const problem = await whatIsOutOfDate(tx, answers, format, dayOf(now));
  if (problem) return problem;
  if (!format) return { ok: false, reason: "incomplete", step: "students" };

  const askedFor = await toAskedFor(tx, answers, format);
  const enteredById = draft.purpose === "for_school" ? draft.accountId : null;
  const campaignId = (await campaignOfDraft(tx, draft))?.id ?? null;
  if (before) {
    if (!(await replaceUnprovenRequest(tx, id, { ...askedFor, campaignId }))) return { ok: false, reason: "no_draft" };
  } else {
    const created = await createUnprovenRequest(tx, { ...askedFor, id, reference, createdAt: now, enteredById, campaignId });
    if (!created.ok) return created;
  }
  await addHistory(tx, {
    at: now,
    actor: enteredById === null ? { kind: "system" } : { kind: "staff", accountId: enteredById },
    subject: "request",
    subjectId: id,
    requestId: id,
    action: before ? "request_changed_unproven" : "request_made",
    to: "unproven",
  });
  const expiresAt = new Date(now.getTime() + DRAFT_DAYS * DAY_MS);
  await updateDraft(tx, { id, answers: { ...draft.answers, sent: true }, expiresAt });

  const sent = await findSentRequest(tx, id);
  if (!sent) throw new Error("A request that was just written is not there");
  const result = { ok: true as const, requestId: id, reference: sent.reference, purpose };
  const email = sent.contact.email;
  if (enteredById !== null) {
    await acceptEntered(tx, sent, enteredById, deps);
    return { ...result, isProven: true };
  }
  if (input.viewer && isSameAddress(input.viewer.email, email)) {
    await acceptProof(tx, sent, deps);
    return { ...result, isProven: true };
  }
  if (before && isSameAddress(before.contact.email, email)) return { ...result, isProven: false };
  const { browserToken, sourceKey } = input;
  const asked = await issueChallenge(tx, { email, browserToken, sourceKey, purpose: "prove_request", requestId: id }, deps);
  return asked.ok ? { ...result, isProven: false } : asked;
}

/**
 * The campaign that the request of a draft is tagged with when it is sent: the one from whose page it was begun, while that
 * is in use; else null. A change of a request leaves its campaign to the team.
 */
export async function campaignOfDraft(
  db: Db | Tx,
  { purpose, answers: { campaignId } }: Pick<Draft, "purpose" | "answers">,
): Promise<{ id: string; name: string } | null> {
  const campaign = campaignId && purpose !== "change" ? await findCampaign(db, { id: campaignId }) : null;
  return campaign && !campaign.retired ? { id: campaign.id, name: campaign.name } : null;
}

/** A draft that somebody signed in began is theirs alone, and a coordinator's only while they are one. */
function mayWrite(draft: Draft, viewer: SubmitRequestInput["viewer"]): boolean {
  if (draft.accountId === null) return true;
  if (draft.accountId !== viewer?.accountId) return false;
  return draft.purpose !== "for_school" || viewer.roles?.includes("coordinator") === true;
}

function isSameAddress(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
