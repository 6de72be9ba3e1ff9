import { confirmFigures, listConfirmedVisits, listEstimatedRolls, listPupils, listSaidRight } from "~/data/figure-checks.server";
import { addHistory } from "~/data/history.server";
import { listUnrecorded, type UnrecordedVisit } from "~/data/reach.server";
import { transact } from "~/data/transaction.server";
import { unlikelyKind } from "~/domain/delivery";
import { cohortYearLabel } from "~/domain/groups";
import { academicYearOf, type PeriodChoice } from "~/domain/programme-year";
import { cohortKey } from "~/domain/reach";
import type { Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { reachLedger, type CountedFact, type LedgerSide } from "~/services/reach-ledger.server";
import type { ReportedPeriod } from "~/services/reach-periods.server";
import { reachHeadline } from "~/services/reach-report.server";

export type UnlikelyGroup = {
  visitId: string;
  schoolName: string;
  onDate: Day;
  groupLabel: string;
  why: string;
  /** Who answered the question while recording; null where nobody was asked. */
  saidRightBy: string | null;
};
export type CohortDoubt = { key: string; schoolName: string; yearGroup: string; academicYear: string; why: string };

export type ReachQuality = {
  period: ReportedPeriod;
  unlikely: UnlikelyGroup[];
  rolls: CohortDoubt[];
  missing: UnrecordedVisit[];
};

/** What a manager should look at again before the figure is believed: of the headline and of what is counted apart. */
export async function reachQuality(
  choice: PeriodChoice | null,
  deps: Pick<Deps, "db" | "now">,
): Promise<ReachQuality> {
  const { period } = await reachHeadline(choice, deps);
  const ledger = await reachLedger(deps.db, period);
  const facts = [...ledger.open.facts, ...ledger.targeted.facts];
  const pupils = await listPupils(deps.db, [...new Set(facts.map(({ lineageId }) => lineageId))]);
  const doubted = facts.flatMap((fact) => {
    const why = whyUnlikely(fact, pupils.get(fact.lineageId) ?? null);
    return why === null || fact.source === "school" ? [] : [{ fact, why }];
  });
  const visitIds = [...new Set(doubted.map(({ fact }) => fact.visitId))];
  const [confirmed, saidRight] = [await listConfirmedVisits(deps.db, visitIds), await listSaidRight(deps.db, visitIds)];
  return {
    period,
    unlikely: doubted.flatMap(({ fact: { visitId, schoolName, onDate, groupLabel }, why }) =>
      confirmed.has(visitId)
        ? []
        : [{ visitId, schoolName, onDate, groupLabel, why, saidRightBy: saidRight.get(visitId) ?? null }],
    ),
    rolls: await doubtedRolls(ledger.open, deps),
    missing: await listUnrecorded(deps.db, { ...period, now: deps.now() }),
  };
}

function whyUnlikely({ attended, expected, imported }: CountedFact, pupils: number | null): string | null {
  switch (unlikelyKind({ attended, expected: imported ? null : expected, pupils })) {
    case null:
      return null;
    case "nobody_attended":
      return "Nobody attended";
    case "whole_school":
      return `${attended} attended: the whole school has ${pupils}`;
    case "twice_expected":
      return `${attended} attended where ${Math.round(expected)} were expected`;
  }
}

async function doubtedRolls(
  { cohorts, facts }: LedgerSide,
  { db }: Pick<Deps, "db">,
): Promise<CohortDoubt[]> {
  const names = new Map(facts.map(({ lineageId, schoolName }) => [lineageId, schoolName]));
  const estimated = await listEstimatedRolls(db, [...names.keys()]);
  const claimed = claimedByCohort(facts);
  return cohorts.flatMap(({ cohort, roll, figure, high }) => {
    const key = cohortKey(cohort);
    const most = claimed.get(key) ?? 0;
    const whys = [
      roll === null ? (high > figure ? "No roll: mixed groups add nothing to the figure" : "No roll was entered") : null,
      roll !== null && most > roll ? `${most} recorded, ${roll} on roll: the figure stops at the roll` : null,
      estimated.has(key) ? "The roll is an estimate" : null,
    ];
    return whys.flatMap((why) =>
      why === null
        ? []
        : [
            {
              key: `${key}|${why}`,
              schoolName: names.get(cohort.schoolLineageId) ?? "",
              yearGroup: cohortYearLabel(cohort.yearGroup),
              academicYear: cohort.academicYear,
              why,
            },
          ],
    );
  });
}

/** How many students the records claim of each cohort: those called new together, or the most at once. */
function claimedByCohort(facts: readonly CountedFact[]): Map<string, number> {
  const parts = new Map<string, { fresh: number; bySession: Map<string, number> }>();
  for (const { lineageId, onDate, yearGroup, novelty, attended, sessionId } of facts) {
    const key = cohortKey({ schoolLineageId: lineageId, academicYear: academicYearOf(onDate), yearGroup });
    const part = parts.get(key) ?? { fresh: 0, bySession: new Map<string, number>() };
    if (novelty === "new") part.fresh += attended;
    part.bySession.set(sessionId, (part.bySession.get(sessionId) ?? 0) + attended);
    parts.set(key, part);
  }
  return new Map([...parts].map(([key, { fresh, bySession }]) => [key, Math.max(fresh, ...bySession.values())]));
}

/** "These figures are right": they leave the list until the visit's record changes again. */
export async function confirmUnlikelyFigures(
  input: { visitId: string; confirmedById: string },
  deps: Pick<Deps, "db" | "now">,
): Promise<{ ok: true } | { ok: false; reason: "not_recorded" }> {
  const now = deps.now();
  return transact(deps.db, async (tx) => {
    if (!(await confirmFigures(tx, { ...input, confirmedAt: now }))) return { ok: false, reason: "not_recorded" } as const;
    await addHistory(tx, {
      at: now,
      actor: { kind: "staff", accountId: input.confirmedById },
      subject: "visit",
      subjectId: input.visitId,
      visitId: input.visitId,
      action: "figures_confirmed",
    });
    return { ok: true } as const;
  });
}
