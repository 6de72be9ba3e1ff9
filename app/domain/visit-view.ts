import type { Participation } from "~/domain/answers";
import { describeAudience, type Group } from "~/domain/groups";
import type { SchoolSessionStatus } from "~/domain/school-session";
import type { VisitStatus } from "~/domain/visit";
import { minutesOf, type Day } from "~/lib/london-time";

export type RunningOrderRow = {
  id: string;
  startMinutes: number;
  endMinutes: number;
  groups: string;
  expected: number;
  formatName: string;
  room: string;
  presenters: string;
  status: SchoolSessionStatus;
};

/** A visit as a line of a list: local minutes from midnight, names in place of ids. */
export type VisitSummary = {
  id: string;
  status: VisitStatus;
  onDate: Day | null;
  pencilledFromOn: Day | null;
  pencilledToOn: Day | null;
  arriveMinutes: number | null;
  leaveMinutes: number | null;
  schoolName: string;
  town: string;
  /** Whether one has declined is known on the schedule alone, to the office. */
  presenters: readonly { id: string; name: string; declined?: boolean }[];
  sessionCount: number;
  expected: number;
  /** Points of its readiness that are settled; known on the schedule alone. */
  settled?: number;
  /** The school asks for another date; known on the schedule alone. */
  asksToMove?: boolean;
};

/** A visit as people read it on its own page. */
export type VisitView = VisitSummary & {
  reference: string | null;
  runningOrder: readonly RunningOrderRow[];
};

type StoredVisit = Pick<VisitSummary, "id" | "status" | "onDate" | "pencilledFromOn" | "pencilledToOn"> & {
  startsAt: Date | null;
  endsAt: Date | null;
  school: { name: string; town: string };
  request: { reference: string } | null;
  presenters: readonly { id: string; name: string }[];
  sessions: readonly {
    id: string;
    startMinute: number;
    endMinute: number;
    formatName: string;
    room: string;
    status: SchoolSessionStatus;
    presenterIds: readonly string[];
    groups: readonly Group[];
  }[];
};

/** From a visit as stored (instants, minutes from its start) to a visit as read. */
export function viewOfVisit(visit: StoredVisit): VisitView {
  const arriveMinutes = visit.startsAt ? minutesOf(visit.startsAt) : null;
  const names = new Map(visit.presenters.map(({ id, name }) => [id, name]));
  const runningOrder = visit.sessions.map((session) => ({
    id: session.id,
    startMinutes: (arriveMinutes ?? 0) + session.startMinute,
    endMinutes: (arriveMinutes ?? 0) + session.endMinute,
    groups: session.groups.map(describeGroup).join("; "),
    expected: session.groups.reduce((sum, group) => sum + group.expected, 0),
    formatName: session.formatName,
    room: session.room,
    presenters: session.presenterIds.map((id) => names.get(id) ?? "").join(", "),
    status: session.status,
  }));
  return {
    id: visit.id,
    status: visit.status,
    onDate: visit.onDate,
    pencilledFromOn: visit.pencilledFromOn,
    pencilledToOn: visit.pencilledToOn,
    arriveMinutes,
    leaveMinutes: visit.endsAt ? minutesOf(visit.endsAt) : null,
    schoolName: visit.school.name,
    town: visit.school.town,
    reference: visit.request?.reference ?? null,
    presenters: visit.presenters.map(({ id, name }) => ({ id, name })),
    sessionCount: runningOrder.length,
    expected: runningOrder.reduce((sum, row) => sum + row.expected, 0),
    runningOrder,
  };
}

/** Who is down to present a scheduled visit and has answered that they cannot come. */
export function declinedPresenters<Presenter extends { id: string }>(visit: {
  status: VisitStatus;
  presenters: readonly Presenter[];
  attendees: readonly { accountId: string | null; participation: Participation; removedAt: Date | null }[];
}): Presenter[] {
  if (visit.status !== "scheduled") return [];
  const said = visit.attendees.filter(({ participation, removedAt }) => participation === "declined" && removedAt === null);
  return visit.presenters.filter(({ id }) => said.some(({ accountId }) => accountId === id));
}

/** "Year 9, 9B" */
export function describeGroup(group: Group): string {
  return [describeAudience(group), group.label].filter((part) => part !== "").join(", ");
}
