import { addDays, daysFromTo, weekdayOf, type Day } from "~/lib/london-time";

/** The nth below a number. */
export type Dice = (below: number) => number;

export type GroupPlan = { label: string; years: readonly string[] };
export type SessionPlan = {
  startMinutes: number;
  minutes: number;
  room: string;
  presenters: readonly number[];
  groups: readonly GroupPlan[];
};
export type CountPlan = {
  label: string;
  year: string;
  attended: number;
  novelty: "new" | "same" | "mixed";
  sameAs: { visit: string; label: string } | null;
};
export type Revision = {
  by: "presenter" | "coordinator" | "school";
  basis: "school_register" | "headcount" | "estimate";
  covered: boolean | null;
  /** Sessions that did not take place, by position. */
  notDelivered: readonly number[];
  counts: readonly CountPlan[];
};
export type VisitPlan = {
  key: string;
  lineage: string;
  school: string;
  /** Before it is moved, if it is. */
  firstDay: Day | null;
  day: Day;
  format: number;
  sessions: readonly SessionPlan[];
  targeted: boolean;
  campaign: number | null;
  funder: number | null;
  fate: "recorded" | "cancelled" | "unrecorded";
  revisions: Revision[];
  /** Its last revision takes a session back that others may be linked to: entered when all else is. */
  undone: Revision | null;
};
export type PastPlan = { key: string; lineage: string; school: string; day: Day; format: number; year: string; attended: number; novelty: "new" | "mixed" };
export type RollPlan = { key: string; school: string; academicYear: string; year: string; roll: number; at: string };
export type YearsPlan = { visits: VisitPlan[]; past: PastPlan[]; rolls: RollPlan[]; firstYear: number };

/** Register days on which schools change. */
export const FIRST_CHANGE = "2025-08-20";
export const SECOND_CHANGE = "2026-08-20";

type LineagePlan = { name: string; schools: readonly { school: string; untilDay: Day }[]; targeted?: true };
const ALWAYS = "2099-12-31";
/** Conversions, a chain of two, a rename, a merger (which joins nothing) and a place of reachable moments. */
export const LINEAGES: readonly LineagePlan[] = [
  { name: "Ash", schools: [{ school: "100001", untilDay: FIRST_CHANGE }, { school: "100002", untilDay: ALWAYS }] },
  {
    name: "Birch",
    schools: [
      { school: "100003", untilDay: FIRST_CHANGE },
      { school: "100004", untilDay: SECOND_CHANGE },
      { school: "100005", untilDay: ALWAYS },
    ],
  },
  { name: "Cedar", schools: [{ school: "100006", untilDay: ALWAYS }] },
  { name: "Dogwood", schools: [{ school: "100007", untilDay: ALWAYS }] },
  { name: "Elder", schools: [{ school: "100009", untilDay: SECOND_CHANGE }] },
  { name: "Fir", schools: [{ school: "100010", untilDay: SECOND_CHANGE }] },
  { name: "Elder and Fir", schools: [{ school: "100011", untilDay: ALWAYS }] },
  { name: "Grove", schools: [{ school: "Grove Centre", untilDay: ALWAYS }], targeted: true },
];
/** Which lineages' places change with the register, and when: what was recorded before keeps its place. */
export const PLACE_CHANGES: Readonly<Record<string, Day>> = { Cedar: SECOND_CHANGE, Ash: FIRST_CHANGE, Birch: SECOND_CHANGE };

const FIRST_DAY = "2024-08-26";
const LAST_DAY = "2027-07-16";
export const ALL_SAID_AT = "2027-08-10T09:00:00Z";
const YEARS = ["7", "8", "9", "10", "11"];
const LADDER = ["R", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13"];
export const PRESENTER_PAIRS = 4;
const BASES = ["school_register", "headcount", "estimate"] as const;
/** As far back as a link is offered, with room. */
const LOOK_BACK_DAYS = 700;

/** Three years and a past before them, all from the dice. */
export function planYears(visitCount: number, dice: Dice): YearsPlan {
  const chance = (percent: number): boolean => dice(100) < percent;
  const oneOf = <T>(list: readonly T[]): T => {
    const found = list[dice(list.length)];
    if (found === undefined) throw new Error("Nothing to choose from");
    return found;
  };
  const weekdays = daysFromTo(FIRST_DAY, LAST_DAY).filter((day) => weekdayOf(day) <= 5);
  // A pair of presenters has one visit a day; moved visits take a second day of theirs.
  const slots = shuffled(weekdays.flatMap((day) => Array.from({ length: PRESENTER_PAIRS }, (_, pair) => ({ day, pair }))), dice);
  const slotOn = (day: Day | null) => {
    const at = slots.findIndex((slot) => day === null || slot.day === day);
    return at < 0 ? null : (slots.splice(at, 1)[0] ?? null);
  };

  const drafts: VisitPlan[] = [];
  for (let index = 0; index < visitCount; index += 1) {
    const twin = chance(12) ? drafts.at(-1) : undefined;
    const slot = slotOn(twin?.day ?? null);
    if (!slot) continue;
    const lineage = twin
      ? LINEAGES.find(({ name }) => name === twin.lineage)
      : oneOf(LINEAGES.filter(({ schools, name }) => isOpen(schools, slot.day) && (name !== "Elder and Fir" || slot.day >= SECOND_CHANGE)));
    if (!lineage) continue;
    const moved = chance(15) ? slotOn(null) : null;
    const school = schoolOn(lineage, slot.day);
    // Planned while its school was open, and kept by it.
    const firstDay = moved && schoolOn(lineage, moved.day) === school && moved.pair === slot.pair ? moved.day : null;
    const fate = chance(8) ? "cancelled" : chance(6) ? "unrecorded" : "recorded";
    drafts.push({
      key: `visit ${index}`,
      lineage: lineage.name,
      school,
      firstDay,
      day: slot.day,
      format: dice(4),
      sessions: planSessions(slot.pair, { chance, oneOf, dice }),
      targeted: lineage.targeted === true || chance(6),
      campaign: chance(25) ? dice(2) : null,
      funder: chance(40) ? dice(2) : null,
      fate,
      revisions: [],
      undone: null,
    });
  }
  drafts.sort((one, other) => startOf(one) - startOf(other) || (one.key < other.key ? -1 : 1));
  for (const visit of drafts) if (visit.fate === "recorded") planRecord(visit, drafts, { chance, oneOf, dice });
  for (const visit of drafts) if (visit.revisions.length > 0 && chance(18)) planUndoing(visit, dice);
  const past = Array.from({ length: Math.ceil(visitCount / 8) }, (_, index): PastPlan => {
    const lineage = oneOf(LINEAGES.filter(({ name }) => name !== "Elder and Fir"));
    const day = addDays("2022-09-05", dice(600));
    const words = { school: schoolOn(lineage, day), format: dice(4), year: chance(15) ? "mixed" : oneOf(YEARS), attended: dice(90) };
    return { key: `past ${index}`, lineage: lineage.name, day, ...words, novelty: chance(60) ? "new" : "mixed" };
  });
  return { visits: drafts, past, rolls: planRolls({ chance, oneOf, dice }), firstYear: 2022 };
}

type Chances = { chance: (percent: number) => boolean; oneOf: <T>(list: readonly T[]) => T; dice: Dice };

function planSessions(pair: number, { chance, oneOf, dice }: Chances): SessionPlan[] {
  const sessions: SessionPlan[] = [];
  let startMinutes = 9 * 60 + 10 + 5 * dice(3) + (chance(50) ? 0 : 4 * 60);
  let labels = 0;
  const group = (): GroupPlan => {
    labels += 1;
    const first = oneOf(["8", "9", "10"]);
    const years = chance(65) ? [oneOf(YEARS)] : chance(60) ? [first, String(Number(first) + 1)] : [];
    return { label: `Group ${labels}`, years };
  };
  const rounds = 1 + dice(3);
  for (let round = 0; round < rounds; round += 1) {
    const minutes = 20 + 5 * dice(4);
    const isParallel = chance(35);
    const both = [pair * 2, pair * 2 + 1];
    for (const presenters of isParallel ? both.map((each) => [each]) : [both]) {
      const groups = Array.from({ length: chance(30) ? 2 : 1 }, group);
      sessions.push({ startMinutes, minutes, room: `Room ${sessions.length + 1}`, presenters, groups });
    }
    startMinutes += minutes + 10;
  }
  return sessions;
}

function planRecord(visit: VisitPlan, all: readonly VisitPlan[], { chance, oneOf, dice }: Chances): void {
  const notDelivered = visit.sessions.flatMap((_, position) => (chance(8) ? [position] : []));
  const countsOf = (): CountPlan[] =>
    visit.sessions.flatMap((session, position) =>
      notDelivered.includes(position)
        ? []
        : session.groups.flatMap((group) =>
            (group.years.length === 0 ? ["mixed"] : group.years).map((year): CountPlan => {
              const attended = chance(3) ? 0 : 5 + dice(chance(10) ? 200 : 40);
              const sameAs = chance(35) ? earlierFor(visit, session, group, all, notDelivered, { chance, oneOf, dice }) : null;
              if (sameAs) return { label: group.label, year, attended, novelty: "same", sameAs };
              return { label: group.label, year, attended, novelty: chance(40) ? "mixed" : "new", sameAs: null };
            }),
          ),
    );
  const seenOnce = () => ({ basis: oneOf(BASES), covered: oneOf([true, false, null]) });
  visit.revisions.push({ by: chance(70) ? "presenter" : "coordinator", ...seenOnce(), notDelivered, counts: countsOf() });
  if (chance(20)) visit.revisions.push({ by: "coordinator", ...seenOnce(), notDelivered, counts: countsOf() });
  const last = visit.revisions.at(-1);
  if (last && last.counts.length > 0 && chance(35)) {
    const corrects = chance(50);
    const counts = last.counts.map((count) => (corrects && chance(60) ? { ...count, attended: Math.max(0, count.attended - 3 + dice(8)) } : count));
    visit.revisions.push({ ...last, by: "school", counts });
  }
  if (chance(8)) visit.revisions.push({ by: "coordinator", ...seenOnce(), notDelivered, counts: countsOf() });
}

/** A session that a group's students may have been in, as the delivery page offers it; sessions of twins on the day too. */
function earlierFor(
  visit: VisitPlan,
  session: SessionPlan,
  group: GroupPlan,
  all: readonly VisitPlan[],
  notDelivered: readonly number[],
  { chance, oneOf }: Chances,
): CountPlan["sameAs"] {
  const found = all.flatMap((other) =>
    other.lineage !== visit.lineage || other.fate !== "recorded"
      ? []
      : other.sessions.flatMap((earlier, position) => {
          const isOwn = other === visit;
          if (isOwn ? earlier.startMinutes >= session.startMinutes : arrivalOf(other) >= arrivalOf(visit)) return [];
          if (!isOwn && other.revisions.length === 0) return [];
          if ((isOwn ? notDelivered : (other.revisions[0]?.notDelivered ?? [])).includes(position)) return [];
          if (addDays(other.day, LOOK_BACK_DAYS) < visit.day || !mayBeTheSame(visit, group, other, earlier)) return [];
          return earlier.groups.slice(0, 1).map(({ label }) => ({ visit: other.key, label }));
        }),
  );
  if (found.length === 0) return null;
  // Who comes again often comes from a session that others came from before.
  const known = found.filter(({ visit: key, label }) =>
    all.some(({ revisions }) => revisions.at(-1)?.counts.some(({ sameAs }) => sameAs?.visit === key && sameAs.label === label)),
  );
  if (known.length > 0 && chance(40)) return oneOf(known);
  return chance(55) ? oneOf(found.slice(-4)) : oneOf(found);
}

function mayBeTheSame(visit: VisitPlan, group: GroupPlan, other: VisitPlan, earlier: SessionPlan): boolean {
  const before = earlier.groups.flatMap(({ years }) => years);
  const between = schoolYear(visit.day) - schoolYear(other.day);
  if (group.years.length === 0 || before.length === 0) return true;
  return group.years.some((year) => before.includes(LADDER[LADDER.indexOf(year) - between] ?? "none"));
}

function planUndoing(visit: VisitPlan, dice: Dice): void {
  const last = visit.revisions.at(-1);
  const taken = visit.sessions.flatMap((_, position) => (last?.notDelivered.includes(position) ? [] : [position]));
  const position = taken[dice(Math.max(1, taken.length))];
  if (!last || position === undefined) return;
  const labels = visit.sessions[position]?.groups.map(({ label }) => label) ?? [];
  const counts = last.counts.filter((count) => !labels.includes(count.label) && !(count.sameAs?.visit === visit.key && labels.includes(count.sameAs.label)));
  // A group whose count went with it did not take place either.
  const counted = new Set(counts.map(({ label }) => label));
  const gone = visit.sessions.flatMap((session, at) => (session.groups.every(({ label }) => counted.has(label)) ? [] : [at]));
  const left = counts.filter(({ label }) => visit.sessions.some((session, at) => !gone.includes(at) && session.groups.some((group) => group.label === label)));
  if (left.some(({ sameAs }) => sameAs?.visit === visit.key)) return;
  visit.undone = { ...last, by: "coordinator", notDelivered: gone, counts: left };
}

function planRolls({ chance, oneOf, dice }: Chances): RollPlan[] {
  const rolls: RollPlan[] = [];
  for (const lineage of LINEAGES) {
    for (let year = 2022; year <= 2026; year += 1) {
      for (const yearGroup of [...YEARS, "mixed"]) {
        if (yearGroup === "mixed" || !chance(50)) continue;
        for (let version = 0; version < 1 + dice(3); version += 1) {
          const { school } = oneOf(lineage.schools);
          const at = new Date(Date.UTC(year, 8, 1 + version * 40, 8, rolls.length % 60, Math.floor(rolls.length / 60))).toISOString();
          const academicYear = `${year}/${String((year + 1) % 100)}`;
          rolls.push({ key: `roll ${rolls.length}`, school, academicYear, year: yearGroup, roll: chance(4) ? 0 : 40 + dice(140), at });
        }
      }
    }
  }
  return rolls;
}

function isOpen(schools: LineagePlan["schools"], day: Day): boolean {
  return schools.some(({ untilDay }) => day < untilDay);
}

function schoolOn({ schools }: LineagePlan, day: Day): string {
  return (schools.find(({ untilDay }) => day < untilDay) ?? schools.at(-1))?.school ?? "";
}

/** For orders of time alone. */
export function startOf({ day, sessions }: VisitPlan): number {
  return Date.parse(day) / 60_000 + Math.min(...sessions.map(({ startMinutes }) => startMinutes));
}

/** Set-up differs by format: links between visits of one day are left to those well apart. */
function arrivalOf(visit: VisitPlan): number {
  return Math.floor(startOf(visit) / 60);
}

function schoolYear(day: Day): number {
  return Number(day.slice(0, 4)) - (day.slice(5) >= "08-01" ? 0 : 1);
}

export function shuffled<T>(list: readonly T[], dice: Dice): T[] {
  const rest = [...list];
  for (let at = rest.length - 1; at > 0; at -= 1) {
    const other = dice(at + 1);
    const [one, two] = [rest[at], rest[other]];
    if (one !== undefined && two !== undefined) [rest[at], rest[other]] = [two, one];
  }
  return rest;
}
