import { loadPlanningFacts } from "~/data/planning.server";
import { listFormatWishes, listPresenters } from "~/data/presenters.server";
import type { Db, Tx } from "~/data/db.server";
import type { RequestForTeam } from "~/data/request-inbox.server";
import { readSettings } from "~/data/settings.server";
import { fairShares } from "~/domain/fair-load";
import { describeOfferedDate, type OfferedPlan } from "~/domain/offers";
import { rowsFromSessions, withGroupIds } from "~/domain/plan-rows";
import { nextAcademicYearEndsOn } from "~/domain/programme-year";
import type { Commitment, PlanningFacts } from "~/domain/scheduling";
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
};

/** So far ahead proposals look unless the wishes go further; never beyond the next academic year. */
const HORIZON_DAYS = 12 * 7;
/** Work of so many days before and after today tells who has had more than a fair share. */
const LOAD_DAYS = 28;

type Context = { settings: ProgrammeSettings; now: Date };

/**
 * The best visits for a request that break none of rules 1 to 3, at most one a day (domain/slot-search). `until` looks
 * further than twelve weeks and the wishes do. None where nobody is free, and none for a request without a school.
 */
export async function proposeVisits(
  input: { request: RequestForTeam; count: number; until?: Day },
  { db, now }: Pick<Deps, "db" | "now">,
): Promise<ProposedVisit[]> {
  const context = { settings: await readSettings(db), now: now() };
  return (await search(db, input, context, [])).map(({ words }) => words);
}

export type InboxProposal = { request: RequestForTeam; proposed: ProposedVisit | null };

/**
 * One visit that keeps a wish for each request, in the order given: each sees those before it as if they were booked.
 * Nothing is saved.
 */
export async function proposeForAll(
  requests: readonly RequestForTeam[],
  { db, now }: Pick<Deps, "db" | "now">,
): Promise<InboxProposal[]> {
  const context = { settings: await readSettings(db), now: now() };
  const taken: Taken[] = [];
  const proposals: InboxProposal[] = [];
  for (const request of requests) {
    const [best] = await search(db, { request, count: 1 }, context, taken);
    const keepsWish = best !== undefined && best.proposal.wishRank !== null;
    if (keepsWish) taken.push(...takenBy(best.proposal, request));
    proposals.push({ request, proposed: keepsWish ? best.words : null });
  }
  return proposals;
}

type Taken = { presenterId: string; commitment: Commitment };
type Found = { proposal: SlotProposal; words: ProposedVisit };

async function search(
  db: Db | Tx,
  { request, count, until }: { request: RequestForTeam; count: number; until?: Day },
  { settings, now }: Context,
  taken: readonly Taken[],
): Promise<Found[]> {
  if (!request.school) return [];
  const today = dayOf(now);
  const fromOn = addDays(today, 1);
  const toOn = horizonOf(request, today, until);
  const loaded = await loadPlanningFacts(db, {
    schoolId: request.school.id,
    fromOn: addDays(today, -LOAD_DAYS),
    toOn,
    now,
  });
  const facts = withTaken(loaded, taken);
  const presenters = await presentersFor(db, request, facts, today);
  const { groups, format, wishes, neverDays } = request;
  const found = findSlots({
    asked: { groups, format, wishes, neverDays, usualStartMinutes: defaultStart(request) },
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
    };
    return { proposal, words };
  });
}

function horizonOf({ wishes }: RequestForTeam, today: Day, until: Day | undefined): Day {
  const latest = nextAcademicYearEndsOn(today);
  const wanted = until ?? [addDays(today, HORIZON_DAYS), ...wishes.map(({ toOn }) => toOn)].sort().at(-1) ?? latest;
  return wanted < latest ? wanted : latest;
}

async function presentersFor(
  db: Db | Tx,
  { format }: RequestForTeam,
  facts: PlanningFacts,
  today: Day,
): Promise<SlotPresenter[]> {
  const rows = await listPresenters(db);
  const said = new Map((await listFormatWishes(db, format.id)).map((row) => [row.presenterId, row]));
  const begun = new Map(rows.map(({ id, startedOn }) => [id, startedOn]));
  const shares = fairShares(
    facts.presenters.map((presenter) => ({ ...presenter, startedOn: begun.get(presenter.id) ?? null })),
    addDays(today, -LOAD_DAYS),
    addDays(today, LOAD_DAYS),
  );
  return rows.map(({ id, baseEasting, baseNorthing, startedOn, endedOn }) => ({
    id,
    base:
      baseEasting === null || baseNorthing === null
        ? null
        : { id: `base of ${id}`, easting: baseEasting, northing: baseNorthing },
    qualified: said.get(id)?.qualified ?? true,
    likes: said.get(id)?.likes ?? null,
    share: shares.get(id) ?? 1,
    startedOn,
    endedOn,
  }));
}

/** As if the proposals made before were booked. */
function withTaken(facts: PlanningFacts, taken: readonly Taken[]): PlanningFacts {
  if (taken.length === 0) return facts;
  return {
    ...facts,
    presenters: facts.presenters.map((presenter) => ({
      ...presenter,
      commitments: [
        ...presenter.commitments,
        ...taken.flatMap(({ presenterId, commitment }) => (presenterId === presenter.id ? [commitment] : [])),
      ],
    })),
  };
}

function takenBy({ onDate, times, presenterIds }: SlotProposal, { id, school }: RequestForTeam): Taken[] {
  if (!school) return [];
  const { id: schoolId, name: schoolName, easting, northing } = school;
  return presenterIds.map((presenterId) => ({
    presenterId,
    commitment: {
      id: `${id} ${presenterId}`,
      kind: "visit",
      startsAt: instantAt(onDate, times.arriveMinutes),
      endsAt: instantAt(onDate, times.leaveMinutes),
      absenceKind: null,
      visit: { id, schoolId, schoolName, easting, northing },
    },
  }));
}
