import type { Format } from "~/domain/formats";
import type { Group } from "~/domain/groups";
import { assertNever } from "~/lib/assert-never";
import { formatMinutes } from "~/lib/london-time";

/** One delivery in a plan, in local minutes from midnight. */
export type PlannedSession = {
  startMinutes: number;
  endMinutes: number;
  formatId: string;
  room: string;
  presenterIds: readonly string[];
  groups: readonly Group[];
};

/** As stored: minutes from the visit's start, so that moving a visit is one row. */
export type StoredSession = Omit<PlannedSession, "startMinutes" | "endMinutes"> & {
  startMinute: number;
  endMinute: number;
};

export type VisitAllowances = { signInMinutes: number; setUpMinutes: number; packDownMinutes: number };

/** Local minutes at which presenters arrive and leave; the commitment and the event run between them. */
export type VisitTimes = { arriveMinutes: number; leaveMinutes: number };

export type RunningOrderIssue =
  | { kind: "no_sessions" }
  | { kind: "ends_before_start"; position: number }
  | { kind: "presenter_twice"; presenterId: string; positions: readonly [number, number] }
  | { kind: "room_twice"; room: string; positions: readonly [number, number] }
  | { kind: "group_twice"; group: string; positions: readonly [number, number] }
  | { kind: "too_few_presenters"; position: number; needed: number; planned: number }
  | {
      kind: "length_outside_format";
      position: number;
      minutes: number;
      minMinutes: number;
      maxMinutes: number;
    }
  | { kind: "group_too_large"; position: number; expected: number; largest: number };

/** "refused" cannot be saved (rule 1 and plain nonsense); a warning is shown and left to the coordinator. */
export type RunningOrderSeverity = "refused" | "warning";

export const RUNNING_ORDER_SEVERITY: Readonly<Record<RunningOrderIssue["kind"], RunningOrderSeverity>> = {
  no_sessions: "refused",
  ends_before_start: "refused",
  presenter_twice: "refused",
  room_twice: "warning",
  group_twice: "warning",
  too_few_presenters: "warning",
  length_outside_format: "warning",
  group_too_large: "warning",
};

/** Arriving to sign in and set up before the first session, leaving packed down after the last. */
export function visitTimes(
  sessions: readonly Pick<PlannedSession, "startMinutes" | "endMinutes">[],
  allowances: VisitAllowances,
): VisitTimes | null {
  if (sessions.length === 0) return null;
  const first = Math.min(...sessions.map((session) => session.startMinutes));
  const last = Math.max(...sessions.map((session) => session.endMinutes));
  return {
    arriveMinutes: first - allowances.setUpMinutes - allowances.signInMinutes,
    leaveMinutes: last + allowances.packDownMinutes,
  };
}

/** A visit sets up and packs down once: for the format in it that takes longest. */
export function allowancesFor(formats: readonly Format[], signInMinutes: number): VisitAllowances {
  return {
    signInMinutes,
    setUpMinutes: Math.max(0, ...formats.map((format) => format.setUpMinutes)),
    packDownMinutes: Math.max(0, ...formats.map((format) => format.packDownMinutes)),
  };
}

/** From local minutes to minutes from the visit's start, as stored. */
export function toStored(session: PlannedSession, arriveMinutes: number): StoredSession {
  const { startMinutes, endMinutes, ...rest } = session;
  return { ...rest, startMinute: startMinutes - arriveMinutes, endMinute: endMinutes - arriveMinutes };
}

/** From minutes from the visit's start to local minutes. */
export function toPlanned(session: StoredSession, arriveMinutes: number): PlannedSession {
  const { startMinute, endMinute, ...rest } = session;
  return { ...rest, startMinutes: startMinute + arriveMinutes, endMinutes: endMinute + arriveMinutes };
}

/** The same running order earlier or later. */
export function shiftSessions(sessions: readonly PlannedSession[], byMinutes: number): PlannedSession[] {
  return sessions.map((session) => ({
    ...session,
    startMinutes: session.startMinutes + byMinutes,
    endMinutes: session.endMinutes + byMinutes,
  }));
}

/**
 * A first running order: a whole-cohort format gathers groups up to its largest and uses all presenters;
 * any other gives one group a session, side by side in as many streams as there are presenters for.
 */
export function proposeRunningOrder(input: {
  groups: readonly Group[];
  format: Format;
  firstStartMinutes: number;
  presenterIds: readonly string[];
  breakMinutes: number;
}): PlannedSession[] {
  const { format, presenterIds } = input;
  const sittings = format.wholeCohort
    ? gatherGroups(input.groups, format.largestGroup)
    : input.groups.map((group) => [group]);
  const streams = format.wholeCohort ? [presenterIds] : streamsOf(presenterIds, format.presentersNeeded);
  return sittings.map((groups, index) => {
    const round = Math.floor(index / streams.length);
    const startMinutes = input.firstStartMinutes + round * (format.defaultMinutes + input.breakMinutes);
    return {
      startMinutes,
      endMinutes: startMinutes + format.defaultMinutes,
      formatId: format.id,
      room: "",
      presenterIds: streams[index % streams.length] ?? [],
      groups,
    };
  });
}

/** What is wrong or unusual inside one running order. Positions count from 0. */
export function checkRunningOrder(
  sessions: readonly PlannedSession[],
  formats: readonly Format[],
): RunningOrderIssue[] {
  if (sessions.length === 0) return [{ kind: "no_sessions" }];
  const single = sessions.flatMap((session, position) => checkSession(session, position, formats));
  const pairs = sessions.flatMap((session, position) =>
    sessions
      .slice(position + 1)
      .flatMap((other, offset) => checkPair(session, other, [position, position + 1 + offset])),
  );
  return [...single, ...pairs];
}

/** A sentence for people; presenters are named by the caller. */
export function describeRunningOrderIssue(
  issue: RunningOrderIssue,
  sessions: readonly PlannedSession[],
  nameOf: (presenterId: string) => string,
): string {
  const at = (position: number): string => formatMinutes(sessions[position]?.startMinutes ?? 0);
  switch (issue.kind) {
    case "no_sessions":
      return "Add at least one session to the running order.";
    case "ends_before_start":
      return `The session at ${at(issue.position)} must end after it starts.`;
    case "presenter_twice": {
      const [one, other] = issue.positions;
      return `${nameOf(issue.presenterId)} is in two sessions at once: at ${at(one)} and at ${at(other)}.`;
    }
    case "room_twice": {
      const [one, other] = issue.positions;
      return `${issue.room} is used by two sessions at once: at ${at(one)} and at ${at(other)}.`;
    }
    case "group_twice": {
      const [one, other] = issue.positions;
      return `${issue.group} is in two sessions: at ${at(one)} and at ${at(other)}.`;
    }
    case "too_few_presenters":
      return (
        `The session at ${at(issue.position)} needs ${countOf(issue.needed, "presenter")} ` +
        `and has ${issue.planned}.`
      );
    case "length_outside_format":
      return (
        `The session at ${at(issue.position)} is ${issue.minutes} minutes long; ` +
        `its format takes ${issue.minMinutes} to ${issue.maxMinutes}.`
      );
    case "group_too_large":
      return (
        `The session at ${at(issue.position)} expects ${countOf(issue.expected, "student")}; ` +
        `its format takes up to ${issue.largest}.`
      );
    default:
      return assertNever(issue);
  }
}

function gatherGroups(groups: readonly Group[], largestGroup: number): Group[][] {
  const sittings: Group[][] = [];
  let seated = 0;
  for (const group of groups) {
    const sitting = sittings.at(-1);
    if (sitting && seated + group.expected <= largestGroup) {
      sitting.push(group);
      seated += group.expected;
    } else {
      sittings.push([group]);
      seated = group.expected;
    }
  }
  return sittings;
}

/** Presenters left over when they do not divide evenly join the streams in turn. */
function streamsOf(presenterIds: readonly string[], needed: number): string[][] {
  const count = Math.max(1, Math.floor(presenterIds.length / needed));
  return Array.from({ length: count }, (_, stream) => {
    const own = presenterIds.slice(stream * needed, (stream + 1) * needed);
    const extra = presenterIds.slice(count * needed).filter((_id, index) => index % count === stream);
    return [...own, ...extra];
  });
}

function checkSession(
  session: PlannedSession,
  position: number,
  formats: readonly Format[],
): RunningOrderIssue[] {
  const minutes = session.endMinutes - session.startMinutes;
  if (minutes <= 0) return [{ kind: "ends_before_start", position }];
  const format = formats.find((candidate) => candidate.id === session.formatId);
  if (!format) return [];
  const issues: RunningOrderIssue[] = [];
  const planned = session.presenterIds.length;
  if (planned < format.presentersNeeded) {
    issues.push({ kind: "too_few_presenters", position, needed: format.presentersNeeded, planned });
  }
  if (minutes < format.minMinutes || minutes > format.maxMinutes) {
    const { minMinutes, maxMinutes } = format;
    issues.push({ kind: "length_outside_format", position, minutes, minMinutes, maxMinutes });
  }
  const expected = session.groups.reduce((sum, group) => sum + group.expected, 0);
  if (expected > format.largestGroup) {
    issues.push({ kind: "group_too_large", position, expected, largest: format.largestGroup });
  }
  return issues;
}

function checkPair(
  one: PlannedSession,
  other: PlannedSession,
  positions: readonly [number, number],
): RunningOrderIssue[] {
  const issues: RunningOrderIssue[] = [];
  const atOnce = one.startMinutes < other.endMinutes && other.startMinutes < one.endMinutes;
  if (atOnce) {
    for (const presenterId of one.presenterIds) {
      if (other.presenterIds.includes(presenterId)) {
        issues.push({ kind: "presenter_twice", presenterId, positions });
      }
    }
    const room = one.room.trim();
    if (room !== "" && folded(room) === folded(other.room)) {
      issues.push({ kind: "room_twice", room, positions });
    }
  }
  for (const group of one.groups) {
    const again = other.groups.some(
      (candidate) =>
        folded(candidate.label) === folded(group.label) &&
        candidate.kind === group.kind &&
        candidate.yearGroups.join() === group.yearGroups.join(),
    );
    if (again) issues.push({ kind: "group_twice", group: group.label, positions });
  }
  return issues;
}

function folded(text: string): string {
  return text.trim().toLowerCase();
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
