import {
  completeVisitRow,
  createDelivery,
  findNewestDelivery,
  findVisitToRecord,
  listDeliveryRevisions,
  type VisitToRecord,
} from "~/data/deliveries.server";
import { addHistory } from "~/data/history.server";
import { transact } from "~/data/transaction.server";
import { checkDelivery, type DeliveryCount, type DeliveryQuestion, type FactSource } from "~/domain/delivery";
import type { CohortYear } from "~/domain/groups";
import { formatInstantTime, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";

/** One number that the school may confirm or correct; the key is stable within a revision. */
export type AttendanceGroup = {
  key: string;
  label: string;
  yearGroup: CohortYear;
  startTime: string;
  formatName: string;
  attended: number;
};

export type AttendanceToConfirm = {
  visitId: string;
  /** What the person sees; a newer one refuses their answer. */
  revision: number;
  schoolName: string;
  onDate: Day | null;
  /** Whose numbers stand: "school" once it has confirmed or corrected them. */
  saidBy: FactSource;
  attended: number;
  groups: AttendanceGroup[];
};

export type ConfirmAttendanceResult =
  | { ok: true; attended: number; corrected: boolean }
  | { ok: false; reason: "not_recorded" | "changed_meanwhile" }
  | { ok: false; reason: "not_whole"; keys: string[] }
  | { ok: false; reason: "unlikely"; questions: DeliveryQuestion[] };

const CONFIRMED = "Confirmed by the school";
const CORRECTED = "Corrected by the school";
const MOST_ATTENDED = 10_000;

/** What was recorded of a visit, for its school to look at; null while nothing is recorded. */
export async function attendanceToConfirm(
  input: { visitId: string },
  deps: Pick<Deps, "db">,
): Promise<AttendanceToConfirm | null> {
  const visit = await findVisitToRecord(deps.db, input.visitId, { all: true });
  const newest = visit && (await findNewestDelivery(deps.db, visit.id));
  if (!visit || !newest || newest.record.counts.length === 0) return null;
  const revisions = await listDeliveryRevisions(deps.db, visit.id);
  return {
    visitId: visit.id,
    revision: newest.revision,
    schoolName: visit.school.name,
    onDate: visit.onDate,
    saidBy: revisions.at(-1)?.source ?? "presenter",
    attended: sumOf(newest.record.counts),
    groups: groupsOf(visit, newest.record.counts),
  };
}

/**
 * The school says that the numbers are right (`corrections` empty) or what they were, as a revision of its own
 * after the presenter's: both stay. Refuses numbers that changed since, that are not whole, and unlikely ones
 * until they are confirmed. Whose visit it is was asked before (a link's or a contact's right).
 */
export async function confirmAttendance(
  input: {
    visitId: string;
    accountId: string;
    revision: number;
    corrections: readonly { key: string; attended: number }[];
    figuresConfirmed: boolean;
  },
  deps: Pick<Deps, "db" | "now">,
): Promise<ConfirmAttendanceResult> {
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<ConfirmAttendanceResult> => {
    const visit = await findVisitToRecord(tx, input.visitId, { all: true });
    const newest = visit && (await findNewestDelivery(tx, visit.id));
    if (!visit || !newest) return { ok: false, reason: "not_recorded" };
    if (newest.revision !== input.revision) return { ok: false, reason: "changed_meanwhile" };
    const notWhole = input.corrections.filter(({ attended }) => !isAttendance(attended));
    if (notWhole.length > 0) return { ok: false, reason: "not_whole", keys: notWhole.map(({ key }) => key) };
    const said = new Map(input.corrections.map(({ key, attended }) => [key, attended]));
    const counts = newest.record.counts.map((count) => ({
      ...count,
      attended: said.get(keyOf(count)) ?? count.attended,
    }));
    const corrected = counts.some((count, at) => count.attended !== newest.record.counts[at]?.attended);
    const basis = corrected ? "school_register" : newest.record.basis;
    const record = { ...newest.record, counts, basis };
    const { questions } = checkDelivery(record, visit, new Map(), now);
    if (corrected && questions.length > 0 && !input.figuresConfirmed) {
      return { ok: false, reason: "unlikely", questions };
    }
    const completed = await completeVisitRow(tx, { visitId: visit.id, version: visit.version, now, place: null });
    if (!completed) return { ok: false, reason: "changed_meanwhile" };
    await createDelivery(tx, {
      visitId: visit.id,
      revision: newest.revision + 1,
      source: "school",
      recordedById: input.accountId,
      recordedAt: now,
      correctionReason: corrected ? CORRECTED : CONFIRMED,
      record,
    });
    const attended = sumOf(counts);
    await addHistory(tx, {
      at: now,
      actor: { kind: "contact", accountId: input.accountId },
      visitId: visit.id,
      requestId: visit.requestId,
      subject: "visit",
      subjectId: visit.id,
      action: corrected ? "attendance_corrected" : "attendance_confirmed",
      from: visit.status,
      to: "completed",
      detail: { revision: newest.revision + 1, attended },
    });
    return { ok: true, attended, corrected };
  });
}

const keyOf = (count: Pick<DeliveryCount, "sessionGroupId" | "yearGroup">): string =>
  `${count.sessionGroupId}:${count.yearGroup}`;

const sumOf = (counts: readonly DeliveryCount[]): number => counts.reduce((sum, { attended }) => sum + attended, 0);

const isAttendance = (attended: number): boolean =>
  Number.isInteger(attended) && attended >= 0 && attended <= MOST_ATTENDED;

function groupsOf(visit: VisitToRecord, counts: readonly DeliveryCount[]): AttendanceGroup[] {
  return visit.sessions.flatMap((session) =>
    session.groups.flatMap((group) =>
      counts
        .filter((count) => count.sessionGroupId === group.id)
        .map((count) => ({
          key: keyOf(count),
          label: group.label,
          yearGroup: count.yearGroup,
          startTime: visit.startsAt
            ? formatInstantTime(new Date(visit.startsAt.getTime() + session.startMinute * 60_000))
            : "",
          formatName: session.formatName,
          attended: count.attended,
        })),
    ),
  );
}
