import { cohortYearLabel, type CohortYear } from "~/domain/groups";
import type { Novelty } from "~/domain/reach";
import type { VisitStatus } from "~/domain/visit";
import { assertNever } from "~/lib/assert-never";

export type CountBasis = "school_register" | "headcount" | "estimate";
export type FactSource = "presenter" | "coordinator" | "school" | "imported";
export type SessionOutcome = "delivered" | "not_delivered";

export const COUNT_BASIS_LABELS: Readonly<Record<CountBasis, string>> = {
  school_register: "School register",
  headcount: "Headcount",
  estimate: "Estimate",
};

/** What was seen of one group; a group that spans year groups has one count for each. */
export type DeliveryCount = {
  sessionId: string;
  sessionGroupId: string;
  yearGroup: CohortYear;
  attended: number;
  novelty: Novelty;
  sameAsSessionId: string | null;
};

/** Once a visit: the basis and what was covered; per session its outcome; per group its count. */
export type DeliveryRecord = {
  basis: CountBasis | null;
  coveredWhat: boolean | null;
  coveredWhy: boolean | null;
  coveredHelp: boolean | null;
  outcomes: readonly { sessionId: string; outcome: SessionOutcome }[];
  counts: readonly DeliveryCount[];
};

export type DeliverableVisit = {
  status: VisitStatus;
  startsAt: Date | null;
  /** Of the whole school, where the register knows it. */
  pupils: number | null;
  sessions: readonly {
    id: string;
    groups: readonly { id: string; label: string; expected: number }[];
  }[];
};

export type DeliveryRefusal =
  | { reason: "visit_cancelled" }
  | { reason: "visit_not_scheduled" }
  | { reason: "visit_not_started" }
  | { reason: "outcome_missing"; sessionId: string }
  | { reason: "count_missing"; sessionGroupId: string; label: string }
  | { reason: "count_not_whole"; sessionGroupId: string; label: string }
  | { reason: "count_twice"; sessionGroupId: string; label: string }
  | { reason: "count_not_delivered"; sessionGroupId: string; label: string }
  | { reason: "same_without_session"; sessionGroupId: string; label: string }
  | { reason: "basis_missing" };

/** Unlikely figures are asked about and may be confirmed: what was seen outranks what was expected. */
export type DeliveryQuestion =
  | { kind: "nobody_attended"; sessionGroupId: string; label: string }
  | { kind: "twice_expected"; sessionGroupId: string; label: string; attended: number; expected: number }
  | { kind: "whole_school"; sessionGroupId: string; label: string; attended: number; pupils: number }
  | { kind: "above_roll"; yearGroup: CohortYear; attended: number; roll: number };

/**
 * Null when a delivery may be recorded: not for a cancelled or pencilled visit, nor before its start. Visits of an
 * imported past never had a time; what was entered of them can be corrected.
 */
export function refuseDelivery(
  visit: Pick<DeliverableVisit, "status" | "startsAt">,
  now: Date,
): DeliveryRefusal | null {
  if (visit.status === "cancelled") return { reason: "visit_cancelled" };
  if (visit.status === "completed" && visit.startsAt === null) return null;
  if (visit.status === "pencilled" || visit.startsAt === null) return { reason: "visit_not_scheduled" };
  return now < visit.startsAt ? { reason: "visit_not_started" } : null;
}

/** Every refusal and every question of a record. Rolls are the school's for the visit's academic year. */
export function checkDelivery(
  record: DeliveryRecord,
  visit: DeliverableVisit,
  rolls: ReadonlyMap<CohortYear, number>,
  now: Date,
): { refusals: DeliveryRefusal[]; questions: DeliveryQuestion[] } {
  const refused = refuseDelivery(visit, now);
  if (refused) return { refusals: [refused], questions: [] };
  const refusals = [
    ...checkShape(record, visit),
    ...record.counts.flatMap((count) => checkCount(count, visit)),
  ];
  const questions = [...askAboutGroups(record, visit), ...askAboutRolls(record, rolls)];
  return { refusals, questions };
}

export function describeDeliveryRefusal(refusal: DeliveryRefusal): string {
  switch (refusal.reason) {
    case "visit_cancelled":
      return "This visit was cancelled, so nothing can be recorded for it.";
    case "visit_not_scheduled":
      return "This visit has no day and time yet, so nothing can be recorded for it.";
    case "visit_not_started":
      return "This visit has not started yet. You can record it once it has.";
    case "outcome_missing":
      return "Say for each session whether it took place.";
    case "count_missing":
      return `Enter how many students attended in ${refusal.label}.`;
    case "count_not_whole":
      return `The number of students in ${refusal.label} must be a whole number, 0 or more.`;
    case "count_twice":
      return `${refusal.label} has two numbers for the same year group.`;
    case "count_not_delivered":
      return `The session of ${refusal.label} did not take place, so it cannot have a number.`;
    case "same_without_session":
      return `Choose the earlier session that the students of ${refusal.label} were in.`;
    case "basis_missing":
      return "Say where the numbers come from: the school register, a headcount or an estimate.";
    default:
      return assertNever(refusal);
  }
}

export function describeDeliveryQuestion(question: DeliveryQuestion): string {
  switch (question.kind) {
    case "nobody_attended":
      return `Did nobody attend in ${question.label}?`;
    case "twice_expected":
      return (
        `You entered ${question.attended} students for ${question.label}, where ${question.expected} ` +
        "were expected. Is that right?"
      );
    case "whole_school":
      return (
        `You entered ${question.attended} students for ${question.label}. The whole school has ${question.pupils}. ` +
        "Is that right?"
      );
    case "above_roll":
      return (
        `You entered ${question.attended} students of ${cohortYearLabel(question.yearGroup)}, ` +
        `which has ${question.roll} on roll. Is that right?`
      );
    default:
      return assertNever(question);
  }
}

function checkShape(record: DeliveryRecord, visit: DeliverableVisit): DeliveryRefusal[] {
  const refusals: DeliveryRefusal[] = [];
  for (const session of visit.sessions) {
    const outcome = outcomeOf(record, session.id);
    if (outcome === null) refusals.push({ reason: "outcome_missing", sessionId: session.id });
    for (const group of session.groups) {
      const counts = record.counts.filter((count) => count.sessionGroupId === group.id);
      const name = { sessionGroupId: group.id, label: group.label };
      if (outcome === "delivered" && counts.length === 0) refusals.push({ reason: "count_missing", ...name });
      if (outcome === "not_delivered" && counts.length > 0) {
        refusals.push({ reason: "count_not_delivered", ...name });
      }
      if (new Set(counts.map((count) => count.yearGroup)).size < counts.length) {
        refusals.push({ reason: "count_twice", ...name });
      }
    }
  }
  const anyDelivered = record.outcomes.some((each) => each.outcome === "delivered");
  if (anyDelivered && record.basis === null) refusals.push({ reason: "basis_missing" });
  return refusals;
}

function checkCount(count: DeliveryCount, visit: DeliverableVisit): DeliveryRefusal[] {
  const name = { sessionGroupId: count.sessionGroupId, label: labelOf(count.sessionGroupId, visit) };
  const refusals: DeliveryRefusal[] = [];
  if (!Number.isInteger(count.attended) || count.attended < 0) {
    refusals.push({ reason: "count_not_whole", ...name });
  }
  const linksToItself = count.sameAsSessionId === count.sessionId;
  if (count.novelty === "same" && (count.sameAsSessionId === null || linksToItself)) {
    refusals.push({ reason: "same_without_session", ...name });
  }
  return refusals;
}

/**
 * What makes the number of one group unlikely: nobody, the whole school, or at least twice as many as were expected. Asked
 * when it is entered, and again of whoever looks at the figures.
 */
export function unlikelyKind(input: {
  attended: number;
  expected: number | null;
  pupils: number | null;
}): "nobody_attended" | "whole_school" | "twice_expected" | null {
  const { attended, expected, pupils } = input;
  if (attended === 0) return "nobody_attended";
  if (pupils !== null && pupils > 0 && attended >= pupils) return "whole_school";
  return expected !== null && expected > 0 && attended >= 2 * expected ? "twice_expected" : null;
}

function askAboutGroups(record: DeliveryRecord, visit: DeliverableVisit): DeliveryQuestion[] {
  const groups = visit.sessions.flatMap((session) => session.groups);
  return groups.flatMap((group): DeliveryQuestion[] => {
    const counts = record.counts.filter((count) => count.sessionGroupId === group.id);
    if (counts.length === 0) return [];
    const attended = sumOf(counts);
    const name = { sessionGroupId: group.id, label: group.label };
    const kind = unlikelyKind({ attended, expected: group.expected, pupils: visit.pupils });
    switch (kind) {
      case null:
        return [];
      case "nobody_attended":
        return [{ kind, ...name }];
      case "whole_school":
        return [{ kind, ...name, attended, pupils: visit.pupils ?? 0 }];
      case "twice_expected":
        return [{ kind, ...name, attended, expected: group.expected }];
    }
  });
}

/** New students of one visit add up within their year group; the same students in two sessions do not. */
function askAboutRolls(record: DeliveryRecord, rolls: ReadonlyMap<CohortYear, number>): DeliveryQuestion[] {
  return [...rolls].flatMap(([yearGroup, roll]): DeliveryQuestion[] => {
    const counts = record.counts.filter((count) => count.yearGroup === yearGroup);
    const largest = Math.max(0, ...counts.map((count) => count.attended));
    const attended = Math.max(largest, sumOf(counts.filter((count) => count.novelty === "new")));
    return attended > roll ? [{ kind: "above_roll", yearGroup, attended, roll }] : [];
  });
}

function outcomeOf(record: DeliveryRecord, sessionId: string): SessionOutcome | null {
  return record.outcomes.find((each) => each.sessionId === sessionId)?.outcome ?? null;
}

function labelOf(sessionGroupId: string, visit: DeliverableVisit): string {
  const groups = visit.sessions.flatMap((session) => session.groups);
  return groups.find((group) => group.id === sessionGroupId)?.label ?? "this group";
}

function sumOf(counts: readonly DeliveryCount[]): number {
  return counts.reduce((total, count) => total + count.attended, 0);
}
