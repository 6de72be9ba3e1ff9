import { findVisitCapability } from "~/data/capabilities.server";
import { addHistory } from "~/data/history.server";
import {
  findVisitToSettle,
  lockVisitForReadiness,
  saveReadinessPoints,
  type ReadinessScope,
  type VisitToSettle,
} from "~/data/readiness.server";
import { transact } from "~/data/transaction.server";
import {
  countSettled,
  READINESS_POINTS,
  readinessChanges,
  suggestAnswers,
  type ReadinessAnswers,
  type ReadinessPoint,
} from "~/domain/readiness";
import { minutesOf, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";

/** Who settles: a contact of the visit, or somebody of the team. */
export type Settler = { kind: "contact" | "staff"; accountId: string };

/** What the page about a visit's readiness shows. */
export type ReadinessToSettle = {
  reference: string;
  schoolName: string;
  onDate: Day | null;
  arriveMinutes: number | null;
  /** Stored answers, with what the school has said before where there is none yet. */
  answers: ReadinessAnswers;
  settled: number;
  of: number;
  /** Cancelled, or over. */
  isOver: boolean;
};

export type SettleReadinessInput = {
  visitId: string;
  /** As the form stands now. */
  answers: ReadinessAnswers;
  /** As the form was shown: what others saved meanwhile is left alone. */
  shown: ReadinessAnswers;
  who: Settler;
};

export type SettleReadinessResult =
  | { ok: true; settled: number; of: number }
  | { ok: false; reason: "not_found" | "over" | "changed_meanwhile" };

const scopeOf = ({ kind, accountId }: Settler): ReadinessScope =>
  kind === "staff" ? { team: true } : { contactId: accountId };

/** Whom a mail's link speaks for; null where nobody made it, it has run out or its person is no contact any more. */
export async function whoSettles(
  token: string,
  deps: Pick<Deps, "db" | "now">,
): Promise<{ visitId: string; who: Settler } | null> {
  const found = await findVisitCapability(deps.db, { token, purpose: "settle_readiness", now: deps.now() });
  return found && { visitId: found.visitId, who: { kind: "contact", accountId: found.accountId } };
}

/** The list of a visit; null where it is not there, or not theirs. */
export async function lookAtReadiness(
  input: { visitId: string; who: Settler },
  deps: Pick<Deps, "db" | "now">,
): Promise<ReadinessToSettle | null> {
  const visit = await findVisitToSettle(deps.db, { visitId: input.visitId, ...scopeOf(input.who) });
  if (!visit) return null;
  const { sensitive, request, sessions, contacts } = visit;
  // What a sensitive request says must not reach the presenters' sheet without somebody writing it there.
  const said = request && !sensitive ? request : { roomDetails: "", needsDetails: "" };
  return {
    reference: request?.reference ?? "",
    schoolName: visit.school.name,
    onDate: visit.onDate,
    arriveMinutes: visit.startsAt && minutesOf(visit.startsAt),
    answers: suggestAnswers(visit.answers, {
      roomDetails: said.roomDetails,
      needsDetails: said.needsDetails,
      contact: contacts[0] ?? null,
      sessions,
    }),
    settled: countSettled(visit.answers),
    of: READINESS_POINTS.length,
    isOver: isOver(visit, deps.now()),
  };
}

/**
 * Saves what is settled for a scheduled visit. Refuses a visit that is not theirs, is cancelled or over, and an answer
 * that somebody else has changed since the form was shown; other points of theirs stay.
 */
export async function settleReadiness(input: SettleReadinessInput, deps: Deps): Promise<SettleReadinessResult> {
  const { visitId, answers, shown, who } = input;
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<SettleReadinessResult> => {
    await lockVisitForReadiness(tx, visitId);
    const visit = await findVisitToSettle(tx, { visitId, ...scopeOf(who) });
    if (!visit) return { ok: false, reason: "not_found" };
    if (isOver(visit, now)) return { ok: false, reason: "over" };
    const { changed, clashing } = readinessChanges(visit.answers, shown, answers);
    if (clashing.length > 0) return { ok: false, reason: "changed_meanwhile" };
    await saveReadinessPoints(tx, { visitId, answers, points: changed, settledById: who.accountId, now });
    const after: Record<ReadinessPoint, string> = { ...visit.answers };
    for (const point of changed) after[point] = answers[point];
    const settled = countSettled(after);
    if (changed.length > 0) {
      await addHistory(tx, {
        at: now,
        actor: who,
        subject: "visit",
        subjectId: visitId,
        visitId,
        requestId: visit.request?.id ?? null,
        action: "readiness_saved",
        detail: { points: changed, settled, of: READINESS_POINTS.length },
      });
    }
    return { ok: true, settled, of: READINESS_POINTS.length };
  });
}

function isOver({ status, endsAt }: Pick<VisitToSettle, "status" | "endsAt">, now: Date): boolean {
  return status !== "scheduled" || (endsAt !== null && endsAt <= now);
}
