import type { Group } from "~/domain/groups";

export type FormatSize = {
  defaultMinutes: number;
  largestGroup: number;
  presentersNeeded: number;
  wholeCohort: boolean;
};

/** What groups mean in sessions. `rounds`: how many sessions follow one another; the others run beside them. */
export type Workload = {
  sessions: number;
  sessionMinutes: number;
  presenters: number;
  rounds: number;
  /** Teaching time of the school's day, breaks and setting up left out. */
  minutes: number;
};

/** Sessions that fit one after another into a school day where the school has not said how many periods there are. */
const ROUNDS_A_DAY = 5;

/** An assembly takes several groups together up to its largest; otherwise each group has a session of its own. */
export function sessionsWanted(
  groups: readonly Pick<Group, "expected">[],
  format: Pick<FormatSize, "wholeCohort" | "largestGroup">,
): number {
  if (!format.wholeCohort) return Math.max(1, groups.length);
  const students = groups.reduce((sum, group) => sum + group.expected, 0);
  return Math.max(1, Math.ceil(students / format.largestGroup));
}

/** As many sessions beside each other as it takes to end within the periods, and no more. */
export function workloadOf(
  students: { groups: readonly Pick<Group, "expected">[]; periods?: number },
  format: FormatSize,
): Workload {
  const sessions = sessionsWanted(students.groups, format);
  const atOnce = Math.ceil(sessions / Math.max(1, students.periods ?? ROUNDS_A_DAY));
  const rounds = Math.ceil(sessions / atOnce);
  return {
    sessions,
    sessionMinutes: format.defaultMinutes,
    presenters: atOnce * format.presentersNeeded,
    rounds,
    minutes: rounds * format.defaultMinutes,
  };
}

/** "8 sessions of about 50 minutes. With 2 presenters that is 4 periods, about 3 hours 20 minutes of teaching." */
export function describeWorkload(load: Workload): string {
  const sessions = counted(load.sessions, "session");
  const first = `${sessions} of about ${load.sessionMinutes} minutes`;
  const presenters = counted(load.presenters, "presenter");
  if (load.sessions === 1) return `${first}, with ${presenters}.`;
  const after = load.rounds === 1 ? "all at the same time" : `${load.rounds} one after another`;
  return `${first}. With ${presenters} that is ${after}, about ${describeLength(load.minutes)} of teaching time.`;
}

function describeLength(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 ? counted(hours, "hour") : "", rest > 0 ? counted(rest, "minute") : ""]
    .filter((part) => part !== "")
    .join(" ");
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
