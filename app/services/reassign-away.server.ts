import { listAbsencesWithin } from "~/data/absences.server";
import { listPresenters } from "~/data/presenters.server";
import { listVisitIdsWithin } from "~/data/short-visits.server";
import { getVisit, type VisitDetails } from "~/data/visits.server";
import { absencePieces, intervalOfPeriod, type AwayAct, type AwayPeriod } from "~/domain/away";
import { describeClash } from "~/domain/clash-words";
import { mayGoWithFewer, type Seat } from "~/domain/gaps";
import { contains } from "~/domain/intervals";
import { dayOf, type Day } from "~/lib/london-time";
import { addAbsence } from "~/services/add-absence.server";
import type { Deps } from "~/services/deps";
import { explainReplacing } from "~/services/explain-replacing";
import {
  clashesInSeat,
  loadStaffing,
  presentersNeeded,
  substitutesFor,
  type ProposedSubstitute,
  type Staffing,
  type TakenTime,
  type TimedVisit,
} from "~/services/find-substitutes.server";
import { replacePresenters, type Replacement } from "~/services/replace-presenters.server";

export type AwayInput = { presenterIds: readonly string[]; period: AwayPeriod };

export type AffectedSeat = {
  absentId: string;
  absentName: string;
  best: readonly ProposedSubstitute[];
  /** True where the visit may go on without a substitute. */
  mayGoWithFewer: boolean;
  proposed: AwayAct;
};

export type AffectedVisit = {
  visitId: string;
  version: number;
  schoolName: string;
  onDate: Day;
  startsAt: Date;
  endsAt: Date;
  /** Nothing can be reassigned any more: somebody has to ring. */
  begun: boolean;
  seats: readonly AffectedSeat[];
};

const MOST_VISITS = 60;
const BEST = 4;

/**
 * Planned visits that these people cannot give in a period, in order of time, with the best substitutes for each place.
 * Proposals belong together: each sees those before it as booked. `more` where there are too many for one go.
 */
export async function findAffected(
  input: AwayInput,
  { db, now }: Pick<Deps, "db" | "now">,
): Promise<{ visits: AffectedVisit[]; more: boolean }> {
  const at = now();
  const { visits, more } = await affectedVisits(input, { db, now });
  if (visits.length === 0) return { visits: [], more };
  const staffing = await loadStaffing(db, visits, at);
  const away = new Set(input.presenterIds);
  const taken: TakenTime[] = [];
  const affected = visits.map((visit): AffectedVisit => {
    const begun = visit.startsAt <= at;
    const asked = new Set(away);
    const seats = awaySeats(visit, away).map(({ seat, absentId, absentName }): AffectedSeat => {
      const best = begun ? [] : substitutesFor(staffing, { visit, seat, notIds: asked, taken, count: BEST });
      const fewer = !begun && mayGoWithFewer(visit.sessions, presentersNeeded(staffing), absentId, away);
      const proposed = proposedAct(best, fewer);
      if (proposed.kind === "substitute") {
        asked.add(proposed.presenterId);
        taken.push({ presenterId: proposed.presenterId, visit });
      }
      return { absentId, absentName, best, mayGoWithFewer: fewer, proposed };
    });
    const { id: visitId, version, school, onDate, startsAt, endsAt } = visit;
    return { visitId, version, schoolName: school.name, onDate, startsAt, endsAt, begun, seats };
  });
  return { visits: affected, more };
}

function proposedAct([best]: readonly ProposedSubstitute[], fewer: boolean): AwayAct {
  if (best) return { kind: "substitute", presenterId: best.presenterId };
  return { kind: fewer ? "fewer" : "nothing" };
}

export type AwayChoice = { visitId: string; version: number; absentId: string; act: AwayAct };
export type ReassignInput = AwayInput & { choices: readonly AwayChoice[] };

export type CheckedVisit = {
  visitId: string;
  schoolName: string;
  onDate: Day;
  startsAt: Date;
  endsAt: Date;
  /** One sentence for each place. */
  sentences: readonly string[];
  /** Names of those to whom mail goes; nobody where nothing changes. */
  told: readonly string[];
};

export type CheckAwayResult =
  | { ok: true; names: string[]; visits: CheckedVisit[] }
  /** By the place of the choice in the input. */
  | { ok: false; problems: { index: number; message: string }[] };

/** What the choices would come to, taken together and in order of time. Writes nothing. */
export async function checkAway(input: ReassignInput, { db, now }: Pick<Deps, "db" | "now">): Promise<CheckAwayResult> {
  const { visits } = await affectedVisits(input, { db, now });
  const staffing = await loadStaffing(db, visits, now());
  const away = new Set(input.presenterIds);
  const taken: TakenTime[] = [];
  const problems: { index: number; message: string }[] = [];
  const checked: CheckedVisit[] = [];
  for (const visit of visits) {
    const sentences: string[] = [];
    const joining: string[] = [];
    // Who is down for it or away cannot come instead of somebody, and nobody takes two places in one visit.
    const notIds = new Set([...away, ...visit.presenters.map(({ id }) => id)]);
    for (const { seat, absentId, absentName } of awaySeats(visit, away)) {
      const index = input.choices.findIndex((each) => each.visitId === visit.id && each.absentId === absentId);
      const choice = input.choices[index];
      if (!choice || choice.act.kind === "nothing") {
        sentences.push(`Stays as it is: ${absentName} is still down for it, and it goes on the list of visits to look at.`);
        continue;
      }
      const problem = problemOf(staffing, { visit, seat, choice, away, notIds, taken, begun: visit.startsAt <= now() });
      if (problem !== null) problems.push({ index, message: problem });
      if (choice.act.kind === "fewer") {
        sentences.push(`Goes on without ${absentName}, with fewer presenters.`);
        continue;
      }
      const { presenterId } = choice.act;
      const name = staffing.presenters.find(({ id }) => id === presenterId)?.name ?? "A presenter";
      taken.push({ presenterId, visit });
      notIds.add(presenterId);
      joining.push(name);
      sentences.push(`${name} gives it instead of ${absentName}.`);
    }
    const changes = input.choices.some(({ visitId, act }) => visitId === visit.id && act.kind !== "nothing");
    const { id: visitId, school, onDate, startsAt, endsAt, contacts, presenters } = visit;
    const told = changes ? [...contacts, ...presenters].map(({ name }) => name).concat(joining) : [];
    checked.push({ visitId, schoolName: school.name, onDate, startsAt, endsAt, sentences, told: [...new Set(told)] });
  }
  if (problems.length > 0) return { ok: false, problems };
  const names = (await listPresenters(db, input.presenterIds)).map(({ name }) => name);
  return { ok: true, names, visits: checked };
}

export type AwayOutcome = {
  visitId: string;
  schoolName: string;
  onDate: Day;
  startsAt: Date;
  endsAt: Date;
  outcome: "reassigned" | "left" | "refused";
  /** Why, where it was refused. */
  sentence: string;
};

export type ReassignResult =
  | { ok: true; outcomes: AwayOutcome[] }
  /** Nothing was saved. `unseen_visits`: more visits are met than the choices name. */
  | { ok: false; reason: "in_the_past" | "unknown_presenter" | "unseen_visits" };

/**
 * Records who is away where that is not recorded yet, then gives each visit to the substitutes that were chosen, in order
 * of time: one transaction a visit, invitations included. What is refused is told by name and keeps none of the others.
 */
export async function reassignAway(
  input: ReassignInput & { accountId: string },
  deps: Deps,
): Promise<ReassignResult> {
  const { visits } = await affectedVisits(input, deps);
  const shown = input.choices.map(({ visitId }) => visitId);
  if (visits.some(({ id }) => !shown.includes(id))) return { ok: false, reason: "unseen_visits" };
  const refusal = await recordAbsences(input, shown, deps);
  if (refusal) return refusal;
  const away = new Set(input.presenterIds);
  const staffing = await loadStaffing(deps.db, visits, deps.now());
  const outcomes: AwayOutcome[] = [];
  for (const { id: visitId, school, onDate, startsAt, endsAt } of visits) {
    const about = { visitId, schoolName: school.name, onDate, startsAt, endsAt };
    const own = input.choices.filter((choice) => choice.visitId === visitId && choice.act.kind !== "nothing");
    const [first] = own;
    if (!first) {
      outcomes.push({ ...about, outcome: "left", sentence: "" });
      continue;
    }
    const result = await replacePresenters(
      {
        visitId,
        version: first.version,
        replacementsOf: (visit) => replacementsFor(visit, own, away, staffing),
        actor: { kind: "staff", accountId: input.accountId },
      },
      deps,
    );
    if (result.ok) outcomes.push({ ...about, outcome: "reassigned", sentence: "" });
    else {
      const sentence = result.reason === "not_found" ? "The visit is gone." : explainReplacing(result);
      outcomes.push({ ...about, outcome: "refused", sentence });
    }
  }
  return { ok: true, outcomes };
}

/** Null where nothing speaks against recording; an absence that is kept already covers the same time. */
async function recordAbsences(
  { presenterIds, period, accountId }: AwayInput & { accountId: string },
  acceptedVisitIds: readonly string[],
  deps: Deps,
): Promise<Extract<ReassignResult, { ok: false }> | null> {
  for (const presenterId of presenterIds) {
    for (const piece of absencePieces(period)) {
      const within = intervalOfPeriod({
        fromOn: piece.fromOn,
        toOn: piece.toOn,
        startMinutes: piece.part?.startMinutes ?? 0,
        endMinutes: piece.part?.endMinutes ?? 24 * 60,
      });
      const known = await listAbsencesWithin(deps.db, { presenterId, within });
      if (known.some((absence) => contains(absence, within))) continue;
      const actor = { kind: "staff" as const, accountId };
      const saved = await addAbsence({ presenterId, kind: "away", ...piece, noteForTeam: "", acceptedVisitIds, actor }, deps);
      if (!saved.ok) return { ok: false, reason: saved.reason === "touches_visits" ? "unseen_visits" : saved.reason };
    }
  }
  return null;
}

/** Null where somebody is no longer on the visit, would take two places in it, or it cannot go on with fewer. */
function replacementsFor(
  visit: VisitDetails,
  choices: readonly AwayChoice[],
  away: ReadonlySet<string>,
  staffing: Staffing,
): Replacement[] | null {
  const replacements: Replacement[] = [];
  for (const { absentId, act } of choices) {
    const own = awaySeats(visit, away).find((each) => each.absentId === absentId);
    if (!own || act.kind === "nothing") return null;
    if (act.kind === "substitute" && replacements.some(({ joiningId }) => joiningId === act.presenterId)) return null;
    const isFewer = act.kind === "fewer";
    if (isFewer && !mayGoWithFewer(visit.sessions, presentersNeeded(staffing), absentId, away)) return null;
    replacements.push({ seat: own.seat, joiningId: isFewer ? null : act.presenterId });
  }
  return replacements;
}

function problemOf(
  staffing: Staffing,
  asked: {
    visit: TimedVisit;
    seat: Seat;
    choice: AwayChoice;
    away: ReadonlySet<string>;
    notIds: ReadonlySet<string>;
    taken: readonly TakenTime[];
    begun: boolean;
  },
): string | null {
  const { visit, seat, choice, away, notIds, taken, begun } = asked;
  const { act, version, absentId } = choice;
  if (begun) return "This visit has begun: it cannot be given to others any more";
  if (visit.version !== version) return "Somebody changed this visit meanwhile. Choose again";
  if (act.kind === "nothing") return null;
  if (act.kind === "fewer") {
    const may = mayGoWithFewer(visit.sessions, presentersNeeded(staffing), absentId, away);
    return may ? null : "This visit needs somebody in this place";
  }
  const { presenterId } = act;
  if (notIds.has(presenterId) || !staffing.presenters.some(({ id }) => id === presenterId)) return "Choose somebody who can come";
  const clashes = clashesInSeat(staffing, { visit, seat, taken }, presenterId).filter(({ severity }) => severity !== "warning");
  return clashes.length > 0 ? clashes.map(describeClash).join(" ") : null;
}

async function affectedVisits(
  { presenterIds, period }: AwayInput,
  { db, now }: Pick<Deps, "db" | "now">,
): Promise<{ visits: TimedVisit[]; more: boolean }> {
  const within = intervalOfPeriod(period);
  const ids = await listVisitIdsWithin(db, { presenterIds, within, now: now(), most: MOST_VISITS + 1 });
  const visits: TimedVisit[] = [];
  for (const id of ids.slice(0, MOST_VISITS)) {
    const visit = await getVisit(db, id);
    const { startsAt, endsAt } = visit;
    if (startsAt && endsAt) visits.push({ ...visit, startsAt, endsAt, onDate: visit.onDate ?? dayOf(startsAt) });
  }
  return { visits, more: ids.length > MOST_VISITS };
}

/** The place of each person who is away: all of their sessions. */
function awaySeats(visit: VisitDetails, away: ReadonlySet<string>): { seat: Seat; absentId: string; absentName: string }[] {
  return visit.presenters
    .filter(({ id }) => away.has(id))
    .map(({ id, name }) => ({
      absentId: id,
      absentName: name,
      seat: {
        leavingId: id,
        sessionIds: visit.sessions.filter(({ presenterIds }) => presenterIds.includes(id)).map((session) => session.id),
      },
    }));
}
