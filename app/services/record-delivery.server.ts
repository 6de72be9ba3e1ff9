import type { Db, Tx } from "~/data/db.server";
import {
  completeRequestWhenDone,
  completeVisitRow,
  createDelivery,
  findNewestDelivery,
  findVisitToRecord,
  listDeliveredSessions,
  listDeliveryRevisions,
  setSessionOutcome,
  type DeliveredSession,
  type ReasonsOfSession,
  type RecordedDelivery,
  type SessionToRecord,
  type VisitToRecord,
} from "~/data/deliveries.server";
import { addHistory } from "~/data/history.server";
import { findRolls } from "~/data/reach.server";
import { listReasonCodes, listReasons } from "~/data/reason-codes.server";
import { transact } from "~/data/transaction.server";
import {
  checkDelivery,
  describeDeliveryRefusal,
  refuseDelivery,
  type DeliveryQuestion,
  type FactSource,
  type DeliveryRecord,
  type DeliveryRefusal,
} from "~/domain/delivery";
import { describeDeliveryChanges } from "~/domain/delivery-changes";
import { YEAR_GROUPS, type CohortYear, type YearGroup } from "~/domain/groups";
import { academicYearOf } from "~/domain/programme-year";
import { cohortKey } from "~/domain/reach";
import { mayHoldSameStudents } from "~/domain/same-students";
import { canMoveSchoolSession } from "~/domain/school-session";
import { addDays, formatInstantTime, formatShortDay, instantAt, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";

/** Who records: a coordinator for any visit, a presenter for the visits that they give. */
export type Recorder = { accountId: string; isCoordinator: boolean };

export type RecordDeliveryInput = {
  visitId: string;
  recorder: Recorder;
  /** What the person saw: the version of the visit and the newest revision of its record (0: none). */
  version: number;
  revision: number;
  record: DeliveryRecord;
  reasons: readonly ReasonsOfSession[];
  /** Needed from the second record on, which is a correction. */
  correctionReason: string;
  /** "These figures are right", after a question about unlikely ones. */
  figuresConfirmed: boolean;
};

export type RecordDeliveryRefusal =
  | { ok: false; reason: "not_found" }
  | { ok: false; reason: "changed_meanwhile" | "no_correction_reason" }
  | { ok: false; reason: "refused"; refusals: DeliveryRefusal[] }
  | { ok: false; reason: "unknown_reason"; sessionId: string }
  | { ok: false; reason: "unknown_earlier_session"; sessionGroupId: string }
  | { ok: false; reason: "unlikely"; questions: DeliveryQuestion[] };

export type RecordDeliveryResult = { ok: true; attended: number; revision: number } | RecordDeliveryRefusal;

/** Older sessions held other students, or students who have been counted since. */
const LOOK_BACK_DAYS = 731;

/**
 * Keeps what was seen at a visit as a new revision of its record, completes the visit and, with its last visit,
 * the request. Refuses before the visit's start, for a visit that is not scheduled, after a change by somebody
 * else, and unlikely figures until they are confirmed.
 */
export async function recordDelivery(input: RecordDeliveryInput, deps: Deps): Promise<RecordDeliveryResult> {
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<RecordDeliveryResult> => {
    const visit = await findVisitToRecord(tx, input.visitId, scopeOf(input.recorder));
    if (!visit) return { ok: false, reason: "not_found" };
    const refusal = await findRefusal(tx, input, visit, now);
    if (refusal) return refusal;
    const revision = visit.revision + 1;
    const completed = await completeVisitRow(tx, {
      visitId: visit.id,
      version: input.version,
      now,
      place: revision === 1 ? visit.school : null,
    });
    if (!completed) return { ok: false, reason: "changed_meanwhile" };
    await createDelivery(tx, {
      visitId: visit.id,
      revision,
      source: visit.presenterIds.includes(input.recorder.accountId) ? "presenter" : "coordinator",
      recordedById: input.recorder.accountId,
      recordedAt: now,
      correctionReason: revision === 1 ? "" : input.correctionReason,
      record: input.record,
    });
    for (const session of visit.sessions) {
      if (!(await moveSession(tx, session, visit, input, now)))
        return { ok: false, reason: "changed_meanwhile" };
    }
    const attended = input.record.counts.reduce((sum, count) => sum + count.attended, 0);
    await addHistory(tx, {
      ...historyOf(visit, input, now),
      subject: "visit",
      subjectId: visit.id,
      action: revision === 1 ? "delivery_recorded" : "delivery_corrected",
      from: visit.status,
      to: "completed",
      // Whoever confirmed while recording answered the question; the list of figures to look at says so.
      detail: { revision, attended, figuresConfirmed: input.figuresConfirmed },
    });
    await completeRequest(tx, visit, input, now);
    return { ok: true, attended, revision };
  });
}

async function findRefusal(
  tx: Tx,
  input: RecordDeliveryInput,
  visit: VisitToRecord,
  now: Date,
): Promise<RecordDeliveryRefusal | null> {
  const refused = refuseDelivery(visit, now);
  if (refused) return { ok: false, reason: "refused", refusals: [refused] };
  if (input.version !== visit.version || input.revision !== visit.revision) {
    return { ok: false, reason: "changed_meanwhile" };
  }
  if (visit.revision > 0 && input.correctionReason.trim() === "") {
    return { ok: false, reason: "no_correction_reason" };
  }
  const { refusals, questions } = checkDelivery(input.record, visit, await rollsOf(tx, visit), now);
  if (refusals.length > 0) return { ok: false, reason: "refused", refusals };
  const withoutReason = await findSessionWithoutReason(tx, input);
  if (withoutReason !== null) return { ok: false, reason: "unknown_reason", sessionId: withoutReason };
  const wrongLink = await findWrongLink(tx, input.record, visit);
  if (wrongLink !== null) return { ok: false, reason: "unknown_earlier_session", sessionGroupId: wrongLink };
  if (questions.length > 0 && !input.figuresConfirmed) return { ok: false, reason: "unlikely", questions };
  return null;
}

async function findSessionWithoutReason(tx: Tx, input: RecordDeliveryInput): Promise<string | null> {
  const given = input.reasons.flatMap(({ codes }) => codes);
  const known = await listReasonCodes(tx, "not_delivered", given);
  for (const { sessionId, outcome } of input.record.outcomes) {
    if (outcome === "delivered") continue;
    const codes = codesOf(input, sessionId);
    if (codes.length === 0 || codes.some((code) => !known.includes(code))) return sessionId;
  }
  return null;
}

/** A link must lead to a session that the page offers; one of this visit must have taken place. */
async function findWrongLink(tx: Tx, record: DeliveryRecord, visit: VisitToRecord): Promise<string | null> {
  if (record.counts.every(({ sameAsSessionId }) => sameAsSessionId === null)) return null;
  const earlier = await listEarlier(tx, visit);
  for (const session of visit.sessions) {
    for (const group of session.groups) {
      const offered = earlierFor(visit, session, group.yearGroups, earlier).map(({ id }) => id);
      const wrong = record.counts.some(
        ({ sessionGroupId, sameAsSessionId: linked }) =>
          sessionGroupId === group.id &&
          linked !== null &&
          (!offered.includes(linked) || outcomeOf(record, linked) === "not_delivered"),
      );
      if (wrong) return group.id;
    }
  }
  return null;
}

async function moveSession(
  tx: Tx,
  session: SessionToRecord,
  visit: VisitToRecord,
  input: RecordDeliveryInput,
  now: Date,
): Promise<boolean> {
  const outcome = outcomeOf(input.record, session.id);
  if (outcome === null) return false;
  const reasonCodes = outcome === "delivered" ? [] : codesOf(input, session.id);
  const change = { sessionId: session.id, from: session.status, outcome, reasonCodes, now };
  if (!(await setSessionOutcome(tx, change))) return false;
  if (canMoveSchoolSession(session.status, outcome)) {
    await addHistory(tx, {
      ...historyOf(visit, input, now),
      subject: "session",
      subjectId: session.id,
      action: outcome === "delivered" ? "session_delivered" : "session_not_delivered",
      from: session.status,
      to: outcome,
      detail: { reasons: reasonCodes },
    });
  }
  return true;
}

async function completeRequest(
  tx: Tx,
  visit: VisitToRecord,
  input: RecordDeliveryInput,
  now: Date,
): Promise<void> {
  if (visit.requestId === null || !(await completeRequestWhenDone(tx, visit.requestId, now))) return;
  await addHistory(tx, {
    ...historyOf(visit, input, now),
    subject: "request",
    subjectId: visit.requestId,
    action: "request_completed",
    from: "scheduled",
    to: "completed",
  });
}

const historyOf = (visit: VisitToRecord, input: RecordDeliveryInput, now: Date) => ({
  at: now,
  actor: { kind: "staff" as const, accountId: input.recorder.accountId },
  visitId: visit.id,
  requestId: visit.requestId,
});

export type EarlierSession = { id: string; label: string };

export type DeliveryForm = {
  visitId: string;
  version: number;
  revision: number;
  schoolName: string;
  onDate: Day | null;
  givenByViewer: boolean;
  /** Why nothing can be recorded now; null when it can. */
  refusal: string | null;
  newest: (Omit<RecordedDelivery, "recordedAt"> & { recordedAt: string }) | null;
  /** Newest first; each says what it changed in the one before. */
  revisions: {
    revision: number;
    recordedAt: string;
    recordedByName: string | null;
    source: FactSource;
    attended: number;
    reason: string;
    changes: string[];
  }[];
  sessions: {
    id: string;
    startTime: string;
    endTime: string;
    formatName: string;
    room: string;
    groups: { id: string; label: string; cohortYears: CohortYear[]; earlier: EarlierSession[] }[];
  }[];
  reasons: { code: string; label: string }[];
};

/** What the delivery page asks about a visit and may offer; null for a visit that is not the viewer's. */
export async function loadDeliveryForm(
  input: { visitId: string; viewer: Recorder },
  deps: Pick<Deps, "db" | "now">,
): Promise<DeliveryForm | null> {
  const visit = await findVisitToRecord(deps.db, input.visitId, scopeOf(input.viewer));
  if (!visit) return null;
  return { ...(await formOf(visit, deps)), givenByViewer: visit.presenterIds.includes(input.viewer.accountId) };
}

async function formOf(visit: VisitToRecord, deps: Pick<Deps, "db" | "now">): Promise<Omit<DeliveryForm, "givenByViewer">> {
  const refused = refuseDelivery(visit, deps.now());
  const [newest, revisions, earlier] = await Promise.all([
    findNewestDelivery(deps.db, visit.id),
    listDeliveryRevisions(deps.db, visit.id),
    listEarlier(deps.db, visit),
  ]);
  const reasons = await listReasons(deps.db, "not_delivered", newest?.reasons.flatMap(({ codes }) => codes));
  return {
    visitId: visit.id,
    version: visit.version,
    revision: visit.revision,
    schoolName: visit.school.name,
    onDate: visit.onDate,
    refusal: refused && describeDeliveryRefusal(refused),
    newest: newest && { ...newest, recordedAt: newest.recordedAt.toISOString() },
    revisions: revisions
      .map((each, index) => {
        const before = revisions[index - 1];
        return {
          revision: each.revision,
          recordedAt: each.recordedAt.toISOString(),
          recordedByName: each.recordedByName,
          source: each.source,
          attended: each.record.counts.reduce((sum, count) => sum + count.attended, 0),
          reason: each.correctionReason,
          changes: before ? describeDeliveryChanges(before.record, each.record, visit.sessions) : [],
        };
      })
      .reverse(),
    sessions: visit.sessions.map((session) => ({
      id: session.id,
      startTime: timeIn(visit, session.startMinute),
      endTime: timeIn(visit, session.endMinute),
      formatName: session.formatName,
      room: session.room,
      groups: session.groups.map(({ id, label, cohortYears, yearGroups }) => ({
        id,
        label,
        cohortYears,
        earlier: earlierFor(visit, session, yearGroups, earlier),
      })),
    })),
    reasons: reasons.map(({ code, label }) => ({ code, label })),
  };
}

/** What is recorded of a visit with all that was corrected in it; null where nothing is, or it is not in `scope`. */
export async function readRecord(
  input: { visitId: string; scope: { all: true } | { presenterId: string } },
  deps: Pick<Deps, "db" | "now">,
): Promise<(Pick<DeliveryForm, "sessions" | "reasons" | "revisions"> & { newest: NonNullable<DeliveryForm["newest"]> }) | null> {
  const visit = await findVisitToRecord(deps.db, input.visitId, input.scope);
  const form = visit && (await formOf(visit, deps));
  if (!form?.newest) return null;
  const { newest, sessions, reasons, revisions } = form;
  return { newest, sessions, reasons, revisions };
}

const scopeOf = ({ accountId, isCoordinator }: Recorder) =>
  isCoordinator ? ({ all: true } as const) : { presenterId: accountId };

const outcomeOf = (record: DeliveryRecord, sessionId: string) =>
  record.outcomes.find((each) => each.sessionId === sessionId)?.outcome ?? null;

const codesOf = (input: RecordDeliveryInput, sessionId: string): readonly string[] =>
  input.reasons.find((each) => each.sessionId === sessionId)?.codes ?? [];

function timeIn(visit: Pick<VisitToRecord, "startsAt">, minute: number): string {
  return visit.startsAt ? formatInstantTime(new Date(visit.startsAt.getTime() + minute * 60_000)) : "";
}

async function rollsOf(tx: Tx, visit: VisitToRecord): Promise<Map<CohortYear, number>> {
  if (visit.onDate === null) return new Map();
  const academicYear = academicYearOf(visit.onDate);
  const { lineageId } = visit.school;
  const rolls = await findRolls(tx, { lineageIds: [lineageId], academicYears: [academicYear] });
  return new Map(
    YEAR_GROUPS.flatMap((yearGroup): [CohortYear, number][] => {
      const roll = rolls.get(cohortKey({ schoolLineageId: lineageId, academicYear, yearGroup }));
      return roll ? [[yearGroup, roll]] : [];
    }),
  );
}

async function listEarlier(db: Db | Tx, visit: VisitToRecord): Promise<DeliveredSession[]> {
  if (visit.onDate === null) return [];
  return listDeliveredSessions(db, {
    lineageId: visit.school.lineageId,
    fromOn: addDays(visit.onDate, -LOOK_BACK_DAYS),
    before: visit.startsAt ?? instantAt(visit.onDate, 0),
    exceptVisitId: visit.id,
  });
}

/** Sessions that may have held a group's students: earlier ones of this visit, then those of others. */
function earlierFor(
  visit: VisitToRecord,
  session: SessionToRecord,
  yearGroups: readonly YearGroup[],
  delivered: readonly DeliveredSession[],
): EarlierSession[] {
  const { onDate } = visit;
  if (onDate === null) return [];
  const today = visit.sessions
    .filter((other) => other.startMinute < session.startMinute)
    .map((other) => ({
      id: other.id,
      onDate,
      when: `This visit, ${timeIn(visit, other.startMinute)}`,
      formatName: other.formatName,
      groupLabels: other.groups.map(({ label }) => label),
      yearGroups: other.groups.flatMap((group) => group.yearGroups),
    }));
  const before = delivered.map((other) => ({
    ...other,
    when: [`${formatShortDay(other.onDate)} ${other.onDate.slice(0, 4)}`, timeIn(other, other.startMinute)]
      .filter((part) => part !== "")
      .join(", "),
  }));
  return [...today, ...before]
    .filter((other) => mayHoldSameStudents({ onDate, yearGroups }, other))
    .map(({ id, when, groupLabels, formatName }) => ({
      id,
      label: `${when}: ${groupLabels.join(", ")} (${formatName.toLowerCase()})`,
    }));
}
