import type { AbsenceKind } from "~/domain/absence";
import type { YearGroup } from "~/domain/groups";
import { isNever, type NeverDay } from "~/domain/never-days";
import { isOpenDay, type OpenDay, type SchoolCalendar } from "~/domain/open-days";
import {
  visitTimes,
  type PlannedSession,
  type VisitAllowances,
  type VisitTimes,
} from "~/domain/running-order";
import {
  travelMinutes,
  type Place,
  type TravelBasis,
  type TravelException,
  type TravelSettings,
} from "~/domain/travel";
import {
  isWithinWorkingHours,
  workingHoursOn,
  type WorkingHours,
  type WorkingPattern,
} from "~/domain/working-hours";
import { addDays, instantAt, type Day } from "~/lib/london-time";

/** What takes a presenter's time. Only a visit has a place to travel to and from. */
export type Commitment = {
  id: string;
  kind: "visit" | "absence" | "hold";
  startsAt: Date;
  endsAt: Date;
  absenceKind: AbsenceKind | null;
  visit: {
    id: string;
    schoolId: string;
    schoolName: string;
    easting: number | null;
    northing: number | null;
    approximate?: boolean;
  } | null;
};

export type PlanningPresenter = {
  id: string;
  name: string;
  patterns: readonly WorkingPattern[];
  commitments: readonly Commitment[];
  /** Where the day begins and ends, where somebody entered it. */
  base?: Place | null;
};

/** Mocks, GCSEs, SATs. No year groups means every one; `hallOnly` closes the hall and not the classrooms. */
export type QuietPeriod = {
  label: string;
  startsOn: Day;
  endsOn: Day;
  yearGroups: readonly YearGroup[];
  hallOnly: boolean;
};

/** Opening and closing in local minutes; null where the school entered none. */
export type PlanningSchool = {
  id: string;
  name: string;
  easting: number | null;
  northing: number | null;
  approximate?: boolean;
  calendar: SchoolCalendar;
  opensAtMinutes: number | null;
  closesAtMinutes: number | null;
  quietPeriods: readonly QuietPeriod[];
};

/** What is true around a plan. Holds that have run out are left out by whoever loads this. */
export type PlanningFacts = {
  school: PlanningSchool;
  presenters: readonly PlanningPresenter[];
  travelExceptions: readonly TravelException[];
};

/** `visitId` is the visit being moved, or null; its own commitments and those to be replaced are no clash. */
export type VisitPlan = {
  visitId: string | null;
  onDate: Day;
  presenterIds: readonly string[];
  sessions: readonly PlannedSession[];
  allowances: VisitAllowances;
  replacesCommitmentIds: readonly string[];
  /** Days of which the school says in its request that they never work. */
  neverDays: readonly NeverDay[];
};

/** Refused: never (rule 1). Override: with a reason (rules 2, 3, hours). Warning: shown, changes nothing. */
export type ClashSeverity = "refused" | "override" | "warning";

export type ClashDetail =
  | { kind: "presenter_taken"; presenterId: string; presenterName: string; by: Commitment }
  | { kind: "presenter_twice"; presenterId: string; presenterName: string; atMinutes: number }
  | ({ kind: "travel_too_short"; presenterId: string; presenterName: string } & TravelGap)
  | { kind: "outside_working_hours"; presenterId: string; presenterName: string; hours: WorkingHours }
  | { kind: "school_closed"; schoolName: string; onDate: Day; day: Extract<OpenDay, { open: false }> }
  | {
      kind: "outside_school_hours";
      schoolName: string;
      opensAtMinutes: number;
      closesAtMinutes: number;
      times: VisitTimes;
    }
  | { kind: "never_day"; schoolName: string; onDate: Day; never: NeverDay }
  | { kind: "quiet_period"; schoolName: string; label: string; groups: readonly string[] }
  | { kind: "terms_assumed"; schoolName: string; onDate: Day }
  | { kind: "working_hours_assumed"; presenterId: string; presenterName: string }
  | { kind: "travel_assumed"; presenterId: string; presenterName: string; otherSchoolName: string };

export type Clash = { severity: ClashSeverity } & ClashDetail;

/** Travel between this visit and the presenter's nearest other visit on that day. */
export type TravelGap = {
  direction: "before" | "after";
  otherSchoolName: string;
  neededMinutes: number;
  availableMinutes: number;
};

/** School hours where none were entered (product.md, defaults): 08:30 to 15:30. */
export const DEFAULT_SCHOOL_HOURS = { opensAtMinutes: 8 * 60 + 30, closesAtMinutes: 15 * 60 + 30 };

const SEVERITY: Readonly<Record<ClashDetail["kind"], ClashSeverity>> = {
  presenter_taken: "refused",
  presenter_twice: "refused",
  travel_too_short: "override",
  outside_working_hours: "override",
  school_closed: "override",
  outside_school_hours: "override",
  never_day: "override",
  quiet_period: "override",
  terms_assumed: "warning",
  working_hours_assumed: "warning",
  travel_assumed: "warning",
};

/**
 * Everything that speaks against a plan, rules 1 to 3 of product.md, worst first. Pure: the database decides
 * rule 1 again, and the caller holds the presenters' locks for rule 2. A plan without sessions has no clash.
 */
export function checkVisitPlan(plan: VisitPlan, facts: PlanningFacts, travel: TravelSettings): Clash[] {
  const times = visitTimes(plan.sessions, plan.allowances);
  if (!times) return [];
  const day = prepareDay(plan, facts, plan.onDate);
  return [...checkPresentersInside(plan, facts), ...checkTimes(day, times, facts, travel)].sort(
    (one, other) => SEVERITY_ORDER[one.severity] - SEVERITY_ORDER[other.severity],
  );
}

/** True when nothing is refused and everything else is at most a warning. */
export function isFreeOfClashes(clashes: readonly Clash[]): boolean {
  return clashes.every((clash) => clash.severity === "warning");
}

/** `otherSchoolName` is where they come from or go on to; null for the presenter's base. */
export type Travel = { minutes: number; basis: TravelBasis; otherSchoolName: string | null };

type TravelBetweenVisits = Travel & { otherSchoolName: string };

export type TravelOfPresenter = { presenterId: string; before: Travel | null; after: Travel | null };

/** Travel to a plan from the visit before and to the visit after on that day, else from and to the base (rule 2). */
export function travelAround(plan: VisitPlan, facts: PlanningFacts, travel: TravelSettings): TravelOfPresenter[] {
  const times = visitTimes(plan.sessions, plan.allowances);
  return times ? travelAt(plan, times, facts, travel) : [];
}

/** As `travelAround`, for a visit whose times stand. Null where neither another visit nor a base is known. */
export function travelAt(
  plan: Pick<VisitPlan, "onDate" | keyof WhoGoes>,
  times: VisitTimes,
  facts: PlanningFacts,
  travel: TravelSettings,
): TravelOfPresenter[] {
  const day = localDay(plan.onDate);
  return presentersOn(plan, facts, plan.onDate).map(({ presenter, taken }) => {
    const { before, after } = neighbours(taken, day, times);
    return {
      presenterId: presenter.id,
      before: before
        ? travelBetween(before, "before", day, times, facts, travel)
        : travelWithBase(presenter, "before", times, facts, travel),
      after: after
        ? travelBetween(after, "after", day, times, facts, travel)
        : travelWithBase(presenter, "after", times, facts, travel),
    };
  });
}

type LocalDay = {
  onDate: Day;
  /** Milliseconds of local minute 0 as seen from noon: exact from the end of any clock change (02:00) on. */
  midnightFromNoon: number;
};

/** What holds for a plan on one day, whatever its time of day: worked out once and used for many starts. */
export type PreparedDay = LocalDay & {
  fixed: readonly Clash[];
  presenters: readonly PreparedPresenter[];
};

type PreparedPresenter = {
  presenter: PlanningPresenter;
  hours: WorkingHours;
  taken: readonly Commitment[];
};

const SEVERITY_ORDER: Readonly<Record<ClashSeverity, number>> = { refused: 0, override: 1, warning: 2 };
const MINUTE = 60_000;
const LATEST_CLOCK_CHANGE_MINUTES = 2 * 60;

/** Facts of one day for `checkTimes`. The plan's own day is not used. */
export function prepareDay(plan: VisitPlan, facts: PlanningFacts, onDate: Day): PreparedDay {
  return {
    ...localDay(onDate),
    fixed: [
      ...checkDay(facts.school, onDate),
      ...checkNeverDays(plan, facts.school, onDate),
      ...checkQuietPeriods(plan, facts.school, onDate),
    ],
    presenters: presentersOn(plan, facts, onDate),
  };
}

function localDay(onDate: Day): LocalDay {
  return { onDate, midnightFromNoon: instantAt(onDate, 12 * 60).getTime() - 12 * 60 * MINUTE };
}

type WhoGoes = Pick<VisitPlan, "visitId" | "presenterIds" | "replacesCommitmentIds">;

/** Those who go, with what takes their time on that day beside the plan itself. */
function presentersOn(plan: WhoGoes, facts: PlanningFacts, onDate: Day): PreparedPresenter[] {
  const startsAt = instantAt(onDate, 0);
  const endsAt = instantAt(addDays(onDate, 1), 0);
  const asked = new Set(plan.presenterIds);
  return facts.presenters
    .filter((presenter) => asked.has(presenter.id))
    .map((presenter) => ({
      presenter,
      hours: workingHoursOn(presenter.patterns, onDate),
      taken: presenter.commitments.filter(
        (commitment) =>
          commitment.startsAt < endsAt && commitment.endsAt > startsAt && !isOwn(commitment, plan),
      ),
    }));
}

/** Every clash of arriving and leaving at these local minutes on a prepared day. */
export function checkTimes(
  day: PreparedDay,
  times: VisitTimes,
  facts: PlanningFacts,
  travel: TravelSettings,
): Clash[] {
  const clashes = [...day.fixed, ...checkSchoolHours(facts.school, times)];
  for (const prepared of day.presenters) {
    clashes.push(...checkPresenter(prepared, day, times, facts, travel));
  }
  return clashes;
}

/** Rule 1 alone, cheaply: for searches through many starts. */
export function isAnyoneTaken(day: PreparedDay, times: VisitTimes): boolean {
  const arrive = momentOf(day, times.arriveMinutes);
  const leave = momentOf(day, times.leaveMinutes);
  return day.presenters.some(({ taken }) =>
    taken.some((by) => by.startsAt.getTime() < leave && by.endsAt.getTime() > arrive),
  );
}

/** Rule 1 inside the visit: one presenter in two sessions at once. The same at every start. */
export function checkPresentersInside(plan: VisitPlan, facts: PlanningFacts): Clash[] {
  return plan.presenterIds.flatMap((presenterId) => {
    const own = plan.sessions
      .filter((session) => session.presenterIds.includes(presenterId))
      .sort((one, other) => one.startMinutes - other.startMinutes);
    return own.flatMap((session, index) => {
      const next = own[index + 1];
      if (!next || next.startMinutes >= session.endMinutes) return [];
      const presenterName = nameOf(presenterId, facts);
      return [clash({ kind: "presenter_twice", presenterId, presenterName, atMinutes: next.startMinutes })];
    });
  });
}

/** School hours that bind the visit; null for a youth setting that entered none: it chooses its own. */
export function schoolHoursOf(
  school: PlanningSchool,
): { opensAtMinutes: number; closesAtMinutes: number } | null {
  const { opensAtMinutes, closesAtMinutes } = school;
  if (opensAtMinutes !== null && closesAtMinutes !== null) return { opensAtMinutes, closesAtMinutes };
  return school.calendar.kind === "youth" ? null : DEFAULT_SCHOOL_HOURS;
}

function checkDay(school: PlanningSchool, onDate: Day): Clash[] {
  const day = isOpenDay(school.calendar, onDate);
  if (!day.open) return [clash({ kind: "school_closed", schoolName: school.name, onDate, day })];
  return day.assumed ? [clash({ kind: "terms_assumed", schoolName: school.name, onDate })] : [];
}

function checkNeverDays({ neverDays }: VisitPlan, school: PlanningSchool, onDate: Day): Clash[] {
  const never = neverDays.find((each) => isNever([each], onDate));
  return never ? [clash({ kind: "never_day", schoolName: school.name, onDate, never })] : [];
}

function checkSchoolHours(school: PlanningSchool, times: VisitTimes): Clash[] {
  const hours = schoolHoursOf(school);
  if (!hours) return [];
  if (times.arriveMinutes >= hours.opensAtMinutes && times.leaveMinutes <= hours.closesAtMinutes) return [];
  return [clash({ kind: "outside_school_hours", schoolName: school.name, ...hours, times })];
}

function checkQuietPeriods(plan: VisitPlan, school: PlanningSchool, onDate: Day): Clash[] {
  return quietPeriodsMet(plan.sessions, school, onDate).map(({ label, groups }) =>
    clash({ kind: "quiet_period", schoolName: school.name, label, groups }),
  );
}

/** Quiet periods of the day that hold these sessions, with the labels of the groups concerned. None binds youth settings. */
export function quietPeriodsMet(
  sessions: readonly { room: string; groups: readonly { label: string; yearGroups: readonly YearGroup[] }[] }[],
  school: Pick<PlanningSchool, "calendar" | "quietPeriods">,
  onDate: Day,
): { label: string; groups: string[] }[] {
  if (school.calendar.kind === "youth") return [];
  return school.quietPeriods.flatMap(({ label, startsOn, endsOn, hallOnly, yearGroups }) => {
    if (onDate < startsOn || onDate > endsOn) return [];
    const groups = sessions
      .filter((session) => !hallOnly || isHall(session.room))
      .flatMap((session) => session.groups)
      .filter((group) => mayHold(group.yearGroups, yearGroups))
      .map((group) => group.label);
    return groups.length === 0 ? [] : [{ label, groups: [...new Set(groups)] }];
  });
}

/** A group whose year groups are not known may hold the quiet one. */
function mayHold(ofGroup: readonly YearGroup[], quiet: readonly YearGroup[]): boolean {
  if (quiet.length === 0 || ofGroup.length === 0) return true;
  return ofGroup.some((yearGroup) => quiet.includes(yearGroup));
}

function isHall(room: string): boolean {
  return /\bhall\b/i.test(room);
}

function checkPresenter(
  { presenter, hours, taken }: PreparedPresenter,
  day: PreparedDay,
  times: VisitTimes,
  facts: PlanningFacts,
  travel: TravelSettings,
): Clash[] {
  const who = { presenterId: presenter.id, presenterName: presenter.name };
  const arrive = momentOf(day, times.arriveMinutes);
  const leave = momentOf(day, times.leaveMinutes);
  const clashes: Clash[] = [];
  for (const by of taken) {
    if (by.startsAt.getTime() < leave && by.endsAt.getTime() > arrive) {
      clashes.push(clash({ kind: "presenter_taken", ...who, by }));
    }
  }
  const working = { startMinutes: times.arriveMinutes, endMinutes: times.leaveMinutes };
  if (!isWithinWorkingHours(hours, working)) {
    clashes.push(clash({ kind: "outside_working_hours", ...who, hours }));
  }
  if (hours.assumed) clashes.push(clash({ kind: "working_hours_assumed", ...who }));
  const { before, after } = neighbours(taken, day, times);
  if (before) {
    const availableMinutes = Math.floor((arrive - before.endsAt.getTime()) / MINUTE);
    const needed = travelBetween(before, "before", day, times, facts, travel);
    clashes.push(...checkTravel(who, "before", needed, availableMinutes));
  }
  if (after) {
    const availableMinutes = Math.floor((after.startsAt.getTime() - leave) / MINUTE);
    const needed = travelBetween(after, "after", day, times, facts, travel);
    clashes.push(...checkTravel(who, "after", needed, availableMinutes));
  }
  return clashes;
}

function checkTravel(
  who: { presenterId: string; presenterName: string },
  direction: "before" | "after",
  needed: TravelBetweenVisits | null,
  availableMinutes: number,
): Clash[] {
  if (!needed) return [];
  const { otherSchoolName, minutes: neededMinutes } = needed;
  const clashes: Clash[] = [];
  if (neededMinutes > availableMinutes) {
    const gap = { direction, otherSchoolName, neededMinutes, availableMinutes };
    clashes.push(clash({ kind: "travel_too_short", ...who, ...gap }));
  }
  if (needed.basis === "assumed") clashes.push(clash({ kind: "travel_assumed", ...who, otherSchoolName }));
  return clashes;
}

/** The visits that the presenter comes from and goes on to, on that day. Leave and court have no place. */
function neighbours(
  taken: readonly Commitment[],
  day: LocalDay,
  times: VisitTimes,
): { before: Commitment | null; after: Commitment | null } {
  const arrive = momentOf(day, times.arriveMinutes);
  const leave = momentOf(day, times.leaveMinutes);
  let before: Commitment | null = null;
  let after: Commitment | null = null;
  for (const other of taken) {
    if (!other.visit) continue;
    if (other.endsAt.getTime() <= arrive && (!before || other.endsAt > before.endsAt)) before = other;
    if (other.startsAt.getTime() >= leave && (!after || other.startsAt < after.startsAt)) after = other;
  }
  return { before, after };
}

function travelBetween(
  other: Commitment,
  direction: "before" | "after",
  day: LocalDay,
  times: VisitTimes,
  facts: PlanningFacts,
  travel: TravelSettings,
): TravelBetweenVisits | null {
  if (!other.visit) return null;
  const { schoolId: id, schoolName: otherSchoolName, easting, northing, approximate } = other.visit;
  const there: Place = { id, easting, northing, approximate };
  const here: Place = facts.school;
  const departed = (other.endsAt.getTime() - day.midnightFromNoon) / MINUTE;
  const time =
    direction === "before"
      ? travelMinutes(there, here, departed, travel, facts.travelExceptions)
      : travelMinutes(here, there, times.leaveMinutes, travel, facts.travelExceptions);
  return { ...time, otherSchoolName };
}

/** The way there by the traffic of the hour of arriving: when they set out is what it tells. */
function travelWithBase(
  { base }: PlanningPresenter,
  direction: "before" | "after",
  times: VisitTimes,
  { school, travelExceptions }: PlanningFacts,
  travel: TravelSettings,
): Travel | null {
  if (!base) return null;
  const time =
    direction === "before"
      ? travelMinutes(base, school, times.arriveMinutes, travel, travelExceptions)
      : travelMinutes(school, base, times.leaveMinutes, travel, travelExceptions);
  return { ...time, otherSchoolName: null };
}

function isOwn(commitment: Commitment, plan: WhoGoes): boolean {
  if (plan.replacesCommitmentIds.includes(commitment.id)) return true;
  return plan.visitId !== null && commitment.visit?.id === plan.visitId;
}

function momentOf(day: LocalDay, minutes: number): number {
  const needsCalendar = minutes < LATEST_CLOCK_CHANGE_MINUTES || minutes > 24 * 60;
  return needsCalendar ? instantAt(day.onDate, minutes).getTime() : day.midnightFromNoon + minutes * MINUTE;
}

function nameOf(presenterId: string, facts: PlanningFacts): string {
  return facts.presenters.find((presenter) => presenter.id === presenterId)?.name ?? "This presenter";
}

function clash(detail: ClashDetail): Clash {
  return { severity: SEVERITY[detail.kind], ...detail };
}
