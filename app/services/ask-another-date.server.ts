import { paths } from "~/config/paths";
import { lockVisit } from "~/data/answers.server";
import { findAskedMove, saveAskedMove, settleAskedMove } from "~/data/asked-moves.server";
import { findVisitCapability } from "~/data/capabilities.server";
import type { Db, Tx } from "~/data/db.server";
import { addHistory } from "~/data/history.server";
import { listReasonCodes, listSchoolsReasons } from "~/data/reason-codes.server";
import { findSchoolCalendar } from "~/data/school-calendar.server";
import { readVisitsBeside } from "~/data/request-inbox.server";
import { readSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import { findVisit, type VisitDetails } from "~/data/visits.server";
import { schoolDaysBetween } from "~/domain/open-days";
import { dayOf } from "~/lib/london-time";
import { cancelVisit, type CancelVisitResult } from "~/services/cancel-visit.server";
import type { Deps } from "~/services/deps";
import { tellCoordinators } from "~/services/tell-coordinators.server";
import { factsOf, isTimed } from "~/services/visit-messages.server";

export type ChangeByContact = { visitId: string; accountId: string };

/** Whom a mail's link speaks for; null where nobody made it, it has run out or its person is no contact any more. */
export function whoChanges(token: string, deps: Pick<Deps, "db" | "now">): Promise<ChangeByContact | null> {
  return findVisitCapability(deps.db, { token, purpose: "change_booking", now: deps.now() });
}

/** What the page about another date or cancelling shows; null where the visit is none of theirs. */
export async function lookAtChange(who: ChangeByContact, deps: Pick<Deps, "db" | "now">) {
  const visit = await findVisit(deps.db, who.visitId, { all: true });
  if (!visit || !isTimed(visit) || !isContactOf(visit, who.accountId)) return null;
  const { onDate, arriveMinutes, leaveMinutes, schoolName } = factsOf(visit);
  const { anotherDate, cancel } = await whatIsOpen(deps.db, visit, deps.now());
  return {
    reference: visit.request?.reference ?? "",
    version: visit.version,
    schoolName,
    onDate,
    arriveMinutes,
    leaveMinutes,
    isOver: visit.status !== "scheduled" || visit.startsAt <= deps.now(),
    mayAskAnotherDate: anotherDate,
    mayCancel: cancel,
    beside: await readVisitsBeside(deps.db, visit, deps.now()),
    cancelReasons: await listSchoolsReasons(deps.db, "cancel"),
    moveReasons: await listSchoolsReasons(deps.db, "move"),
  };
}

export type AskAnotherDateResult =
  | { ok: true }
  | { ok: false; reason: "not_found" | "over" | "too_late" | "no_note" };

/**
 * A contact asks for another date: the visit stands, is marked until somebody moves, cancels or keeps it, and the
 * coordinators are told at once; asking for the same once more changes nothing. Refuses a visit that has begun or is
 * cancelled, one that is nearer than the setting allows, and no word of when it would suit.
 */
export async function askAnotherDate(
  input: ChangeByContact & { note: string; reasonCodes?: readonly string[] },
  deps: Deps,
): Promise<AskAnotherDateResult> {
  const { visitId, accountId, note } = input;
  const now = deps.now();
  if (note.trim() === "") return { ok: false, reason: "no_note" };
  const result = await transact(deps.db, async (tx): Promise<AskAnotherDateResult> => {
    // Two clicks at once take turns: the second finds what the first has asked.
    await lockVisit(tx, visitId);
    const visit = await findVisit(tx, visitId, { all: true });
    if (!visit || !isTimed(visit) || !isContactOf(visit, accountId)) return { ok: false, reason: "not_found" };
    if (visit.status !== "scheduled" || visit.startsAt <= now) return { ok: false, reason: "over" };
    if (!(await whatIsOpen(tx, visit, now)).anotherDate) return { ok: false, reason: "too_late" };
    const reasonCodes = await listReasonCodes(tx, "move", input.reasonCodes ?? []);
    if (!(await saveAskedMove(tx, { visitId, askedById: accountId, note, reasonCodes, now }))) return { ok: true };
    await addHistory(tx, {
      at: now,
      actor: { kind: "contact", accountId },
      subject: "visit",
      subjectId: visitId,
      visitId,
      requestId: visit.request?.id ?? null,
      action: "another_date_asked",
      detail: { reasons: reasonCodes },
    });
    await tellCoordinators(
      tx,
      {
        what: "another_date",
        schoolName: visit.school.name,
        reference: visit.request?.reference ?? "",
        onDate: visit.onDate,
        reasons: (await findAskedMove(tx, visitId))?.reasons ?? [],
        body: visit.sensitive ? "" : note,
        url: `${deps.origin}${paths.visit(visitId)}`,
        requestId: visit.request?.id ?? null,
        visitId,
      },
      { settings: await readSettings(tx), origin: deps.origin, now },
    );
    return { ok: true };
  });
  if (result.ok) deps.wakeMail();
  return result;
}

export type CancelByContactResult = CancelVisitResult | { ok: false; reason: "too_late" };

/** A contact cancels one visit; its request closes with its last one. Refuses what `cancelVisit` does, and too late. */
export async function cancelByContact(
  input: ChangeByContact & { version: number; reasonCodes: readonly string[]; note: string },
  deps: Deps,
): Promise<CancelByContactResult> {
  const { accountId, ...cancel } = input;
  const visit = await findVisit(deps.db, input.visitId, { all: true });
  if (!visit || !isTimed(visit) || !isContactOf(visit, accountId)) return { ok: false, reason: "not_found" };
  if (visit.status !== "scheduled" || visit.startsAt <= deps.now()) return { ok: false, reason: "already_over" };
  if (!(await whatIsOpen(deps.db, visit, deps.now())).cancel) return { ok: false, reason: "too_late" };
  const actor = { kind: "contact", accountId } as const;
  return cancelVisit({ ...cancel, cancelledBy: "school", afterwards: "close", actor }, deps);
}

/** The team keeps the visit as it is; what was asked no longer waits. Refuses where nothing is open. */
export async function keepInSpiteOfWish(
  input: { visitId: string; accountId: string },
  deps: Deps,
): Promise<{ ok: true } | { ok: false; reason: "nothing_open" }> {
  const { visitId, accountId } = input;
  const now = deps.now();
  return transact(deps.db, async (tx) => {
    if (!(await settleAskedMove(tx, { visitId, settledById: accountId, now }))) {
      return { ok: false, reason: "nothing_open" } as const;
    }
    await addHistory(tx, {
      at: now,
      actor: { kind: "staff", accountId },
      subject: "visit",
      subjectId: visitId,
      visitId,
      action: "another_date_settled",
    });
    return { ok: true } as const;
  });
}

function isContactOf(visit: VisitDetails, accountId: string): boolean {
  return visit.contacts.some((contact) => contact.accountId === accountId);
}

/** How near to the day each may be asked for is a setting, in school days. */
async function whatIsOpen(
  db: Db | Tx,
  visit: { school: { id: string }; onDate: string },
  now: Date,
): Promise<{ anotherDate: boolean; cancel: boolean }> {
  const { contactChanges } = await readSettings(db);
  const calendar = await findSchoolCalendar(db, visit.school.id);
  const left = calendar ? schoolDaysBetween(calendar, dayOf(now), visit.onDate) : 0;
  return { anotherDate: left >= contactChanges.anotherDateSchoolDays, cancel: left >= contactChanges.cancelSchoolDays };
}
