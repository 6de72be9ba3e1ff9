import {
  changeAskedFor,
  findBookingById,
  findRolls,
  listOfferedFormats,
  type Booking,
} from "~/data/booking-requests.server";
import type { Db, Tx } from "~/data/db.server";
import { addHistory } from "~/data/history.server";
import { updateDraft, type Draft } from "~/data/request-drafts.server";
import { isWaitingForTeam, statusAfterProof, type BookingRequestStatus } from "~/domain/booking-request";
import { academicYearAsked, answersToChange, changedParts, isNewlySensitive } from "~/domain/draft-from-request";
import { completeAnswers, firstUnanswered, type RequestStep } from "~/domain/request-draft";
import { sessionsWanted } from "~/domain/workload";
import { dayOf } from "~/lib/london-time";
import { FORMAT_GONE, outOfDate, whichWishIsOutOfDate, type OutOfDate } from "~/services/asked-for.server";
import type { Deps } from "~/services/deps";
import { keepRolls } from "~/services/prove-request.server";
import { applySecondContact } from "~/services/second-contact.server";

export type ChangeRefusal =
  | { ok: false; reason: "nothing_changed" | "changed_meanwhile" | "too_many_contacts" }
  /** The team has answered, or somebody has closed it: `status` says which. */
  | { ok: false; reason: "already_answered"; status: BookingRequestStatus; reference: string }
  | { ok: false; reason: "no_draft" }
  | { ok: false; reason: "incomplete"; step: RequestStep }
  | OutOfDate;

export type ChangeResult =
  | { ok: true; requestId: string; reference: string; isProven: true; purpose: "change" }
  | ChangeRefusal;

/** How long a second click still finds what the first one sent. */
const KEPT_AFTER_SENDING_MS = 60 * 60 * 1000;

/**
 * Applies a draft to the request that it changes, for one of its contacts, while nobody has answered it. Compare-and-set
 * on the version that the check page compared with; the answer-by day stays; a request that becomes sensitive waits for a
 * go-ahead. A second click finds it done. The draft is kept where it is refused: nothing typed is lost.
 */
export async function changeRequest(
  tx: Tx,
  draft: Draft & { version: number | null },
  deps: Pick<Deps, "now" | "origin">,
): Promise<ChangeResult> {
  const now = deps.now();
  const { accountId, forRequestId } = draft;
  const booking =
    accountId !== null && forRequestId !== null ? await findBookingById(tx, { id: forRequestId, accountId }) : null;
  if (!booking?.isContact || accountId === null) return { ok: false, reason: "no_draft" };
  const { id, reference, status } = booking;
  const done = { ok: true, requestId: id, reference, isProven: true, purpose: "change" } as const;
  if (draft.answers.sent) return done;
  if (!isWaitingForTeam(status)) return { ok: false, reason: "already_answered", status, reference };
  if (booking.version !== draft.version) return { ok: false, reason: "changed_meanwhile" };

  const answers = completeAnswers(draft.answers);
  if (!answers) return { ok: false, reason: "incomplete", step: firstUnanswered(draft.answers) ?? "students" };
  const before = await answersOfBooking(tx, booking);
  const parts = changedParts(before, answers);
  if (parts.length === 0) return { ok: false, reason: "nothing_changed" };
  const { students, wishes, practicalities, details } = answers;
  if (details.email.toLowerCase() !== before.details?.email.toLowerCase()) {
    return outOfDate("details", FIRST_CONTACT_STAYS);
  }
  if (details.second?.email.toLowerCase() === details.email.toLowerCase()) {
    return outOfDate("details", "The second contact needs another email address than the first");
  }
  const format = (await listOfferedFormats(tx)).find((offered) => offered.id === students.formatId);
  if (!format && parts.includes("students")) return outOfDate("format", FORMAT_GONE);
  const problem = parts.includes("wishes") ? whichWishIsOutOfDate(answers, dayOf(now)) : null;
  if (problem) return problem;

  const newlySensitive = isNewlySensitive(before, answers);
  const to = newlySensitive ? statusAfterProof(true) : status;
  const { afterIncident, ...texts } = practicalities;
  const changed = await changeAskedFor(tx, {
    id,
    version: booking.version,
    status,
    to,
    columns: {
      formatId: students.formatId,
      sessionsWanted: format ? sessionsWanted(students.groups, format) : booking.sessionsWanted,
      periodsWanted: students.periods ?? null,
      ...texts,
      sensitive: booking.sensitive || afterIncident,
    },
    first: { name: details.name, jobTitle: details.jobTitle, phone: details.phone },
    groups: parts.includes("students") ? students.groups : null,
    wishes: parts.includes("wishes") ? wishes : null,
    neverDays: parts.includes("wishes") ? answers.never : null,
    newlySensitive,
    now,
  });
  if (!changed) return { ok: false, reason: "changed_meanwhile" };
  const actor = { kind: "contact", accountId } as const;
  if (parts.includes("rolls")) {
    await keepRolls(tx, { schoolId: booking.schoolId, wishes }, { rolls: answers.rolls, actor, now });
  }
  const second = await applySecondContact(tx, { booking, second: details.second, actor }, deps);
  if (!second.ok) return second;
  await addHistory(tx, {
    at: now,
    actor,
    subject: "request",
    subjectId: id,
    requestId: id,
    action: "request_changed",
    from: status,
    to,
    detail: { parts },
  });
  const expiresAt = new Date(now.getTime() + KEPT_AFTER_SENDING_MS);
  await updateDraft(tx, { id: draft.id, answers: { ...draft.answers, sent: true }, expiresAt });
  return done;
}

const FIRST_CONTACT_STAYS =
  "The first contact’s email address cannot be changed, since that mailbox has confirmed the request. Name somebody " +
  "else as second contact, or ring us";

/** What the form would hold if the request were asked for as it stands. */
export async function answersOfBooking(db: Db | Tx, booking: Booking) {
  const { schoolId } = booking;
  return answersToChange(booking, await findRolls(db, { schoolId, academicYear: academicYearAsked(booking) }));
}
