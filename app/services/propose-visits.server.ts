import { recallCommitments } from "~/data/commitment-memory.server";
import { listPresenterFacts, loadPlanningPlace, type PresenterFacts } from "~/data/planning.server";
import { listAreasOn } from "~/data/priority-areas.server";
import { listFormatWishes } from "~/data/presenters.server";
import type { Db } from "~/data/db.server";
import type { RequestForTeam } from "~/data/request-inbox.server";
import { readSettings } from "~/data/settings.server";
import { areaRank, areasOf, describeAreas, type Area } from "~/domain/area";
import { fairShares, loadSpan } from "~/domain/fair-load";
import { describeOfferedDate, type OfferedPlan } from "~/domain/offers";
import { rowsFromSessions, withGroupIds } from "~/domain/plan-rows";
import { nextAcademicYearEndsOn } from "~/domain/programme-year";
import type { Commitment, PlanningSchool } from "~/domain/scheduling";
import type { ProgrammeSettings } from "~/domain/settings";
import { findSlots, type SlotPresenter, type SlotProposal } from "~/domain/slot-search";
import { slotReasons } from "~/domain/slot-words";
import { addDays, dayOf, instantAt, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { defaultStart } from "~/services/plan-visit.server";

/** A whole visit that could be scheduled as it stands, and why it is proposed. */
export type ProposedVisit = {
  plan: OfferedPlan;
  /** "Tuesday 1 December 2026, 09:10 to 10:35" */
  words: string;
  presenters: readonly string[];
  /** Minutes that it adds to the presenters' driving of that day. */
  travelMinutes: number;
  wishRank: number | null;
  reasons: readonly string[];
  /** Apart from the reasons, which go into notes and mails: the mark of a priority area never does. */
  areaReason: string | null;
};

/** So far ahead proposals look unless the wishes go further; never beyond the next academic year. */
const HORIZON_DAYS = 12 * 7;

type Context = { settings: ProgrammeSettings; now: Date; areas: readonly Area[] };

async function readContext(db: Db, now: Date): Promise<Context> {
  const [settings, areas] = await Promise.all([readSettings(db), listAreasOn(db, dayOf(now))]);
  return { settings, now, areas };
}

/**
 * The best visits for a request that break none of rules 1 to 3, at most one a day (domain/slot-search). `until` looks
 * further than twelve weeks and the wishes do. None where nobody is free, and none for a request without a school.
 */
export async function proposeVisits(
  input: { request: RequestForTeam; count: number; until?: Day },
  { db, now }: Pick<Deps, "db" | "now">,
): Promise<ProposedVisit[]> {
  const context = await readContext(db, now());
  return (await search(db, input, context, [])).map(({ words }) => words);
}

export type InboxProposal = { request: RequestForTeam; proposed: ProposedVisit | null };

/**
 * One visit that keeps a wish for each request, in the order of the inbox: each sees those before it as if they were
 * booked. Nothing is saved.
 */
export async function proposeForAll(
  requests: readonly RequestForTeam[],
  { db, now }: Pick<Deps, "db" | "now">,
): Promise<InboxProposal[]> {
  const context = await readContext(db, now());
  const taken: Taken[] = [];
  const proposals: InboxProposal[] = [];
  for (const request of byAreaWithinADay(requests, context.areas)) {
    const [best] = await search(db, { request, count: 1 }, context, taken);
    const keepsWish = best !== undefined && best.proposal.wishRank !== null;
    if (keepsWish) taken.push(...takenBy(best, request.id));
    proposals.push({ request, proposed: keepsWish ? best.words : null });
  }
  return proposals;
}

/** Of requests due on the same day those of schools in, then near, a priority area first (docs/decisions/025). */
function byAreaWithinADay(requests: readonly RequestForTeam[], areas: Context["areas"]): RequestForTeam[] {
  if (areas.length === 0) return [...requests];
  const rank = ({ school }: RequestForTeam) => (school ? areaRank(areasOf(school, areas)) : areaRank([]));
  return [...requests].sort(
    (one, other) =>
      Number(other.sensitive) - Number(one.sensitive) ||
      (one.answerByOn ?? "").localeCompare(other.answerByOn ?? "") ||
      rank(one) - rank(other),
  );
}

type Taken = { presenterId: string; commitment: Commitment };
type Found = { proposal: SlotProposal; words: ProposedVisit; school: PlanningSchool };

async function search(
  db: Db,
  { request, count, until }: { request: RequestForTeam; count: number; until?: Day },
  { settings, now, areas }: Context,
  taken: readonly Taken[],
): Promise<Found[]> {
  if (!request.school) return [];
  const today = dayOf(now);
  const fromOn = addDays(today, 1);
  const toOn = horizonOf(request, today, until);
  const load = loadSpan(today, toOn);
  const span = { ...load, now, forRequestId: request.id };
  const [place, everybody, said] = await Promise.all([
    loadPlanningPlace(db, request.school.id),
    listPresenterFacts(db, span, recallCommitments),
    listFormatWishes(db, request.format.id),
  ]);
  const facts = { ...place, presenters: withTaken(everybody, taken) };
  const presenters = presentersFor(said, facts.presenters, load);
  const { groups, format, wishes, neverDays } = request;
  const marks = areasOf(request.school, areas);
  const found = findSlots({
    asked: { groups, format, wishes, neverDays, usualStartMinutes: defaultStart(request), area: marks[0]?.where ?? null },
    facts,
    presenters,
    travel: settings.travel,
    fromOn,
    toOn,
    now,
    count,
  });
  const nameOf = (id: string) => facts.presenters.find((presenter) => presenter.id === id)?.name ?? "A presenter";
  return found.map((proposal) => {
    const plan = { onDate: proposal.onDate, rows: rowsFromSessions(withGroupIds(proposal.sessions, groups)) };
    const presenterOf = (id: string) => presenters.find((presenter) => presenter.id === id);
    const words: ProposedVisit = {
      plan,
      words: describeOfferedDate(plan),
      presenters: proposal.presenterIds.map(nameOf),
      travelMinutes: proposal.travel.reduce((sum, { minutes }) => sum + minutes, 0),
      wishRank: proposal.wishRank,
      reasons: slotReasons(proposal, { wishes, nameOf, presenterOf }),
      areaReason: marks.length === 0 ? null : `priority area (${describeAreas(marks)}): sooner counts more`,
    };
    return { proposal, words, school: facts.school };
  });
}

function horizonOf({ wishes }: RequestForTeam, today: Day, until: Day | undefined): Day {
  const latest = nextAcademicYearEndsOn(today);
  const wanted = until ?? [addDays(today, HORIZON_DAYS), ...wishes.map(({ toOn }) => toOn)].sort().at(-1) ?? latest;
  return wanted < latest ? wanted : latest;
}

function presentersFor(
  wishes: Awaited<ReturnType<typeof listFormatWishes>>,
  presenters: readonly PresenterFacts[],
  load: { fromOn: Day; toOn: Day },
): SlotPresenter[] {
  const said = new Map(wishes.map((row) => [row.presenterId, row]));
  const shares = fairShares(presenters, load.fromOn, load.toOn);
  return presenters.map(({ id, base, startedOn, endedOn }) => ({
    id,
    base,
    qualified: said.get(id)?.qualified ?? true,
    likes: said.get(id)?.likes ?? null,
    share: shares.get(id) ?? 1,
    startedOn,
    endedOn,
  }));
}

/** As if the proposals made before were booked. */
function withTaken(presenters: PresenterFacts[], taken: readonly Taken[]): PresenterFacts[] {
  if (taken.length === 0) return presenters;
  return presenters.map((presenter) => ({
    ...presenter,
    commitments: [
      ...presenter.commitments,
      ...taken.flatMap(({ presenterId, commitment }) => (presenterId === presenter.id ? [commitment] : [])),
    ],
  }));
}

function takenBy({ proposal, school }: Found, requestId: string): Taken[] {
  const { onDate, times, presenterIds } = proposal;
  const { id: schoolId, name: schoolName, easting, northing, approximate } = school;
  return presenterIds.map((presenterId) => ({
    presenterId,
    commitment: {
      id: `${requestId} ${presenterId}`,
      kind: "visit",
      startsAt: instantAt(onDate, times.arriveMinutes),
      endsAt: instantAt(onDate, times.leaveMinutes),
      absenceKind: null,
      visit: { id: requestId, schoolId, schoolName, easting, northing, approximate },
    },
  }));
}
