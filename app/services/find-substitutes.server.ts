import { recallCommitments } from "~/data/commitment-memory.server";
import type { Db } from "~/data/db.server";
import { listAllFormats } from "~/data/formats.server";
import { listPresenterFacts, loadPlanningPlace, type PresenterFacts } from "~/data/planning.server";
import { listFormatWishes } from "~/data/presenters.server";
import { readSettings } from "~/data/settings.server";
import type { VisitDetails } from "~/data/visits.server";
import { fairShares, loadSpan } from "~/domain/fair-load";
import type { Format } from "~/domain/formats";
import type { Seat } from "~/domain/gaps";
import { toPlanned } from "~/domain/running-order";
import type { Commitment, PlanningFacts, VisitPlan } from "~/domain/scheduling";
import type { ProgrammeSettings } from "~/domain/settings";
import type { SlotPresenter } from "~/domain/slot-search";
import { teamReasons } from "~/domain/slot-words";
import { bestSubstitutes, clashesOf } from "~/domain/substitutes";
import { addDays, dayOf, minutesOf, type Day } from "~/lib/london-time";

/** A visit with a time. */
export type TimedVisit = VisitDetails & { onDate: Day; startsAt: Date; endsAt: Date };

export type ProposedSubstitute = {
  presenterId: string;
  name: string;
  /** Minutes added to the driving of that day. */
  travelMinutes: number;
  reasons: readonly string[];
};

/** Somebody's time as if it were booked already. */
export type TakenTime = { presenterId: string; visit: TimedVisit };

/** All that finding substitutes for some visits has to know, read once. */
export type Staffing = {
  settings: ProgrammeSettings;
  formats: ReadonlyMap<string, Format>;
  presenters: readonly PresenterFacts[];
  shares: ReadonlyMap<string, number>;
  wishes: ReadonlyMap<string, readonly { presenterId: string; qualified: boolean; likes: boolean }[]>;
  places: ReadonlyMap<string, Pick<PlanningFacts, "school" | "travelExceptions">>;
};

/** Work of the next weeks counts whatever day a visit is on. */
const LEAST_DAYS_AHEAD = 28;

export async function loadStaffing(db: Db, visits: readonly TimedVisit[], now: Date): Promise<Staffing> {
  const today = dayOf(now);
  const lastOn = visits.reduce((last, { onDate }) => (onDate > last ? onDate : last), addDays(today, LEAST_DAYS_AHEAD));
  const load = loadSpan(today, lastOn);
  // Commitments of neighbouring days count too: one may run over midnight.
  const span = { fromOn: load.fromOn, toOn: addDays(lastOn, 1), now };
  const presenters = await listPresenterFacts(db, span, recallCommitments);
  const places = new Map<string, Pick<PlanningFacts, "school" | "travelExceptions">>();
  for (const schoolId of new Set(visits.map(({ school }) => school.id))) {
    places.set(schoolId, await loadPlanningPlace(db, schoolId));
  }
  const wishes = new Map<string, Awaited<ReturnType<typeof listFormatWishes>>>();
  for (const formatId of new Set(visits.flatMap(({ sessions }) => sessions.map((session) => session.formatId)))) {
    wishes.set(formatId, await listFormatWishes(db, formatId));
  }
  return {
    settings: await readSettings(db),
    formats: new Map((await listAllFormats(db)).map((format) => [format.id, format])),
    presenters,
    shares: fairShares(presenters, load.fromOn, load.toOn),
    wishes,
    places,
  };
}

export const presentersNeeded =
  ({ formats }: Pick<Staffing, "formats">) =>
  (formatId: string): number =>
    formats.get(formatId)?.presentersNeeded ?? 1;

type SeatQuestion = {
  visit: TimedVisit;
  seat: Seat;
  /** People who are away, or asked for another place in the same visit. */
  notIds: ReadonlySet<string>;
  taken: readonly TakenTime[];
};

/** The best substitutes for one seat of a visit, and why in words; none where nobody can be there. */
export function substitutesFor(staffing: Staffing, question: SeatQuestion & { count: number }): ProposedSubstitute[] {
  const { visit, seat, notIds, count } = question;
  const asked = askedOf(staffing, question);
  if (!asked) return [];
  const presenters = slotPresenters(staffing, visit, seat);
  const found = bestSubstitutes({
    ...asked,
    presenters,
    notIds: new Set([...notIds, ...visit.presenters.map(({ id }) => id)]),
    count,
  });
  const nameOf = (id: string) => asked.facts.presenters.find((presenter) => presenter.id === id)?.name ?? "A presenter";
  const formats = [...new Set(sessionsOf(visit, seat).map(({ formatName }) => formatName.toLowerCase()))].join(" and ");
  return found.map(({ presenter, travel }) => ({
    presenterId: presenter.id,
    name: nameOf(presenter.id),
    travelMinutes: travel.minutes,
    reasons: [
      "free at that time",
      ...teamReasons(
        { presenterIds: [presenter.id], travel: [travel] },
        { nameOf, presenterOf: (id) => presenters.find((each) => each.id === id) },
      ),
      `qualified for ${formats}`,
    ],
  }));
}

/** What speaks against this presenter in that seat, worst first; warnings count as well. */
export function clashesInSeat(staffing: Staffing, question: Omit<SeatQuestion, "notIds">, presenterId: string) {
  const asked = askedOf(staffing, question);
  return asked ? clashesOf(presenterId, asked) : [];
}

/** The visit as a plan: its sessions in their order, in local minutes. */
export function planOfVisit(visit: TimedVisit): VisitPlan {
  const { signInMinutes, setUpMinutes, packDownMinutes } = visit;
  return {
    visitId: visit.id,
    onDate: visit.onDate,
    presenterIds: visit.presenters.map(({ id }) => id),
    sessions: visit.sessions.map((session) => toPlanned(session, minutesOf(visit.startsAt))),
    allowances: { signInMinutes, setUpMinutes, packDownMinutes },
    replacesCommitmentIds: [],
    neverDays: [],
  };
}

/** Places of the seat's sessions in the plan. */
export function positionsOf(visit: VisitDetails, seat: Seat): number[] {
  return visit.sessions.flatMap(({ id }, position) => (seat.sessionIds.includes(id) ? [position] : []));
}

const sessionsOf = (visit: VisitDetails, { sessionIds }: Seat) =>
  visit.sessions.filter(({ id }) => sessionIds.includes(id));

function askedOf(staffing: Staffing, { visit, seat, taken }: Pick<SeatQuestion, "visit" | "seat" | "taken">) {
  const place = staffing.places.get(visit.school.id);
  if (!place) return null;
  const facts: PlanningFacts = { ...place, presenters: withTaken(staffing, taken) };
  return { plan: planOfVisit(visit), positions: positionsOf(visit, seat), facts, travel: staffing.settings.travel };
}

function withTaken({ presenters, places }: Staffing, taken: readonly TakenTime[]): readonly PresenterFacts[] {
  if (taken.length === 0) return presenters;
  const commitmentOf = ({ presenterId, visit }: TakenTime): Commitment => ({
    id: `${visit.id} ${presenterId}`,
    kind: "visit",
    startsAt: visit.startsAt,
    endsAt: visit.endsAt,
    absenceKind: null,
    visit: placeOfVisit(visit, places.get(visit.school.id)),
  });
  return presenters.map((presenter) => ({
    ...presenter,
    commitments: [
      ...presenter.commitments,
      ...taken.filter(({ presenterId }) => presenterId === presenter.id).map(commitmentOf),
    ],
  }));
}

function placeOfVisit(visit: TimedVisit, place: Pick<PlanningFacts, "school"> | undefined): Commitment["visit"] {
  const { easting, northing, approximate } = place?.school ?? { easting: null, northing: null, approximate: true };
  return { id: visit.id, schoolId: visit.school.id, schoolName: visit.school.name, easting, northing, approximate };
}

/** Qualified for every format of the seat; likes it where all of them are liked. */
function slotPresenters({ presenters, shares, wishes }: Staffing, visit: TimedVisit, seat: Seat): SlotPresenter[] {
  const formatIds = [...new Set(sessionsOf(visit, seat).map(({ formatId }) => formatId))];
  return presenters.map(({ id, base, startedOn, endedOn }) => {
    const said = formatIds.map((formatId) => wishes.get(formatId)?.find(({ presenterId }) => presenterId === id));
    const likes = said.map((wish) => wish?.likes);
    return {
      id,
      base,
      startedOn,
      endedOn,
      qualified: said.every((wish) => wish?.qualified ?? true),
      likes: likes.includes(undefined) ? null : !likes.includes(false),
      share: shares.get(id) ?? 1,
    };
  });
}
