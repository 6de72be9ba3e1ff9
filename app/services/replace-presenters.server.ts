import { lockPresenters } from "~/data/commitments.server";
import type { Tx } from "~/data/db.server";
import { listReasons } from "~/data/reason-codes.server";
import { readSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import { findVisit, type VisitDetails } from "~/data/visits.server";
import type { Seat } from "~/domain/gaps";
import type { PlanRow } from "~/domain/plan-rows";
import type { Clash } from "~/domain/scheduling";
import type { ProgrammeSettings } from "~/domain/settings";
import { clashesOf } from "~/domain/substitutes";
import type { Deps } from "~/services/deps";
import { planOfVisit, positionsOf } from "~/services/find-substitutes.server";
import { moveVisitWithin, rowsOfVisit, type MoveVisitResult } from "~/services/move-visit.server";
import { factsAround } from "~/services/visit-draft.server";

/** Who takes a seat; null leaves it empty: the visit goes on with those who remain. */
export type Replacement = { seat: Seat; joiningId: string | null };

export type ReplacePresentersInput = {
  visitId: string;
  /** The version that the person saw (rule 4). */
  version: number;
  /** By the visit as it stands: a function of it, since a change gives its sessions new ids. */
  replacementsOf: (visit: VisitDetails) => readonly Replacement[] | null;
  actor: { kind: "staff"; accountId: string };
};

const UNAVAILABLE = "move.officer_unavailable";
const SEE_NOTE = "move.other";
const NOTE = "The officers who come are others.";
const STANDS = "Planned so before; only the presenters change.";

/**
 * Gives seats of a scheduled visit to others, day and times as they are, through a move: all that a move keeps and tells
 * is kept and told. Refuses whatever a move refuses, a substitute against whom rule 2 or their hours speak, and
 * "unchanged" where the seats are no longer there, or the substitute is in that session already.
 */
export async function replacePresenters(input: ReplacePresentersInput, deps: Deps): Promise<MoveVisitResult> {
  const settings = await readSettings(deps.db);
  const result = await transact(deps.db, (tx) => replaceWithin(tx, input, settings, deps));
  if (result.ok) deps.wakeMail();
  return result;
}

async function replaceWithin(
  tx: Tx,
  { visitId, version, replacementsOf, actor }: ReplacePresentersInput,
  settings: ProgrammeSettings,
  deps: Pick<Deps, "now" | "origin">,
): Promise<MoveVisitResult> {
  const now = deps.now();
  const visit = await findVisit(tx, visitId, { all: true });
  if (!visit) return { ok: false, reason: "not_found" };
  const { onDate, startsAt, endsAt } = visit;
  if (visit.status !== "scheduled" || !onDate || !startsAt || !endsAt) return { ok: false, reason: "not_scheduled" };
  if (visit.version !== version) return { ok: false, reason: "changed_meanwhile", changes: [] };
  const replacements = replacementsOf(visit);
  if (!replacements || replacements.length === 0) return { ok: false, reason: "unchanged" };
  if (replacements.some((each) => givesItAlready(visit, each))) return { ok: false, reason: "unchanged" };

  const joiningIds = replacements.flatMap(({ joiningId }) => joiningId ?? []);
  await lockPresenters(tx, [...visit.presenters.map(({ id }) => id), ...joiningIds]);
  const timed = { ...visit, onDate, startsAt, endsAt };
  const facts = await factsAround(tx, { onDate, presenterIds: joiningIds }, visit.school.id, now, 1);
  // The reason that stands with the visit is given again below; it must not excuse what is new.
  const plan = planOfVisit(timed);
  const clashes = replacements.flatMap(({ seat, joiningId }) =>
    joiningId === null
      ? []
      : clashesOf(joiningId, { plan, positions: positionsOf(visit, seat), facts, travel: settings.travel }),
  );
  const refusal = refusalOfJoining(clashes);
  if (refusal) return refusal;
  return moveVisitWithin(
    tx,
    {
      visitId,
      version,
      seenHistoryId: "0",
      onDate,
      rows: restaffed(visit, replacements),
      reasonCodes: await reasonCodes(tx, replacements.some(({ seat }) => seat.leavingId !== null) ? UNAVAILABLE : SEE_NOTE),
      note: NOTE,
      overrideReason: visit.overrideReason || STANDS,
      actor,
    },
    { settings, now, origin: deps.origin },
  );
}

/** Nobody takes two places in one session. */
function givesItAlready({ sessions }: VisitDetails, { seat, joiningId }: Replacement): boolean {
  return sessions.some(
    ({ id, presenterIds }) => joiningId !== null && seat.sessionIds.includes(id) && presenterIds.includes(joiningId),
  );
}

function refusalOfJoining(clashes: readonly Clash[]): MoveVisitResult | null {
  const [worst] = clashes.filter(({ severity }) => severity !== "warning");
  if (!worst) return null;
  const reason = clashes.some(({ severity }) => severity === "refused") ? "slot_taken" : "needs_reason";
  return { ok: false, reason, clashes: clashes.filter(({ severity }) => severity !== "warning"), nearest: [] };
}

/** The visit's rows with the seats filled or emptied. */
export function restaffed(visit: VisitDetails, replacements: readonly Replacement[]): PlanRow[] {
  return rowsOfVisit(visit).map((row) => {
    const session = visit.sessions.find(({ groups }) => groups.some(({ id }) => id === row.groupId));
    const own = replacements.filter(({ seat }) => session !== undefined && seat.sessionIds.includes(session.id));
    const staying = row.presenterIds.filter((id) => !own.some(({ seat }) => seat.leavingId === id));
    return { ...row, presenterIds: [...staying, ...own.flatMap(({ joiningId }) => joiningId ?? [])] };
  });
}

/** Managers edit the list: without its usual reason the first one stands for it. */
async function reasonCodes(tx: Tx, wanted: string): Promise<string[]> {
  const offered = await listReasons(tx, "move");
  const reason = offered.find(({ code }) => code === wanted) ?? offered[0];
  return reason ? [reason.code] : [];
}
