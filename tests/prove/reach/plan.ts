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
  /** As its request is tagged when it is planned. */
  tags: TagPlan;
  retags: readonly RetagPlan[];
  fate: "recorded" | "cancelled" | "unrecorded";
  revisions: Revision[];
  /** Its last revision takes a session back that others may be linked to: entered when all else is. */
  undone: Revision | null;
};
/** A session from before the service; its label is its key. */
export type PastPlan = {
  key: string;
  lineage: string;
  school: string;
  day: Day;
  format: number;
  minutes: number | null;
  basis: Revision["basis"] | null;
  year: string;
  attended: number;
  novelty: CountPlan["novelty"];
  /** Another one. */
  sameAs: { key: string; day: Day } | null;
  tags: TagPlan;
  /** The number that a coordinator puts in its place later. */
  corrected: number | null;
  /** In the end nobody had been there: entered when all else is. */
  undone: boolean;
};
export type RollPlan = { key: string; school: string; academicYear: string; year: string; roll: number; at: string };
export type YearsPlan = { visits: VisitPlan[]; past: PastPlan[]; rolls: RollPlan[]; campaigns: CampaignPlan[] };

/** By the positions of CAMPAIGNS and FUNDERS. */
export type TagPlan = { campaign: number | null; funder: number | null };
/** A request's tags alone change no visit that stands. */
export type RetagPlan = TagPlan & { of: "visit" | "request" | "request and its visits" };
/** Its days as they are entered first, and as they are in the end. */
export type CampaignPlan = { first: { startsOn: Day; endsOn: Day }; last: { startsOn: Day; endsOn: Day } };

export const CAMPAIGNS: readonly { name: string; slug: string; retired?: true }[] = [
  { name: "Proof week of action", slug: "proof-week-of-action" },
  { name: "Proof winter", slug: "proof-winter" },
  { name: "Proof summer", slug: "proof-summer" },
  { name: "Proof before the service", slug: "proof-before-the-service" },
  { name: "Proof autumn", slug: "proof-autumn", retired: true },
];
/** The last one pays, and nothing is ever tagged with it. */
export const FUNDERS: readonly { name: string; laterName?: string; retired?: true }[] = [
  { name: "Proof trust" },
  { name: "Proof fund", laterName: "Proof fund for young people" },
  { name: "Proof partnership", retired: true },
  { name: "Proof donor" },
];
const UNTAGGED_FUNDERS = 1;
export type ProgrammeYearPlan = {
  name: string;
  startsOn: Day;
  endsOn: Day;
  target: number;
  /** In pence, as entered first and in the end; `paid` by funder. Null takes an entry away. */
  costs: readonly [number | null, number | null];
  paid: readonly (readonly (number | null)[])[];
};
/** The last begins and ends on other days than the year of a cohort. */
export const PROGRAMME_YEARS: readonly ProgrammeYearPlan[] = [
  { name: "2024/25", startsOn: "2024-08-01", endsOn: "2025-07-31", target: 3_000, costs: [4_000_000, 3_950_050], paid: [[1_000_000], [null, 250_075], [], []] },
  { name: "2025/26", startsOn: "2025-08-01", endsOn: "2026-07-31", target: 3_500, costs: [null, 4_123_456], paid: [[500_000, 750_001], [333_333], [99], [120_000]] },
  { name: "2026/27", startsOn: "2026-08-24", endsOn: "2027-08-22", target: 4_000, costs: [4_500_000, null], paid: [[], [400_000, null], [777_777], []] },
];

type AreaShapePlan =
  | { kind: "circle"; easting: number; northing: number; radiusMetres: number }
  | { kind: "outline"; rings: readonly (readonly (readonly [number, number])[])[] };
/** Its shape as entered first, and where it changes as it is in the end. */
export type AreaPlan = { name: string; versions: readonly [AreaShapePlan, AreaShapePlan?]; nearMetres: number; endsOn: Day | null; retired?: true };
/** They overlap, one has a hole, one ended before the figures are looked at and one is taken out of use. */
export const AREAS: readonly AreaPlan[] = [
  {
    name: "Proof Park",
    versions: [
      { kind: "circle", easting: 459_000, northing: 304_700, radiusMetres: 1_500 },
      { kind: "circle", easting: 459_000, northing: 304_700, radiusMetres: 800 },
    ],
    nearMetres: 400,
    endsOn: null,
  },
  {
    name: "Proof Mills",
    versions: [
      {
        kind: "outline",
        rings: [
          [[459_800, 303_500], [461_200, 303_500], [461_200, 305_700], [457_800, 305_700], [457_800, 304_900], [459_800, 304_900], [459_800, 303_500]],
          [[460_300, 304_500], [460_700, 304_500], [460_700, 304_900], [460_300, 304_900], [460_300, 304_500]],
        ],
      },
    ],
    nearMetres: 150,
    endsOn: "2027-12-31",
  },
  { name: "Proof Old Town", versions: [{ kind: "circle", easting: 459_500, northing: 304_500, radiusMetres: 3_000 }], nearMetres: 0, endsOn: "2026-12-31" },
  { name: "Proof Docks", versions: [{ kind: "circle", easting: 461_000, northing: 304_000, radiusMetres: 2_000 }], nearMetres: 500, endsOn: null, retired: true },
];

/** Register days on which schools change. */
export const FIRST_CHANGE = "2025-08-20";
export const SECOND_CHANGE = "2026-08-20";

type LineagePlan = { name: string; schools: readonly { school: string; untilDay: Day }[]; targeted?: true };
const ALWAYS = "2099-12-31";
/** Conversions, a chain of two, a rename, a merger (which joins nothing), places without a phase, type or district, and one of reachable moments. */
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
  { name: "Hazel", schools: [{ school: "100012", untilDay: ALWAYS }] },
  { name: "Ivy", schools: [{ school: "100013", untilDay: ALWAYS }] },
  { name: "Juniper", schools: [{ school: "100014", untilDay: ALWAYS }] },
  { name: "Kite", schools: [{ school: "Kite Youth Club", untilDay: ALWAYS }] },
  { name: "Linden", schools: [{ school: "Linden House", untilDay: ALWAYS }] },
  { name: "Grove", schools: [{ school: "Grove Centre", untilDay: ALWAYS }], targeted: true },
];
/** Which lineages' places change with the register, and when: what was recorded before keeps its place. */
export const PLACE_CHANGES: Readonly<Record<string, Day>> = { Cedar: SECOND_CHANGE, Ash: FIRST_CHANGE, Birch: SECOND_CHANGE, Hazel: SECOND_CHANGE };

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
      tags: planTags({ chance, dice }),
      retags: planRetags({ chance, oneOf, dice }),
      fate,
      revisions: [],
      undone: null,
    });
  }
  drafts.sort((one, other) => startOf(one) - startOf(other) || (one.key < other.key ? -1 : 1));
  const past = planPast(Math.ceil(visitCount / 4), { chance, oneOf, dice });
  for (const visit of drafts) if (visit.fate === "recorded") planRecord(visit, { visits: drafts, past }, { chance, oneOf, dice });
  for (const visit of drafts) if (visit.revisions.length > 0 && chance(18)) planUndoing(visit, dice);
  return { visits: drafts, past, rolls: planRolls({ chance, oneOf, dice }), campaigns: planCampaigns(drafts, past, dice) };
}

function planTags({ chance, dice }: Pick<Chances, "chance" | "dice">): TagPlan {
  return {
    campaign: chance(35) ? dice(CAMPAIGNS.length) : null,
    funder: chance(50) ? dice(FUNDERS.length - UNTAGGED_FUNDERS) : null,
  };
}

function planRetags({ chance, oneOf, dice }: Chances): RetagPlan[] {
  const count = chance(40) ? 1 + dice(2) : 0;
  return Array.from({ length: count }, () => ({
    of: oneOf(["visit", "visit", "request", "request and its visits"] as const),
    ...planTags({ chance, dice }),
  }));
}

/** One a day at a school, so that a day says which session is meant. */
function planPast(count: number, { chance, oneOf, dice }: Chances): PastPlan[] {
  const drafts: PastPlan[] = [];
  for (let index = 0; index < count; index += 1) {
    const lineage = oneOf(LINEAGES.filter(({ name }) => name !== "Elder and Fir"));
    // Most in the year before, where later students may have been.
    const day = chance(60) ? addDays("2023-09-04", dice(330)) : addDays("2022-09-05", dice(690));
    if (drafts.some((other) => other.lineage === lineage.name && other.day === day)) continue;
    drafts.push({
      key: `past ${index}`,
      lineage: lineage.name,
      school: schoolOn(lineage, day),
      day,
      format: dice(4),
      minutes: chance(30) ? 15 + 5 * dice(8) : null,
      basis: chance(60) ? oneOf(BASES) : null,
      year: chance(15) ? "mixed" : oneOf(YEARS),
      attended: 1 + dice(90),
      novelty: chance(60) ? "new" : "mixed",
      sameAs: null,
      tags: chance(40) ? planTags({ chance, dice }) : { campaign: null, funder: null },
      corrected: chance(20) ? dice(100) : null,
      undone: chance(8),
    });
  }
  for (const past of drafts) {
    const before = drafts.filter((other) => other.lineage === past.lineage && other.day < past.day && mayBeFrom(past, other));
    if (before.length > 0 && chance(50)) Object.assign(past, { novelty: "same", sameAs: oneOf(before.map(({ key, day }) => ({ key, day }))) });
  }
  return drafts;
}

const mayBeFrom = (past: PastPlan, earlier: PastPlan): boolean =>
  mayBeTheSame({ day: past.day, years: yearsOf(past) }, { day: earlier.day, years: yearsOf(earlier) }) &&
  addDays(earlier.day, LOOK_BACK_DAYS) >= past.day;

const yearsOf = ({ year }: PastPlan): readonly string[] => (year === "mixed" ? [] : [year]);

/** Each begins and ends on a day of a visit, so that a day more or less is seen; the third lies over the end of a year. */
function planCampaigns(visits: readonly VisitPlan[], past: readonly PastPlan[], dice: Dice): CampaignPlan[] {
  const days = (all: readonly { day: Day }[], from: Day, to: Day): Day[] =>
    [...new Set(all.map(({ day }) => day))].filter((day) => day >= from && day <= to).sort();
  const between = (all: readonly { day: Day }[], from: Day, to: Day): CampaignPlan["last"] => {
    const found = days(all, from, to);
    const first = dice(Math.max(1, Math.ceil(found.length / 2)));
    const last = first + dice(Math.max(1, found.length - first));
    return { startsOn: found[first] ?? from, endsOn: found[last] ?? to };
  };
  const recorded = visits.filter(({ revisions }) => revisions.length > 0);
  return [
    { first: { startsOn: "2025-11-03", endsOn: "2025-11-09" }, last: between(recorded, "2025-10-06", "2026-01-30") },
    { first: { startsOn: "2026-11-02", endsOn: "2027-02-19" }, last: between(recorded, "2026-11-02", "2027-03-25") },
    { first: { startsOn: "2026-06-01", endsOn: "2026-10-02" }, last: { startsOn: "2026-06-01", endsOn: days(recorded, "2026-09-01", "2026-11-30")[0] ?? "2026-10-02" } },
    { first: { startsOn: "2023-01-01", endsOn: "2023-12-31" }, last: between(past, "2022-11-01", "2024-03-31") },
    { first: { startsOn: "2024-09-02", endsOn: "2024-10-31" }, last: between(recorded, "2024-09-02", "2025-02-28") },
  ];
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

function planRecord(visit: VisitPlan, all: Pick<YearsPlan, "visits" | "past">, { chance, oneOf, dice }: Chances): void {
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

/** A session that a group's students may have been in, as the delivery page offers it; of the past and of twins on the day too. */
function earlierFor(
  visit: VisitPlan,
  session: SessionPlan,
  group: GroupPlan,
  { visits: all, past }: Pick<YearsPlan, "visits" | "past">,
  notDelivered: readonly number[],
  { chance, oneOf }: Chances,
): CountPlan["sameAs"] {
  const imported = past.filter(
    (other) =>
      other.lineage === visit.lineage &&
      addDays(other.day, LOOK_BACK_DAYS) >= visit.day &&
      mayBeTheSame({ day: visit.day, years: group.years }, { day: other.day, years: yearsOf(other) }),
  );
  if (imported.length > 0 && chance(50)) {
    const { key } = oneOf(imported);
    return { visit: key, label: key };
  }
  const found = all.flatMap((other) =>
    other.lineage !== visit.lineage || other.fate !== "recorded"
      ? []
      : other.sessions.flatMap((earlier, position) => {
          const isOwn = other === visit;
          if (isOwn ? earlier.startMinutes >= session.startMinutes : arrivalOf(other) >= arrivalOf(visit)) return [];
          if (!isOwn && other.revisions.length === 0) return [];
          if ((isOwn ? notDelivered : (other.revisions[0]?.notDelivered ?? [])).includes(position)) return [];
          if (addDays(other.day, LOOK_BACK_DAYS) < visit.day) return [];
          const years = earlier.groups.flatMap((each) => each.years);
          if (!mayBeTheSame({ day: visit.day, years: group.years }, { day: other.day, years })) return [];
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

type DatedYears = { day: Day; years: readonly string[] };

function mayBeTheSame(now: DatedYears, earlier: DatedYears): boolean {
  const between = schoolYear(now.day) - schoolYear(earlier.day);
  if (now.years.length === 0 || earlier.years.length === 0) return true;
  return now.years.some((year) => earlier.years.includes(LADDER[LADDER.indexOf(year) - between] ?? "none"));
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
        if (yearGroup === "mixed" || !chance(30)) continue;
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
