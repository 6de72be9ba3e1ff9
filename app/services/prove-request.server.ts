import { requestReceived } from "../../emails/request-received";
import { paths } from "~/config/paths";
import { findAccount } from "~/data/accounts.server";
import {
  createRolls,
  findSentRequest,
  setRequestProven,
  type SentRequest,
} from "~/data/booking-requests.server";
import type { Tx } from "~/data/db.server";
import { addHistory, type Actor } from "~/data/history.server";
import { queueMail } from "~/data/outgoing-mails.server";
import { deleteProvenDraft, findDraftAnswers } from "~/data/request-drafts.server";
import { keepFirstBellTimes } from "~/data/school-calendar.server";
import { readSettings } from "~/data/settings.server";
import { statusAfterProof } from "~/domain/booking-request";
import { answerByDay } from "~/domain/open-days";
import { academicYearOf } from "~/domain/programme-year";
import { completeAnswers, describeAskedGroup, type RollAnswer } from "~/domain/request-draft";
import type { Wish } from "~/domain/wishes";
import { dayOf } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { mailDomain, mailSender } from "~/services/mail-sender.server";
import { findRepeatedCode, redeemCode, redeemLink, type RedeemRefusal, type WithinRedeeming } from "~/services/redeem-code.server";

export type ProveRequestInput = { code: string; browserToken: string } | { linkToken: string };

export type ProveRequestResult =
  | { ok: true; requestId: string; reference: string; accountId: string }
  | { ok: false; reason: "address_changed" }
  | RedeemRefusal;

/**
 * Sends an unproven request to the team: the code typed in its browser, or the mail's link, proves the mailbox of the
 * first contact. A second click on the button finds it sent. Refuses like redeemCode, and where the contact's address has been
 * changed since the code was sent.
 */
export async function proveRequest(input: ProveRequestInput, deps: Deps): Promise<ProveRequestResult> {
  const settled: ProveRequestResult[] = [];
  const within: WithinRedeeming = async (tx, challenge) => {
    const request = challenge.requestId === null ? null : await findSentRequest(tx, challenge.requestId);
    if (!request || request.contact.email.toLowerCase() !== challenge.email.toLowerCase()) {
      settled.push({ ok: false, reason: "address_changed" });
      return;
    }
    if (request.status === "unproven") await acceptProof(tx, request, deps);
    settled.push({ ok: true, requestId: request.id, reference: request.reference, accountId: request.contact.accountId });
  };
  const redeemed =
    "code" in input
      ? await redeemCode({ ...input, purpose: "prove_request" }, deps, within)
      : await redeemLink({ token: input.linkToken, purpose: "prove_request" }, deps, within);
  if (!redeemed.ok) {
    const isSecondClick = redeemed.reason === "used" && "code" in input;
    return (isSecondClick && (await findJustProven(input, deps))) || redeemed;
  }
  deps.wakeMail();
  return settled.at(-1) ?? { ok: false, reason: "unknown" };
}

async function findJustProven(
  input: { code: string; browserToken: string },
  deps: Deps,
): Promise<Extract<ProveRequestResult, { ok: true }> | null> {
  const repeated = await findRepeatedCode({ ...input, purpose: "prove_request" }, deps);
  const request = repeated?.requestId ? await findSentRequest(deps.db, repeated.requestId) : null;
  if (!request || request.status === "unproven") return null;
  if (request.contact.email.toLowerCase() !== repeated?.email.toLowerCase()) return null;
  return { ok: true, requestId: request.id, reference: request.reference, accountId: request.contact.accountId };
}

/**
 * Makes a request the team's: its state, answer-by day, history and the mail that says so. The rolls that the contact
 * gave count only from here on: an unproven request changes nothing that others see.
 */
export async function acceptProof(tx: Tx, request: SentRequest, deps: Pick<Deps, "now" | "origin">): Promise<void> {
  const actor: PersonActor = { kind: "contact", accountId: request.contact.accountId };
  await accept(tx, request, { actor, action: "request_proven", enteredByName: null }, deps);
}

/**
 * The same for what a coordinator entered for a school that rang: the contact has not proven the mailbox, and does so by
 * signing in to see the booking.
 */
export async function acceptEntered(
  tx: Tx,
  request: SentRequest,
  enteredById: string,
  deps: Pick<Deps, "now" | "origin">,
): Promise<void> {
  const actor: PersonActor = { kind: "staff", accountId: enteredById };
  const account = await findAccount(tx, enteredById);
  await accept(tx, request, { actor, action: "request_entered", enteredByName: account?.name ?? "" }, deps);
}

type PersonActor = Extract<Actor, { accountId: string }>;

async function accept(
  tx: Tx,
  request: SentRequest,
  { actor, action, enteredByName }: { actor: PersonActor; action: string; enteredByName: string | null },
  deps: Pick<Deps, "now" | "origin">,
): Promise<void> {
  const now = deps.now();
  const settings = await readSettings(tx);
  const status = statusAfterProof(request.sensitive);
  const answerByOn = answerByDay(dayOf(now), settings.answerWorkingDays);
  const { id: requestId, contact } = request;
  if (!(await setRequestProven(tx, { id: requestId, status, provenAt: now, answerByOn }))) return;
  const draft = await findDraftAnswers(tx, requestId);
  const answers = draft && completeAnswers(draft);
  await keepRolls(tx, request, { rolls: answers?.rolls ?? [], actor, now });
  if (request.schoolId) await keepFirstBellTimes(tx, request.schoolId, answers?.bellTimes ?? []);
  await deleteProvenDraft(tx, requestId);
  await addHistory(tx, {
    at: now,
    actor,
    subject: "request",
    subjectId: requestId,
    requestId,
    action,
    from: "unproven",
    to: status,
    detail: { answerByOn },
  });
  const email = await requestReceived({
    sender: mailSender(settings, deps.origin),
    contactName: contact.name,
    schoolName: request.schoolName,
    reference: request.reference,
    answerByOn,
    askedFor: request.groups.map((group) => `${describeAskedGroup(group)}: ${request.formatName.toLowerCase()}`),
    enteredByName,
    contactEmail: contact.email,
    bookingUrl: `${deps.origin}${paths.booking(request.reference)}`,
    materialsUrl: `${deps.origin}${paths.materials()}`,
  });
  await queueMail(tx, {
    occasion: "request-received",
    to: { address: contact.email, name: contact.name },
    email,
    accountId: contact.accountId,
    requestId,
    mailDomain: mailDomain(settings),
    now,
  });
}

/** Rolls given with a request hold for the academic year of its first wish; those left open say nothing. */
export async function keepRolls(
  tx: Tx,
  request: { schoolId: string | null; wishes: readonly Wish[] },
  told: { rolls: readonly RollAnswer[]; actor: PersonActor; now: Date },
): Promise<void> {
  const rolls = told.rolls.flatMap(({ yearGroup, roll }) => (roll === null ? [] : [{ yearGroup, roll }]));
  const firstDay = request.wishes[0]?.fromOn;
  if (!request.schoolId || !firstDay || rolls.length === 0) return;
  await createRolls(tx, {
    source: told.actor.kind === "staff" ? "coordinator" : "contact",
    schoolId: request.schoolId,
    academicYear: academicYearOf(firstDay),
    asAtOn: dayOf(told.now),
    recordedAt: told.now,
    recordedById: told.actor.accountId,
    rolls,
  });
}
