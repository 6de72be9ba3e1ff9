import { randomUUID } from "node:crypto";
import {
  createAbsence,
  createAbsenceCommitments,
  createReviewItems,
  listVisitsToReview,
  type TouchedVisit,
} from "~/data/absences.server";
import { listCommitments, lockPresenters } from "~/data/commitments.server";
import type { Tx } from "~/data/db.server";
import { addHistory, type Actor } from "~/data/history.server";
import { listPresenters } from "~/data/presenters.server";
import { transact } from "~/data/transaction.server";
import { planAbsence, type AbsenceKind, type TakenTime } from "~/domain/absence";
import type { Interval } from "~/domain/intervals";
import { addDays, dayOf, instantAt, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";

export type AddAbsenceInput = {
  presenterId: string;
  kind: AbsenceKind;
  fromOn: Day;
  toOn: Day;
  /** Local minutes on `fromOn` for part of a day; null for whole days. */
  part: { startMinutes: number; endMinutes: number } | null;
  /** Of a repeating absence the days after the first: each occurrence is an absence of its own. */
  later?: readonly { fromOn: Day; toOn: Day }[];
  noteForTeam: string;
  /** Planned visits that the person has been shown and leaves to the review list. */
  acceptedVisitIds: readonly string[];
  actor: Extract<Actor, { accountId: string }>;
};

export type AddAbsenceResult =
  | { ok: true; absenceId: string; touchedVisits: TouchedVisit[] }
  | { ok: false; reason: "in_the_past" | "unknown_presenter" }
  | { ok: false; reason: "touches_visits"; touchedVisits: TouchedVisit[] };

/**
 * Takes the parts of an absence, or of each occurrence of a repeating one, that are free of visits,
 * and puts each visit it touches on the review list. Refused before today, for nobody's presenter, and with the visits as long as they were not all accepted.
 */
export async function addAbsence(input: AddAbsenceInput, deps: Deps): Promise<AddAbsenceResult> {
  const now = deps.now();
  const occurrences = [input, ...(input.later ?? []).map((days) => ({ ...input, ...days }))];
  if (input.fromOn < dayOf(now) || occurrences.some((one) => intervalOf(one).endsAt <= now)) {
    return { ok: false, reason: "in_the_past" };
  }
  return transact(deps.db, async (tx): Promise<AddAbsenceResult> => {
    await lockPresenters(tx, [input.presenterId]);
    const [presenter] = await listPresenters(tx, [input.presenterId]);
    if (!presenter) return { ok: false, reason: "unknown_presenter" };
    const touchedVisits: TouchedVisit[] = [];
    for (const one of occurrences) {
      const plan = planAbsence(intervalOf(one), await takenTime(tx, input.presenterId, intervalOf(one), now));
      touchedVisits.push(...(await listVisitsToReview(tx, plan.touchedVisitIds, now)));
    }
    if (touchedVisits.some(({ id }) => !input.acceptedVisitIds.includes(id))) {
      return { ok: false, reason: "touches_visits", touchedVisits };
    }
    const seriesId = occurrences.length > 1 ? randomUUID() : null;
    const ids: string[] = [];
    for (const one of occurrences) ids.push(await takeOccurrence(tx, one, seriesId, now));
    const [absenceId = ""] = ids;
    return { ok: true, absenceId, touchedVisits };
  });
}

/** The presenter must be locked. */
async function takeOccurrence(tx: Tx, input: AddAbsenceInput, seriesId: string | null, now: Date): Promise<string> {
  const { presenterId, kind, part, noteForTeam, actor } = input;
  const absence = intervalOf(input);
  const plan = planAbsence(absence, await takenTime(tx, presenterId, absence, now));
  const touchedVisits = await listVisitsToReview(tx, plan.touchedVisitIds, now);
  const { id } = await createAbsence(tx, {
    presenterId,
    kind,
    ...absence,
    wholeDays: part === null,
    noteForTeam,
    seriesId,
    createdAt: now,
    createdById: actor.accountId,
  });
  await createAbsenceCommitments(tx, { id, presenterId }, plan.parts);
  await createReviewItems(tx, id, touchedVisits.map((visit) => visit.id), now);
  await writeHistory(tx, id, input, touchedVisits, now);
  return id;
}

function intervalOf({ fromOn, toOn, part }: AddAbsenceInput): Interval {
  return part === null
    ? { startsAt: instantAt(fromOn, 0), endsAt: instantAt(addDays(toOn, 1), 0) }
    : { startsAt: instantAt(fromOn, part.startMinutes), endsAt: instantAt(fromOn, part.endMinutes) };
}

async function takenTime(tx: Tx, presenterId: string, within: Interval, now: Date): Promise<TakenTime[]> {
  const rows = await listCommitments(tx, {
    presenterIds: [presenterId],
    from: within.startsAt,
    to: within.endsAt,
    now,
  });
  return rows.map(({ kind, startsAt, endsAt, visit }) => ({ kind, startsAt, endsAt, visitId: visit?.id ?? null }));
}

async function writeHistory(
  tx: Tx,
  absenceId: string,
  input: AddAbsenceInput,
  touchedVisits: readonly TouchedVisit[],
  now: Date,
): Promise<void> {
  const entry = { at: now, actor: input.actor };
  await addHistory(tx, {
    ...entry,
    subject: "absence",
    subjectId: absenceId,
    action: "absence_added",
    detail: {
      presenterId: input.presenterId,
      kind: input.kind,
      fromOn: input.fromOn,
      toOn: input.toOn,
      startMinutes: input.part?.startMinutes ?? null,
      endMinutes: input.part?.endMinutes ?? null,
      touchedVisits: touchedVisits.map(({ id }) => id),
    },
  });
  for (const visit of touchedVisits) {
    await addHistory(tx, {
      ...entry,
      subject: "visit",
      subjectId: visit.id,
      visitId: visit.id,
      requestId: visit.requestId,
      action: "visit_review_opened",
      detail: { absenceId, presenterId: input.presenterId },
    });
  }
}
