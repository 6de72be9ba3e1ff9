// A second, simple program for rule 5 of product.md and for what stands beside the figure: it reads the tables as they are
// and shares no code with the product.
type Query = (text: string, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>;
type Row = Record<string, unknown>;

type Seen = {
  id: string;
  visit: string;
  session: string;
  day: string;
  at: number;
  hours: number;
  place: string;
  year: string;
  attended: number;
  novelty: string;
  link: string | null;
  targeted: boolean;
  imported: boolean;
  campaign: string | null;
  basis: string;
  said: string;
  covered: readonly (boolean | null)[];
  /** To which part of each breakdown it belongs. */
  labels: Readonly<Record<string, Label>>;
};

/** As a filter names it, and as a table does. */
type Label = { key: string; name: string };

export type Sum = { figure: number; attendances: number; low: number; high: number };
/** `figure` is null where students cannot be told apart by this. */
export type Part = { name: string; figure: number | null; attendances: number; hours: number };
export type Parts = Record<string, Record<string, Part>>;
type Total = Omit<Part, "name">;

type YearKind = "programme" | "academic" | "financial" | "calendar";
export type PeriodAsked = { kind: YearKind; onDay: string } | { kind: "campaign"; slug: string };
type Period = { kind: YearKind | "campaign"; from: string; to: string; target: number | null; id: string | null };

export type Recounted = {
  period: Omit<Period, "id">;
  remaining: number | null;
  open: Sum;
  targeted: Sum;
  groups: number;
  sessions: number;
  visits: number;
  schools: number;
  hours: number;
  parts: Parts;
  formats: Record<string, { sessions: number; attendances: number; hours: number }>;
  bases: Record<string, number>;
  said: Record<string, number>;
  topics: { covered: number; recorded: number }[];
  years: Record<string, { figure: number; roll: number; cohorts: number; withoutRoll: number }>;
  /** Pence, and pence a student-hour. */
  cost: { pence: number; anHour: number | null } | null;
  /** By the funder's name. */
  paid: Record<string, { pence: number; hours: number; anHour: number | null }>;
  tagged: { sessions: number; attendances: number; hours: number } | null;
};

/** What is asked of /reach/explore: the key of a part for each dimension, and which side, basis and who said the number. */
export type Narrowing = Readonly<Record<string, string>>;
export type Narrowed = {
  groups: number;
  sessions: number;
  schools: number;
  total: Total;
  parts: Parts;
  /** What each group listed counts, by its row. */
  list: Record<string, { attended: number; counted: number }>;
  /** What can be chosen of each dimension. */
  choices: Record<string, string[]>;
};

/** A year or campaign beside those before it, in whole students. */
export type YearBeside = { from: string; figure: number; low: number; high: number; sameDay: number; attendances: number; imported: number };

export type Records = {
  today: string;
  seen: Seen[];
  rolls: Map<string, number>;
  campaigns: { id: string; slug: string; from: string; to: string; target: number | null }[];
  programmeYears: { id: string; from: string; to: string; target: number; pence: number | null }[];
  paid: { year: string; funder: string; pence: number }[];
  funderNames: Map<string, string>;
};

/** Students are told apart by what is clear when they are first met. */
const OF_FIRST_CONTACT = ["month", "yearGroup", "district", "authority", "school", "type", "phase"];
const OF_ANYTHING = ["format", "area", "funder", "campaign"];
/** Left out where nothing at all is marked. */
const MARKS = ["area", "funder", "campaign"];
const NOTHING = "none";
const NO_TARGET_ENTERED = 10_000;

const schoolYear = (day: string): string => {
  const first = Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) < 8 ? 1 : 0);
  return `${first}/${String(first + 1).slice(2)}`;
};

const text = (value: unknown, instead: string): string => (typeof value === "string" && value !== "" ? value : instead);
const numberOrNull = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

/** The newest revision of each visit's record, line by line, and the newest of all that stands around it. */
export async function readRecords(query: Query, today: string): Promise<Records> {
  const all = async (sql: string) => (await query(sql)).rows;
  const byId = (rows: Row[]) => new Map(rows.map((row) => [String(row.id), row]));
  const visits = byId(
    await all(`SELECT *, to_char(on_date, 'YYYY-MM-DD') AS day,
      extract(epoch FROM coalesce(starts_at, on_date::timestamp AT TIME ZONE 'Europe/London'))::float8 AS start FROM visit`),
  );
  const sessions = byId(await all("SELECT * FROM school_session"));
  const schools = byId(await all("SELECT *, to_char(closed_on, 'YYYY-MM-DD') AS closed FROM school"));
  const formats = byId(await all("SELECT * FROM format"));
  const funders = byId(await all("SELECT * FROM funder"));
  const campaigns = byId(await all("SELECT *, to_char(starts_on, 'YYYY-MM-DD') AS first, to_char(ends_on, 'YYYY-MM-DD') AS last FROM campaign"));
  const years = await all("SELECT *, to_char(starts_on, 'YYYY-MM-DD') AS first, to_char(ends_on, 'YYYY-MM-DD') AS last FROM programme_year");
  const areaOf = areasByPlace(
    [...schools.values()],
    await all("SELECT *, to_char(starts_on, 'YYYY-MM-DD') AS first, to_char(ends_on, 'YYYY-MM-DD') AS last FROM priority_area"),
    today,
  );
  const newest = new Map<string, Row>();
  for (const row of await all("SELECT * FROM delivery")) {
    const known = newest.get(String(row.visit_id));
    if (!known || Number(row.revision) > Number(known.revision)) newest.set(String(row.visit_id), row);
  }
  const deliveries = byId([...newest.values()]);
  const tookPlace = new Set(
    (await all("SELECT * FROM delivery_session WHERE outcome = 'delivered'")).map((row) => `${String(row.delivery_id)} ${String(row.session_id)}`),
  );
  const same = (key: string): Label => ({ key, name: key });
  const tag = (id: unknown, rows: Map<string, Row>, none: string): Label =>
    typeof id === "string" ? { key: id, name: String(rows.get(id)?.name) } : { key: NOTHING, name: none };
  const seen: Seen[] = [];
  for (const count of await all("SELECT * FROM delivery_count")) {
    const delivery = deliveries.get(String(count.delivery_id));
    if (!delivery || !tookPlace.has(`${String(count.delivery_id)} ${String(count.session_id)}`)) continue;
    const visit = visits.get(String(delivery.visit_id)) ?? {};
    const session = sessions.get(String(count.session_id)) ?? {};
    const school = schools.get(String(visit.school_id)) ?? {};
    const place = String(school.lineage_id);
    const day = String(visit.day);
    const phase = text(visit.school_phase, "Not applicable");
    seen.push({
      id: String(count.id),
      visit: String(visit.id),
      session: String(session.id),
      day,
      at: Number(visit.start) + Number(session.start_minute) * 60,
      hours: (Number(session.end_minute) - Number(session.start_minute)) / 60,
      place,
      year: String(count.year_group),
      attended: Number(count.attended),
      novelty: String(count.novelty),
      link: typeof count.same_as_session_id === "string" ? count.same_as_session_id : null,
      targeted: visit.targeted === true,
      imported: visit.imported === true,
      campaign: typeof visit.campaign_id === "string" ? visit.campaign_id : null,
      basis: text(delivery.basis, "unknown"),
      said: delivery.source === "school" || delivery.source === "imported" ? delivery.source : "team",
      covered: [delivery.covered_what, delivery.covered_why, delivery.covered_help].map((value) => (typeof value === "boolean" ? value : null)),
      labels: {
        month: same(day.slice(0, 7)),
        yearGroup: same(String(count.year_group)),
        district: { key: text(visit.district_code, "District not known"), name: text(visit.district_name, "District not known") },
        authority: { key: text(visit.local_authority_code, "Local authority not known"), name: text(visit.local_authority_name, "Local authority not known") },
        school: { key: place, name: String(school.name) },
        type: same(text(visit.school_type, NOTHING)),
        phase: same(phase === "Not applicable" ? NOTHING : phase),
        format: same(String(formats.get(String(session.format_id))?.name)),
        ...(areaOf === null ? {} : { area: areaOf.get(place) ?? { key: NOTHING, name: "In and near no priority area" } }),
        funder: tag(visit.funder_id, funders, "No funder"),
        campaign: tag(visit.campaign_id, campaigns, "No campaign"),
      },
    });
  }
  const rolls = new Map<string, number>();
  const told = [...(await all("SELECT *, extract(epoch FROM recorded_at)::float8 AS told FROM school_roll"))];
  for (const row of told.sort((one, other) => Number(one.told) - Number(other.told))) {
    const place = String(schools.get(String(row.school_id))?.lineage_id);
    rolls.set(`${place} ${String(row.academic_year)} ${String(row.year_group)}`, Number(row.roll));
  }
  return {
    today,
    seen,
    rolls,
    campaigns: [...campaigns.values()].map((row) => ({
      id: String(row.id),
      slug: String(row.slug),
      from: String(row.first),
      to: String(row.last),
      target: numberOrNull(row.target),
    })),
    programmeYears: years.map((row) => ({
      id: String(row.id),
      from: String(row.first),
      to: String(row.last),
      target: Number(row.target),
      pence: numberOrNull(row.cost_pence),
    })),
    paid: (await all("SELECT * FROM funder_cost")).map((row) => ({
      year: String(row.programme_year_id),
      funder: String(row.funder_id),
      pence: Number(row.cost_pence),
    })),
    funderNames: new Map([...funders].map(([id, row]) => [id, String(row.name)])),
  };
}

/**
 * Where the register has each school today, in words: the areas that count today and that it is in, then those it is near.
 * Null where no area counts.
 */
function areasByPlace(schools: readonly Row[], areas: readonly Row[], today: string): Map<string, Label> | null {
  const counting = areas
    .filter((area) => area.retired_at === null && text(area.first, today) <= today && text(area.last, today) >= today)
    .sort((one, other) => (String(one.name) < String(other.name) ? -1 : 1));
  if (counting.length === 0) return null;
  const placed = new Map<string, Label>();
  for (const place of new Set(schools.map((school) => String(school.lineage_id)))) {
    const own = schools.filter((school) => String(school.lineage_id) === place);
    const closedLast = [...own].sort((one, other) => (text(one.closed, "") < text(other.closed, "") ? 1 : -1))[0];
    const school = own.find(({ status }) => status !== "closed") ?? closedLast;
    if (!school || school.easting === null || school.northing === null) continue;
    const at = [Number(school.easting), Number(school.northing)] as const;
    const named = (word: string, fits: (metres: number, near: number) => boolean): string[] => {
      const names = counting.filter((area) => fits(metresAway(at, area), Number(area.near_metres))).map((area) => String(area.name));
      return names.length === 0 ? [] : [`${word} ${names.join(" and ")}`];
    };
    const key = [...named("in", (metres) => metres === 0), ...named("near", (metres, near) => metres > 0 && metres <= near)].join(", ");
    if (key !== "") placed.set(place, { key, name: key.replace(/^./, (first) => first.toUpperCase()) });
  }
  return placed;
}

type Point = readonly [number, number];

function metresAway([x, y]: Point, area: Row): number {
  if (area.easting !== null) return Math.max(0, Math.hypot(x - Number(area.easting), y - Number(area.northing)) - Number(area.radius_metres));
  const points = (value: unknown): Point[] => (Array.isArray(value) ? value.map((point: unknown) => (Array.isArray(point) ? [Number(point[0]), Number(point[1])] : [0, 0])) : []);
  const polygons: Point[][][] = Array.isArray(area.outline) ? area.outline.map((rings: unknown) => (Array.isArray(rings) ? rings.map(points) : [])) : [];
  // Who walks along a ring turns once round whoever stands inside it, and not at all round others.
  const isRound = (ring: readonly Point[]): boolean => {
    const turns = ring.slice(1).map(([toX, toY], index) => {
      const [fromX, fromY] = ring[index] ?? [0, 0];
      const [ax, ay, bx, by] = [fromX - x, fromY - y, toX - x, toY - y];
      return Math.atan2(ax * by - ay * bx, ax * bx + ay * by);
    });
    return Math.abs(turns.reduce((sum, turn) => sum + turn, 0)) > Math.PI;
  };
  if (polygons.some(([outer = [], ...holes]) => isRound(outer) && !holes.some(isRound))) return 0;
  const sides = polygons.flat().flatMap((ring) => ring.slice(1).map((to, index) => [ring[index] ?? to, to] as const));
  return Math.min(
    ...sides.map(([one, other]) => {
      const [a, b, c] = [Math.hypot(x - one[0], y - one[1]), Math.hypot(x - other[0], y - other[1]), Math.hypot(one[0] - other[0], one[1] - other[1])];
      if (a * a >= b * b + c * c || b * b >= a * a + c * c) return Math.min(a, b);
      return Math.abs((other[0] - one[0]) * (y - one[1]) - (other[1] - one[1]) * (x - one[0])) / c;
    }),
  );
}

/** The days of what is asked for; of a campaign that is not there, the programme year of today. */
export function periodOf(asked: PeriodAsked, { campaigns, programmeYears, today }: Records): Period {
  if ("slug" in asked) {
    const campaign = campaigns.find(({ slug }) => slug === asked.slug);
    if (campaign) return { kind: "campaign", from: campaign.from, to: campaign.to, target: campaign.target, id: campaign.id };
  }
  const { kind, onDay: day } = "slug" in asked ? ({ kind: "programme", onDay: today } as const) : asked;
  const entered = kind === "programme" ? programmeYears.find(({ from, to }) => from <= day && day <= to) : undefined;
  if (entered) return { kind, from: entered.from, to: entered.to, target: entered.target, id: entered.id };
  const firstMonth = kind === "calendar" ? "01" : kind === "financial" ? "04" : "08";
  const first = Number(day.slice(0, 4)) - (day.slice(5, 7) < firstMonth ? 1 : 0);
  const to = kind === "calendar" ? `${first}-12-31` : `${first + 1}-${kind === "financial" ? "03" : "07"}-31`;
  return { kind, from: `${first}-${firstMonth}-01`, to, target: kind === "programme" ? NO_TARGET_ENTERED : null, id: null };
}

const attendancesOf = (rows: readonly Seen[]): number => rows.reduce((sum, row) => sum + row.attended, 0);
const hoursOf = (rows: readonly Seen[]): number => rows.reduce((sum, row) => sum + row.attended * row.hours, 0);
const sessionsOf = (rows: readonly Seen[]): number => new Set(rows.map((row) => row.session)).size;
const schoolsOf = (rows: readonly Seen[]): number => new Set(rows.filter((row) => row.attended > 0).map((row) => row.place)).size;

/** What a period comes to; both days are in it. */
export function recount(records: Records, asked: PeriodAsked): Recounted {
  const { seen } = records;
  const { id, ...period } = periodOf(asked, records);
  const open = sideOf(records, period, false);
  const { rows } = open;
  const isYear = period.kind === "programme";
  const pence = isYear ? (records.programmeYears.find((year) => year.id === id)?.pence ?? null) : null;
  const anHour = (price: number, hours: number): number | null => (hours > 0 ? price / hours : null);
  const withTag = seen.filter((row) => !row.targeted && row.campaign === id);
  const result: Recounted = {
    period,
    remaining: period.target === null ? null : Math.max(0, period.target - Math.round(open.sum.figure)),
    open: open.sum,
    targeted: sideOf(records, period, true).sum,
    groups: rows.length,
    sessions: sessionsOf(rows),
    visits: new Set(rows.map((row) => row.visit)).size,
    schools: schoolsOf(rows),
    hours: hoursOf(rows),
    parts: partsOf(rows, open.counted, true),
    formats: {},
    bases: {},
    said: { school: 0, team: 0, imported: 0 },
    topics: [0, 1, 2].map((topic) => {
      const byVisit = [...new Map(rows.map((row) => [row.visit, row.covered[topic] ?? null])).values()];
      return { covered: byVisit.filter((value) => value === true).length, recorded: byVisit.filter((value) => value !== null).length };
    }),
    years: open.years,
    cost: pence === null ? null : { pence, anHour: anHour(pence, hoursOf(rows)) },
    paid: {},
    tagged: period.kind === "campaign" ? { sessions: sessionsOf(withTag), attendances: attendancesOf(withTag), hours: hoursOf(withTag) } : null,
  };
  for (const paid of isYear ? records.paid.filter(({ year }) => year === id) : []) {
    const hours = hoursOf(rows.filter((row) => row.labels.funder?.key === paid.funder));
    result.paid[records.funderNames.get(paid.funder) ?? ""] = { pence: paid.pence, hours, anHour: anHour(paid.pence, hours) };
  }
  for (const name of new Set(rows.map((row) => row.labels.format?.name ?? ""))) {
    const own = rows.filter((row) => row.labels.format?.name === name);
    result.formats[name] = { sessions: sessionsOf(own), attendances: attendancesOf(own), hours: hoursOf(own) };
  }
  for (const { basis, said, attended } of rows) {
    if (attended > 0) result.bases[basis] = (result.bases[basis] ?? 0) + attended;
    result.said[said] = (result.said[said] ?? 0) + attended;
  }
  return result;
}

/** The same narrowed by what is asked for. */
export function narrow(records: Records, asked: PeriodAsked, { side, basis, said, ...keys }: Narrowing): Narrowed {
  const { rows: all, counted } = sideOf(records, periodOf(asked, records), side === "targeted");
  const wanted = Object.entries(keys);
  const rows = all.filter(
    (row) =>
      wanted.every(([name, key]) => row.labels[name]?.key === key) &&
      (basis === undefined || row.basis === basis) &&
      (said === undefined || row.said === said),
  );
  const tells = basis === undefined && said === undefined && wanted.every(([name]) => OF_FIRST_CONTACT.includes(name));
  const parts = partsOf(rows, counted, tells);
  const choices: Narrowed["choices"] = {};
  for (const name of [...OF_FIRST_CONTACT, ...OF_ANYTHING]) {
    const options = [...new Set(all.flatMap((row) => row.labels[name]?.key ?? []))].sort();
    if (options.length > 1 || keys[name] !== undefined) choices[name] = options;
  }
  return {
    groups: rows.length,
    sessions: sessionsOf(rows),
    schools: schoolsOf(rows),
    total: {
      figure: tells ? rows.reduce((sum, row) => sum + (counted.get(row.id) ?? 0), 0) : null,
      attendances: attendancesOf(rows),
      hours: hoursOf(rows),
    },
    parts: Object.fromEntries(Object.entries(parts).filter(([name]) => keys[name] === undefined)),
    list: Object.fromEntries(rows.map((row) => [row.id, { attended: row.attended, counted: counted.get(row.id) ?? 0 }])),
    choices,
  };
}

/** What a period can be narrowed by, as each name stands in its attendances of both sides; the same in any database. */
export function namesIn(records: Records, asked: PeriodAsked): { dimension: string; key: string; name: string }[] {
  const { from, to } = periodOf(asked, records);
  const rows = records.seen.filter(({ day }) => day >= from && day <= to);
  const found = new Map<string, { dimension: string; key: string; name: string }>();
  for (const row of rows) {
    for (const [dimension, { key, name }] of Object.entries(row.labels)) found.set(`${dimension} ${name}`, { dimension, key, name });
    found.set(`basis ${row.basis}`, { dimension: "basis", key: row.basis, name: row.basis });
    found.set(`said ${row.said}`, { dimension: "said", key: row.said, name: row.said });
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each);
}

/** A period and up to nine of its kind before it, until one in which nobody was. */
export function yearsBefore(records: Records, asked: PeriodAsked): YearBeside[] {
  const periods = [periodOf(asked, records)];
  const newest = periods[0];
  const years: YearBeside[] = [];
  while (newest && periods.length > years.length && years.length < 10) {
    const period = periods[years.length] ?? newest;
    const { rows, counted, sum } = sideOf(records, period, false);
    if (years.length > 0 && sum.attendances === 0) break;
    const back = Number(newest.from.slice(0, 4)) - Number(period.from.slice(0, 4));
    const until = records.today > newest.to ? period.to : `${Number(records.today.slice(0, 4)) - back}${records.today.slice(4)}`;
    const [figure, low, high] = [sum.figure, sum.low, sum.high].map(Math.round);
    const sameDay = rows.reduce((total, row) => total + (row.day <= until ? (counted.get(row.id) ?? 0) : 0), 0);
    years.push({
      from: period.from,
      figure: figure ?? 0,
      low: low ?? 0,
      high: high ?? 0,
      sameDay: Math.round(sameDay),
      attendances: sum.attendances,
      imported: attendancesOf(rows.filter((row) => row.imported)),
    });
    if (period.kind === "campaign") {
      const earlier = records.campaigns.filter(({ from }) => from < period.from).sort((one, other) => (one.from < other.from ? 1 : -1))[0];
      if (earlier) periods.push(periodOf({ kind: "campaign", slug: earlier.slug }, records));
    } else periods.push(periodOf({ kind: period.kind, onDay: dayBefore(period.from) }, records));
  }
  return years;
}

const dayBefore = (day: string): string => new Date(Date.parse(`${day}T12:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** Each breakdown by the key of its parts, with the newest name of each. */
function partsOf(rows: readonly Seen[], counted: ReadonlyMap<string, number>, tells: boolean): Parts {
  const result: Parts = {};
  const inTime = [...rows].sort((one, other) => one.at - other.at);
  for (const dimension of [...OF_FIRST_CONTACT, ...OF_ANYTHING]) {
    const withStudents = tells && OF_FIRST_CONTACT.includes(dimension);
    const parts: Record<string, Part> = {};
    for (const row of inTime) {
      const label = row.labels[dimension];
      if (!label) continue;
      const { key, name } = label;
      const part = (parts[key] ??= { name, figure: withStudents ? 0 : null, attendances: 0, hours: 0 });
      part.name = name;
      if (part.figure !== null) part.figure += counted.get(row.id) ?? 0;
      part.attendances += row.attended;
      part.hours += row.attended * row.hours;
    }
    const keys = Object.keys(parts);
    if (keys.length > 0 && !(MARKS.includes(dimension) && keys.every((key) => key === NOTHING))) result[dimension] = parts;
  }
  return result;
}

function sideOf({ seen, rolls }: Records, { from, to }: Pick<Period, "from" | "to">, targeted: boolean) {
  return countSide(seen.filter((row) => row.targeted === targeted), rolls, from, to);
}

function countSide(seen: readonly Seen[], rolls: ReadonlyMap<string, number>, from: string, to: string) {
  const rows = seen.filter(({ day }) => day >= from && day <= to);
  const again = sameStudents(seen, rows);
  const counted = new Map<string, number>();
  const sum: Sum = { figure: 0, low: 0, high: 0, attendances: 0 };
  const years: Recounted["years"] = {};
  const cohortOf = (row: Seen): string => `${row.place} ${schoolYear(row.day)} ${row.year}`;
  for (const cohort of [...new Set(rows.map(cohortOf))].sort()) {
    const own = rows.filter((row) => cohortOf(row) === cohort);
    // Nobody knows of a roll that nobody told, or that is told as nobody.
    const roll = rolls.get(cohort) || null;
    const most = roll ?? Number.MAX_VALUE;
    let reached = 0;
    let least = 0;
    let utmost = 0;
    for (const at of [...new Set(own.map((row) => row.at))].sort((one, other) => one - other)) {
      const atOnce = own.filter((row) => row.at === at);
      const mixed = atOnce.filter((row) => row.novelty === "mixed");
      const certain = (row: Seen): number => (row.novelty === "new" ? row.attended : (again.get(row.id) ?? 0));
      const first = (row: Seen): number => {
        if (row.novelty !== "mixed") return certain(row);
        if (roll === null) return 0;
        const share = row.attended * (1 - reached / roll);
        return Math.min(row.attended, roll - reached, Math.max(row.attended - reached, share, 0));
      };
      const wanted = atOnce.reduce((total, row) => total + first(row), 0);
      const room = most - reached;
      for (const row of atOnce) counted.set(row.id, wanted > room ? (first(row) / wanted) * room : first(row));
      const sure = atOnce.reduce((total, row) => total + certain(row), 0);
      const inMixed = mixed.reduce((total, row) => total + row.attended, 0);
      reached = Math.min(most, reached + wanted);
      least = Math.min(most, (roll === null ? least : Math.max(least, inMixed)) + sure);
      utmost = Math.min(most, utmost + sure + inMixed);
    }
    sum.figure += reached;
    sum.low += least;
    sum.high += utmost;
    sum.attendances += own.reduce((total, row) => total + row.attended, 0);
    const year = (years[own[0]?.year ?? ""] ??= { figure: 0, roll: 0, cohorts: 0, withoutRoll: 0 });
    year.cohorts += 1;
    if (roll === null) year.withoutRoll += 1;
    else {
      year.roll += roll;
      year.figure += reached;
    }
  }
  return { rows, counted, sum, years };
}

/**
 * Of those who were "the same as in" an earlier session: how many are met for the first time in the period. Nobody where
 * that session is in it; everybody where it is not there; else as many as no session of the period took before, of those
 * who can have been in the sessions outside that they go back to.
 */
function sameStudents(seen: readonly Seen[], rows: readonly Seen[]): Map<string, number> {
  const inside = new Set(rows.map((row) => row.session));
  const rowsOf = (session: string): Seen[] => seen.filter((row) => row.session === session);
  const before = (row: Seen): string | null => {
    const linked = row.novelty === "same" && row.link !== null ? rowsOf(row.link)[0] : undefined;
    return linked && linked.at < row.at ? linked.session : null;
  };
  const met = new Map<string, number>();
  const goBack: { row: Seen; to: string }[] = [];
  for (const row of rows.filter(({ novelty }) => novelty === "same")) {
    const to = before(row);
    if (to === null) met.set(row.id, row.attended);
    else if (inside.has(to)) met.set(row.id, 0);
    else goBack.push({ row, to });
  }
  // Every session outside that somebody goes back to, however far.
  const outside = new Set(goBack.map(({ to }) => to));
  for (const session of outside) for (const row of rowsOf(session)) if (before(row) !== null) outside.add(String(before(row)));
  /** The one session that all of a session's students were in before, if there is one. */
  const heldBy = (session: string): string | null => {
    const all = new Set(rowsOf(session).map(before));
    const [only] = all;
    return all.size === 1 ? (only ?? null) : null;
  };
  const atLeast = new Map<string, number>();
  const sizeOf = (session: string): number => {
    const known = atLeast.get(session);
    if (known !== undefined) return known;
    const size = Math.max(
      rowsOf(session).reduce((total, row) => total + row.attended, 0),
      ...goBack.filter(({ to }) => to === session).map(({ row }) => row.attended),
      ...[...outside].filter((other) => heldBy(other) === session).map(sizeOf),
    );
    atLeast.set(session, size);
    return size;
  };
  // Sessions that hang together, however: nobody is counted who was in none of them.
  const families: Set<string>[] = [];
  for (const session of outside) {
    const near = new Set([session, ...rowsOf(session).flatMap((row) => before(row) ?? [])]);
    for (const family of families.filter((each) => [...near].some((one) => each.has(one)))) {
      for (const one of family) near.add(one);
      families.splice(families.indexOf(family), 1);
    }
    families.push(near);
  }
  const left = new Map<string, number>();
  for (const session of outside) left.set(session, sizeOf(session));
  families.forEach((family, number) => {
    const strangers = [...family].flatMap(rowsOf).filter((row) => before(row) === null);
    left.set(`family ${number}`, Math.max(strangers.reduce((total, row) => total + row.attended, 0), ...[...family].map(sizeOf)));
  });
  const limitsOf = (to: string): string[] => {
    const limits = [`family ${families.findIndex((family) => family.has(to))}`];
    for (let session: string | null = to; session !== null; session = heldBy(session)) limits.push(session);
    return limits;
  };
  for (const at of [...new Set(goBack.map(({ row }) => row.at))].sort((one, other) => one - other)) {
    const atOnce = goBack.filter(({ row }) => row.at === at);
    const wanted = new Map<string, number>();
    for (const { row, to } of atOnce) for (const limit of limitsOf(to)) wanted.set(limit, (wanted.get(limit) ?? 0) + row.attended);
    const taken = atOnce.map(({ row, to }) => {
      const shares = limitsOf(to).map((limit) => (left.get(limit) ?? 0) / Math.max(1, wanted.get(limit) ?? 0));
      return { row, to, count: row.attended * Math.min(1, ...shares) };
    });
    for (const { row, to, count } of taken) {
      met.set(row.id, count);
      for (const limit of limitsOf(to)) left.set(limit, Math.max(0, (left.get(limit) ?? 0) - count));
    }
  }
  return met;
}
