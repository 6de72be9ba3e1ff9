import { findShortVisit, listDistrictNames, listShortVisits } from "~/data/short-visits.server";
import { listAllFormats } from "~/data/formats.server";
import { getVisit, type VisitDetails } from "~/data/visits.server";
import { gapUrgency, openSeats, type GapUrgency, type Seat } from "~/domain/gaps";
import { dayOf, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import {
  loadStaffing,
  presentersNeeded,
  substitutesFor,
  type ProposedSubstitute,
  type TimedVisit,
} from "~/services/find-substitutes.server";
import type { MoveVisitResult } from "~/services/move-visit.server";
import { replacePresenters } from "~/services/replace-presenters.server";

export type Gap = {
  visitId: string;
  version: number;
  schoolName: string;
  districtName: string | null;
  onDate: Day;
  startsAt: Date;
  endsAt: Date;
  urgency: GapUrgency;
  /** Presenters who will be there, and how many are missing. */
  present: number;
  missing: number;
  /** Who is down for the visit and cannot come. Why stays with the absence. */
  awayNames: readonly string[];
  /** Whose place the best would take first; null where nobody was ever down for it. */
  leavingId: string | null;
  best: readonly ProposedSubstitute[];
};

/** More gaps than this are a matter for the team, not for a page. */
const MOST_GAPS = 60;
const BEST = 3;

/**
 * Planned visits ahead without enough presenters, soonest first, each with the best people for its first empty seat.
 * Each stands for itself: the same person may be proposed for several, and the first who assigns has them.
 */
export async function listGaps({ db, now }: Pick<Deps, "db" | "now">): Promise<{ gaps: Gap[]; more: boolean }> {
  const at = now();
  const today = dayOf(at);
  const short = await listShortVisits(db, { today, now: at, most: MOST_GAPS + 1 });
  const visits: { visit: TimedVisit; absentIds: ReadonlySet<string>; declinedIds: ReadonlySet<string> }[] = [];
  for (const { visitId, absentIds, declinedIds } of short.slice(0, MOST_GAPS)) {
    const visit = timed(await getVisit(db, visitId));
    if (visit) visits.push({ visit, absentIds: new Set(absentIds), declinedIds: new Set(declinedIds) });
  }
  if (visits.length === 0) return { gaps: [], more: false };
  const staffing = await loadStaffing(db, visits.map(({ visit }) => visit), at);
  const districts = await listDistrictNames(db, visits.map(({ visit }) => visit.school.id));
  const gaps = visits.flatMap(({ visit, absentIds, declinedIds }): Gap[] => {
    const seats = openSeats(visit.sessions, presentersNeeded(staffing), absentIds, declinedIds);
    const [seat] = seats;
    if (!seat) return [];
    const { id: visitId, version, school, onDate, startsAt, endsAt, presenters } = visit;
    return [
      {
        visitId,
        version,
        schoolName: school.name,
        districtName: districts.get(school.id) ?? null,
        onDate,
        startsAt,
        endsAt,
        urgency: gapUrgency(onDate, today),
        present: presenters.filter(({ id }) => !absentIds.has(id)).length,
        missing: seats.length,
        awayNames: presenters.filter(({ id }) => absentIds.has(id)).map(({ name }) => name),
        leavingId: seat.leavingId,
        best: substitutesFor(staffing, { visit, seat, notIds: absentIds, taken: [], count: BEST }),
      },
    ];
  });
  return { gaps, more: short.length > MOST_GAPS };
}

export type FillGapInput = {
  visitId: string;
  version: number;
  leavingId: string | null;
  joiningId: string;
  accountId: string;
};

/** Gives the gap's first empty seat to somebody; refuses as `replacePresenters` does. */
export async function fillGap(input: FillGapInput, deps: Deps): Promise<MoveVisitResult> {
  const at = deps.now();
  const { visitId, version, leavingId, joiningId, accountId } = input;
  const short = await findShortVisit(deps.db, visitId, { today: dayOf(at), now: at });
  const [absentIds, declinedIds] = [new Set(short?.absentIds), new Set(short?.declinedIds)];
  const formats = new Map((await listAllFormats(deps.db)).map((format) => [format.id, format]));
  const seatOf = (visit: VisitDetails): Seat | undefined =>
    openSeats(visit.sessions, presentersNeeded({ formats }), absentIds, declinedIds).find((seat) => seat.leavingId === leavingId);
  return replacePresenters(
    {
      visitId,
      version,
      replacementsOf: (visit) => {
        const seat = seatOf(visit);
        return seat ? [{ seat, joiningId }] : null;
      },
      actor: { kind: "staff", accountId },
    },
    deps,
  );
}

function timed(visit: VisitDetails): TimedVisit | null {
  const { onDate, startsAt, endsAt } = visit;
  return onDate && startsAt && endsAt ? { ...visit, onDate, startsAt, endsAt } : null;
}
