import type { CohortYear } from "~/domain/groups";
import { addDays, instantAt, type Day } from "~/lib/london-time";

/** Were these students new to the programme, all known from an earlier session, or both? */
export type Novelty = "new" | "same" | "mixed";

/** A school through closures and mergers, an academic year ("2026/27") and a year group or mixed group. */
export type Cohort = { schoolLineageId: string; academicYear: string; yearGroup: CohortYear };

/** What was seen of one group, or of one year group inside it, in a session that was delivered. */
export type ReachFact = {
  id: string;
  sessionId: string;
  startsAt: Date;
  cohort: Cohort;
  attended: number;
  novelty: Novelty;
  /** The earlier session that the same students were in. */
  sameAsSessionId: string | null;
};

export type ReachPeriod = { startsOn: Day; endsOn: Day };

/** Exact numbers of students: fractions appear where mixed groups count by share. Round only where shown. */
export type Reach = { figure: number; low: number; high: number; attendances: number };

/** Students whose first contact in the period is this fact. Parts by place or month sum to the figure. */
export type FirstContact = { factId: string; figure: number; attended: number };

export type CohortReach = Reach & { cohort: Cohort; roll: number | null };

export type ReachResult = Reach & {
  firstContacts: readonly FirstContact[];
  cohorts: readonly CohortReach[];
};

/** Changes whenever the sentence below or the sums behind it change; stands on every published figure. */
export const REACH_DEFINITION_VERSION = "2";

export const REACH_DEFINITION =
  "Students reached counts each student once in the period, from recorded attendance only. " +
  "New students count; students known from an earlier session in the period do not count again. " +
  "Of a group of new and known students, the share of the year group not yet reached counts. " +
  "Where the size of the year group is not known, such a group adds nothing to the figure and all of its " +
  "attendance to the upper end. The total of a year group never exceeds its roll.";

/** Text that is equal for equal cohorts, as the key of rolls. */
export function cohortKey(cohort: Cohort): string {
  return `${cohort.schoolLineageId}|${cohort.academicYear}|${cohort.yearGroup}`;
}

/**
 * Rule 5. Facts may lie outside the period: links to them are followed. Rolls by `cohortKey`; a roll of 0 is
 * taken as not known. The result does not depend on the order of the facts.
 */
export function countReach(
  facts: readonly ReachFact[],
  rolls: ReadonlyMap<string, number>,
  period: ReachPeriod,
): ReachResult {
  const from = instantAt(period.startsOn, 0);
  const until = instantAt(addDays(period.endsOn, 1), 0);
  const inPeriod = facts.filter((fact) => fact.startsAt >= from && fact.startsAt < until);
  const knownOutside = countKnownFromOutside(inPeriod, facts);
  const cohorts: CohortReach[] = [];
  const firstContacts: FirstContact[] = [];
  for (const [key, own] of sortedGroups(inPeriod, (fact) => cohortKey(fact.cohort))) {
    const cohort = own[0]?.cohort;
    if (!cohort) continue;
    const roll = rolls.get(key) || null;
    const track = trackCohort(own, roll, knownOutside);
    cohorts.push({ ...track.reach, cohort, roll });
    firstContacts.push(...track.firstContacts);
  }
  return { ...sumReach(cohorts), firstContacts, cohorts };
}

/** The four figures of several disjoint cohorts together. */
export function sumReach(parts: readonly Reach[]): Reach {
  const total: Reach = { figure: 0, low: 0, high: 0, attendances: 0 };
  for (const part of parts) {
    total.figure += part.figure;
    total.low += part.low;
    total.high += part.high;
    total.attendances += part.attendances;
  }
  return total;
}

/** Whole students, for showing and publishing. Low, figure and high keep their order. */
export function roundReach(reach: Reach): Reach {
  return {
    figure: Math.round(reach.figure),
    low: Math.round(reach.low),
    high: Math.round(reach.high),
    attendances: reach.attendances,
  };
}

type CohortTrack = { reach: Reach; firstContacts: FirstContact[] };

function trackCohort(
  facts: readonly ReachFact[],
  roll: number | null,
  knownOutside: ReadonlyMap<string, number>,
): CohortTrack {
  const limit = roll ?? Infinity;
  const reach: Reach = { figure: 0, low: 0, high: 0, attendances: 0 };
  const firstContacts: FirstContact[] = [];
  for (const atOnce of inOrderOfStart(facts)) {
    const before = reach.figure;
    const parts = atOnce.map((fact) => firstContactOf(fact, before, roll, knownOutside));
    const wanted = sum(parts);
    const room = limit - before;
    // Simultaneous groups share what the roll leaves in proportion, so that their order cannot matter.
    const share = wanted > room ? room / wanted : 1;
    atOnce.forEach((fact, index) => {
      const figure = (parts[index] ?? 0) * share;
      firstContacts.push({ factId: fact.id, figure, attended: fact.attended });
    });

    const mixed = sum(atOnce.filter((fact) => fact.novelty === "mixed").map((fact) => fact.attended));
    const fresh = sum(atOnce.map((fact) => freshStudents(fact, knownOutside)));
    // Without a roll a mixed group promises nothing at the lower end either: low never passes the figure.
    const atLeast = roll === null ? reach.low : Math.max(reach.low, mixed);
    reach.figure = wanted > room ? limit : before + wanted;
    reach.low = Math.min(limit, atLeast + fresh);
    reach.high = Math.min(limit, reach.high + mixed + fresh);
    reach.attendances += sum(atOnce.map((fact) => fact.attended));
  }
  return { reach, firstContacts };
}

function firstContactOf(
  fact: ReachFact,
  reached: number,
  roll: number | null,
  knownOutside: ReadonlyMap<string, number>,
): number {
  if (fact.novelty !== "mixed") return freshStudents(fact, knownOutside);
  if (roll === null) return 0;
  const atLeast = Math.max(0, fact.attended - reached);
  const atMost = Math.min(fact.attended, roll - reached);
  return Math.min(atMost, Math.max(atLeast, fact.attended * (1 - reached / roll)));
}

function freshStudents(fact: ReachFact, knownOutside: ReadonlyMap<string, number>): number {
  if (fact.novelty === "new") return fact.attended;
  return knownOutside.get(fact.id) ?? 0;
}

/**
 * "Same" students count in this period only when no session of theirs before lies in it. Those who were in sessions
 * outside the period are met once: sessions that go back to the same students count them together no more than once.
 */
function countKnownFromOutside(
  inPeriod: readonly ReachFact[],
  facts: readonly ReachFact[],
): ReadonlyMap<string, number> {
  const bySession = new Map(sortedGroups(facts, (fact) => fact.sessionId));
  const sessionsInPeriod = new Set(inPeriod.map((fact) => fact.sessionId));
  const counted = new Map<string, number>();
  const goingBack: GoingBack[] = [];
  for (const fact of inOrderOfId(inPeriod)) {
    if (fact.novelty !== "same") continue;
    const earlier = earlierSession(fact, bySession);
    if (earlier === null) counted.set(fact.id, fact.attended);
    else if (!sessionsInPeriod.has(earlier)) goingBack.push({ fact, earlier });
  }
  const poolsOf = poolsOutside(goingBack, bySession);
  for (const atOnce of inOrderOfStart(goingBack.map(({ fact }) => fact))) {
    const wanted = new Map<Pool, number>();
    for (const fact of atOnce) for (const pool of poolsOf(fact)) wanted.set(pool, (wanted.get(pool) ?? 0) + fact.attended);
    for (const fact of atOnce) {
      const shares = poolsOf(fact).map((pool) => pool.left / (wanted.get(pool) || 1));
      counted.set(fact.id, fact.attended * Math.min(1, ...shares));
    }
    // Simultaneous groups have shared by what was left before all of them, so that their order cannot matter.
    for (const fact of atOnce) {
      for (const pool of poolsOf(fact)) pool.left = Math.max(0, pool.left - (counted.get(fact.id) ?? 0));
    }
  }
  return counted;
}

/** A fact of the period and the session before the period that its students were in. */
type GoingBack = { fact: ReachFact; earlier: string };

/** Students who may still be met for the first time in the period: those of a session outside it, or of several. */
type Pool = { left: number };

/**
 * Whom each fact that goes back may count: those of its earlier session; of the session before, where all of that one's
 * students came from one; and so on; and those of all sessions that links tie together, each student in them once.
 */
function poolsOutside(
  goingBack: readonly GoingBack[],
  bySession: ReadonlyMap<string, readonly ReachFact[]>,
): (fact: ReachFact) => readonly Pool[] {
  const outside = new Map<string, OutsideSession>();
  const look = (id: string): OutsideSession => {
    const known = outside.get(id);
    if (known) return known;
    const facts = bySession.get(id) ?? [];
    const links = facts.map((fact) => (fact.novelty === "same" ? earlierSession(fact, bySession) : null));
    const [first = null] = links;
    const session: OutsideSession = {
      startsAt: facts[0]?.startsAt.getTime() ?? 0,
      seats: { left: sum(facts.map((fact) => fact.attended)) },
      strangers: sum(facts.map((fact, index) => (links[index] === null ? fact.attended : 0))),
      within: links.every((link) => link === first) ? first : null,
      family: { root: null, pool: { left: 0 } },
    };
    outside.set(id, session);
    for (const link of links) if (link !== null) join(session.family, look(link).family);
    return session;
  };
  for (const { fact, earlier } of goingBack) {
    const { seats } = look(earlier);
    // More came than had been there: they say so themselves.
    seats.left = Math.max(seats.left, fact.attended);
  }
  const latestFirst = [...outside.values()].sort((one, other) => other.startsAt - one.startsAt);
  for (const { within, seats } of latestFirst) {
    const holder = within === null ? undefined : outside.get(within);
    if (holder) holder.seats.left = Math.max(holder.seats.left, seats.left);
  }
  for (const { family, strangers } of latestFirst) rootOf(family).pool.left += strangers;
  for (const { family, seats } of latestFirst) {
    const { pool } = rootOf(family);
    pool.left = Math.max(pool.left, seats.left);
  }
  const pools = new Map<string, Pool[]>();
  for (const { fact, earlier } of goingBack) {
    const own = [rootOf(look(earlier).family).pool];
    for (let at: string | null = earlier; at !== null; at = look(at).within) own.push(look(at).seats);
    pools.set(fact.id, own);
  }
  return (fact) => pools.get(fact.id) ?? [];
}

type OutsideSession = {
  startsAt: number;
  seats: Pool;
  /** Those who came from no session before. */
  strangers: number;
  /** The one session that all of its students were in before. */
  within: string | null;
  family: Family;
};

/** Sessions that links tie together, as a set that can be joined with another. */
type Family = { root: Family | null; pool: Pool };

function rootOf(family: Family): Family {
  let root = family;
  while (root.root !== null) root = root.root;
  return root;
}

function join(one: Family, other: Family): void {
  const [root, otherRoot] = [rootOf(one), rootOf(other)];
  if (root !== otherRoot) root.root = otherRoot;
}

/** The linked session, if it was delivered and earlier; a link that is neither says nothing. */
function earlierSession(
  fact: ReachFact,
  bySession: ReadonlyMap<string, readonly ReachFact[]>,
): string | null {
  if (fact.sameAsSessionId === null) return null;
  const linked = bySession.get(fact.sameAsSessionId)?.[0];
  return linked && linked.startsAt < fact.startsAt ? fact.sameAsSessionId : null;
}

function inOrderOfStart(facts: readonly ReachFact[]): ReachFact[][] {
  const byStart = new Map<number, ReachFact[]>();
  for (const fact of facts) {
    const at = fact.startsAt.getTime();
    const others = byStart.get(at);
    if (others) others.push(fact);
    else byStart.set(at, [fact]);
  }
  return [...byStart].sort(([one], [other]) => one - other).map(([, atOnce]) => atOnce);
}

/** In an order of their own (key, then fact id), so that sums come out equal to the bit. */
function sortedGroups(
  facts: readonly ReachFact[],
  keyOf: (fact: ReachFact) => string,
): [string, ReachFact[]][] {
  const groups = new Map<string, ReachFact[]>();
  for (const fact of inOrderOfId(facts)) {
    const key = keyOf(fact);
    const others = groups.get(key);
    if (others) others.push(fact);
    else groups.set(key, [fact]);
  }
  return [...groups].sort(([one], [other]) => compare(one, other));
}

function inOrderOfId(facts: readonly ReachFact[]): ReachFact[] {
  return [...facts].sort((one, other) => compare(one.id, other.id));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
