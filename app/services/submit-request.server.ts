import { randomBytes } from "node:crypto";
import { findOrCreateAccount } from "~/data/accounts.server";
import {
  createUnprovenRequest,
  findSentRequest,
  listOfferedFormats,
  replaceUnprovenRequest,
  type AskedFor,
  type OfferedFormat,
} from "~/data/booking-requests.server";
import type { Tx } from "~/data/db.server";
import { addHistory } from "~/data/history.server";
import { lockDraft, updateDraft } from "~/data/request-drafts.server";
import { findOfferedSchool } from "~/data/schools.server";
import { transact } from "~/data/transaction.server";
import { makeReference, REFERENCE_BYTES } from "~/domain/reference";
import {
  completeAnswers,
  DRAFT_DAYS,
  firstUnanswered,
  isFreeMailAddress,
  sessionsWanted,
  wishProblem,
  type CompleteAnswers,
  type RequestStep,
} from "~/domain/request-draft";
import { dayOf, type Day } from "~/lib/london-time";
import { hashSecret } from "~/lib/secret.server";
import { issueChallenge } from "~/services/ask-for-code.server";
import type { Deps } from "~/services/deps";
import { acceptProof } from "~/services/prove-request.server";

export type SubmitRequestInput = {
  draftId: string;
  browserToken: string;
  /** Where it came from, to count how many codes one place asks for; "" when unknown. */
  sourceKey: string;
  /** Whoever is signed in with the address given has proven it already. */
  viewer: { email: string } | null;
};

export type SubmitRefusal =
  | { ok: false; reason: "no_draft" | "too_many_codes" | "reference_taken" }
  | { ok: false; reason: "incomplete"; step: RequestStep }
  /** Right when it was typed, but no longer: the school closed, the format went, the day is too near. */
  | { ok: false; reason: "out_of_date"; step: RequestStep; message: string };

export type SubmitRequestResult = { ok: true; requestId: string; reference: string; isProven: boolean } | SubmitRefusal;

const REFERENCE_TRIES = 5;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Makes a request of a draft and mails the code that proves the contact's address. The request has the draft's id: a
 * second click, or a second tab, finds the first one's request and sends nothing. A draft that was changed before the
 * proof changes its request; a new address gets a code of its own.
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
  const found = before && { ok: true as const, requestId: id, reference: before.reference };
  if (found && before.status !== "unproven") return { ...found, isProven: true };
  if (!draft) return { ok: false, reason: "no_draft" };
  if (found && draft.answers.sent) return { ...found, isProven: false };

  const answers = completeAnswers(draft.answers);
  if (!answers) return { ok: false, reason: "incomplete", step: firstUnanswered(draft.answers) ?? "school" };
  const format = (await listOfferedFormats(tx)).find((offered) => offered.id === answers.students.formatId);
  const problem = await whatIsOutOfDate(tx, answers, format, dayOf(now));
  if (problem) return problem;
  if (!format) return { ok: false, reason: "incomplete", step: "students" };

  const askedFor = await toAskedFor(tx, answers, format);
  if (before) {
    if (!(await replaceUnprovenRequest(tx, id, askedFor))) return { ok: false, reason: "no_draft" };
  } else {
    const created = await createUnprovenRequest(tx, { ...askedFor, id, reference, createdAt: now });
    if (!created.ok) return created;
  }
  await addHistory(tx, {
    at: now,
    actor: { kind: "system" },
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
  const result = { ok: true as const, requestId: id, reference: sent.reference };
  const email = sent.contact.email;
  if (input.viewer && isSameAddress(input.viewer.email, email)) {
    await acceptProof(tx, sent, deps);
    return { ...result, isProven: true };
  }
  if (before && isSameAddress(before.contact.email, email)) return { ...result, isProven: false };
  const { browserToken, sourceKey } = input;
  const asked = await issueChallenge(tx, { email, browserToken, sourceKey, purpose: "prove_request", requestId: id }, deps);
  return asked.ok ? { ...result, isProven: false } : asked;
}

async function whatIsOutOfDate(
  tx: Tx,
  answers: CompleteAnswers,
  format: OfferedFormat | undefined,
  today: Day,
): Promise<SubmitRefusal | null> {
  const { school, wishes } = answers;
  const outOfDate = (step: RequestStep, message: string) => ({ ok: false, reason: "out_of_date", step, message }) as const;
  if (school.listed && !(await findOfferedSchool(tx, school.schoolId))) {
    return outOfDate("school", "This school can no longer be chosen. Search for it again");
  }
  if (!format) return outOfDate("students", "This kind of session is no longer offered. Choose another one");
  for (const wish of wishes) {
    const problem = wishProblem(wish, school.kind, today);
    if (problem) return outOfDate("dates", problem.message);
  }
  return null;
}

async function toAskedFor(tx: Tx, answers: CompleteAnswers, format: OfferedFormat): Promise<AskedFor> {
  const { school, students, wishes, practicalities, details } = answers;
  const { afterIncident, ...texts } = practicalities;
  const first = await findOrCreateAccount(tx, details);
  const second = details.second && (await findOrCreateAccount(tx, details.second));
  const unlisted = school.listed ? { name: "", town: "", postcode: "" } : school;
  return {
    schoolId: school.listed ? school.schoolId : null,
    unlistedName: unlisted.name,
    unlistedTown: unlisted.town,
    unlistedPostcode: unlisted.postcode,
    formatId: format.id,
    sessionsWanted: sessionsWanted(students.groups, format),
    ...texts,
    sensitive: afterIncident,
    freeMailAddress: isFreeMailAddress(details.email),
    contacts: [
      { rank: 1, accountId: first.id, name: details.name, jobTitle: details.jobTitle, phone: details.phone },
      ...(second && details.second
        ? [{ rank: 2, accountId: second.id, name: details.second.name, jobTitle: "", phone: "" }]
        : []),
    ],
    groups: students.groups,
    wishes,
  };
}

function isSameAddress(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
