// A second, simple program for rule 5 of product.md: it reads the tables as they are and shares no code with the product.
type Query = (text: string, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>;

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
  labels: Readonly<Record<string, string>>;
  covered: readonly (boolean | null)[];
  said: string;
};

export type Part = { figure: number; attendances: number };
export type Sum = Part & { low: number; high: number };
export type Recounted = {
  open: Sum;
  targeted: Sum;
  groups: number;
  sessions: number;
  visits: number;
  schools: number;
  hours: number;
  /** By month, district, school, ...: each breakdown by the key of its parts. */
  parts: Record<string, Record<string, Part>>;
  formats: Record<string, { sessions: number; attendances: number; hours: number }>;
  bases: Record<string, number>;
  said: Record<string, number>;
  topics: { covered: number; recorded: number }[];
  years: Record<string, { figure: number; roll: number; cohorts: number; withoutRoll: number }>;
};

export type Records = { seen: Seen[]; rolls: Map<string, number> };

const schoolYear = (day: string): string => {
  const first = Number(day.slice(0, 4)) - (Number(day.slice(5, 7)) < 8 ? 1 : 0);
  return `${first}/${String(first + 1).slice(2)}`;
};

/** The newest revision of each visit's record, line by line, and the newest number on roll. */
export async function readRecords(query: Query): Promise<Records> {
  const all = async (sql: string) => (await query(sql)).rows;
  const byId = (rows: Record<string, unknown>[]) => new Map(rows.map((row) => [String(row.id), row]));
  const visits = byId(
    await all(`SELECT *, to_char(on_date, 'YYYY-MM-DD') AS day,
      extract(epoch FROM coalesce(starts_at, on_date::timestamp AT TIME ZONE 'Europe/London'))::float8 AS start FROM visit`),
  );
  const sessions = byId(await all("SELECT * FROM school_session"));
  const schools = byId(await all("SELECT * FROM school"));
  const formats = byId(await all("SELECT * FROM format"));
  const newest = new Map<string, Record<string, unknown>>();
  for (const row of await all("SELECT * FROM delivery")) {
    const known = newest.get(String(row.visit_id));
    if (!known || Number(row.revision) > Number(known.revision)) newest.set(String(row.visit_id), row);
  }
  const deliveries = byId([...newest.values()]);
  const tookPlace = new Set(
    (await all("SELECT * FROM delivery_session WHERE outcome = 'delivered'")).map((row) => `${String(row.delivery_id)} ${String(row.session_id)}`),
  );
  const seen: Seen[] = [];
  for (const count of await all("SELECT * FROM delivery_count")) {
    const delivery = deliveries.get(String(count.delivery_id));
    if (!delivery || !tookPlace.has(`${String(count.delivery_id)} ${String(count.session_id)}`)) continue;
    const visit = visits.get(String(delivery.visit_id)) ?? {};
    const session = sessions.get(String(count.session_id)) ?? {};
    const place = String(schools.get(String(visit.school_id))?.lineage_id);
    const day = String(visit.day);
    const text = (value: unknown, instead: string): string => (typeof value === "string" && value !== "" ? value : instead);
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
      covered: [delivery.covered_what, delivery.covered_why, delivery.covered_help].map((value) => (typeof value === "boolean" ? value : null)),
      said: delivery.source === "school" || delivery.source === "imported" ? delivery.source : "team",
      labels: {
        month: day.slice(0, 7),
        district: text(visit.district_code, ""),
        authority: text(visit.local_authority_code, ""),
        type: text(visit.school_type, ""),
        phase: text(visit.school_phase, ""),
        school: place,
        yearGroup: String(count.year_group),
        format: String(formats.get(String(session.format_id))?.name),
        basis: text(delivery.basis, "unknown"),
        funder: text(visit.funder_id, ""),
        campaign: text(visit.campaign_id, ""),
      },
    });
  }
  const rolls = new Map<string, number>();
  const told = [...(await all("SELECT *, extract(epoch FROM recorded_at)::float8 AS told FROM school_roll"))];
  for (const row of told.sort((one, other) => Number(one.told) - Number(other.told))) {
    const place = String(schools.get(String(row.school_id))?.lineage_id);
    rolls.set(`${place} ${String(row.academic_year)} ${String(row.year_group)}`, Number(row.roll));
  }
  return { seen, rolls };
}

/** What a period comes to; both days are in it. */
export function recount({ seen, rolls }: Records, from: string, to: string): Recounted {
  const side = (targeted: boolean) => countSide(seen.filter((row) => row.targeted === targeted), rolls, from, to);
  const [open, targeted] = [side(false), side(true)];
  const result: Recounted = {
    open: open.sum,
    targeted: targeted.sum,
    groups: open.rows.length,
    sessions: new Set(open.rows.map((row) => row.session)).size,
    visits: new Set(open.rows.map((row) => row.visit)).size,
    schools: new Set(open.rows.filter((row) => row.attended > 0).map((row) => row.place)).size,
    hours: open.rows.reduce((sum, row) => sum + row.attended * row.hours, 0),
    parts: {},
    formats: {},
    bases: {},
    said: { school: 0, team: 0, imported: 0 },
    topics: [0, 1, 2].map((topic) => {
      const byVisit = [...new Map(open.rows.map((row) => [row.visit, row.covered[topic] ?? null])).values()];
      return { covered: byVisit.filter((value) => value === true).length, recorded: byVisit.filter((value) => value !== null).length };
    }),
    years: open.years,
  };
  const sessionsOfFormat = new Map<string, Set<string>>();
  for (const row of open.rows) {
    for (const [name, key] of Object.entries(row.labels)) {
      const parts = (result.parts[name] ??= {});
      const part = (parts[key] ??= { figure: 0, attendances: 0 });
      part.figure += open.counted.get(row.id) ?? 0;
      part.attendances += row.attended;
    }
    const name = row.labels.format ?? "";
    const format = (result.formats[name] ??= { sessions: 0, attendances: 0, hours: 0 });
    format.attendances += row.attended;
    format.hours += row.attended * row.hours;
    const sessions = sessionsOfFormat.get(name) ?? new Set();
    sessionsOfFormat.set(name, sessions.add(row.session));
    format.sessions = sessions.size;
    const basis = row.labels.basis ?? "";
    if (row.attended > 0) result.bases[basis] = (result.bases[basis] ?? 0) + row.attended;
    result.said[row.said] = (result.said[row.said] ?? 0) + row.attended;
  }
  return result;
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
