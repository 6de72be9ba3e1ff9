import type { Format } from "~/domain/formats";
import type { PlannedSession } from "~/domain/running-order";
import type { Group } from "~/domain/groups";

/** One group's line in the planning form; local minutes from midnight. */
export type PlanRow = {
  groupId: string;
  startMinutes: number;
  lengthMinutes: number;
  room: string;
  presenterIds: readonly string[];
};

export type IdentifiedGroup = Group & { id: string };

/** A planned session whose groups are those of a request. */
export type SessionOfGroups = Omit<PlannedSession, "groups"> & { groups: readonly IdentifiedGroup[] };

/** Groups taught at the same time, in the same room, by the same presenters sit together in one session. */
export function sessionsFromRows(
  rows: readonly PlanRow[],
  groups: readonly IdentifiedGroup[],
  format: Pick<Format, "id">,
): SessionOfGroups[] {
  const sessions = new Map<string, SessionOfGroups & { groups: IdentifiedGroup[] }>();
  for (const row of rows) {
    const group = groups.find(({ id }) => id === row.groupId);
    if (!group) continue;
    const presenterIds = [...row.presenterIds].sort();
    const key = [row.startMinutes, row.lengthMinutes, row.room.trim().toLowerCase(), ...presenterIds].join("|");
    const known = sessions.get(key);
    if (known) known.groups.push(group);
    else {
      sessions.set(key, {
        startMinutes: row.startMinutes,
        endMinutes: row.startMinutes + row.lengthMinutes,
        formatId: format.id,
        room: row.room.trim(),
        presenterIds,
        groups: [group],
      });
    }
  }
  return [...sessions.values()].sort((one, other) => one.startMinutes - other.startMinutes);
}

/** Sessions of a planner, which keeps the groups that it was given, with these groups as what they are: a request's own. */
export function withGroupIds<G extends IdentifiedGroup>(
  sessions: readonly PlannedSession[],
  groups: readonly G[],
): (Omit<PlannedSession, "groups"> & { groups: G[] })[] {
  return sessions.map((session) => ({
    ...session,
    groups: session.groups.flatMap((group) => groups.filter((candidate) => candidate === group)),
  }));
}

/** The lines of a proposed running order, in the order of the groups. */
export function rowsFromSessions(
  sessions: readonly (Omit<PlannedSession, "groups"> & { groups: readonly { id: string }[] })[],
): PlanRow[] {
  return sessions.flatMap((session) =>
    session.groups.map(({ id }) => ({
      groupId: id,
      startMinutes: session.startMinutes,
      lengthMinutes: session.endMinutes - session.startMinutes,
      room: session.room,
      presenterIds: session.presenterIds,
    })),
  );
}
