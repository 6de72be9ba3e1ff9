import type { Db } from "~/data/db.server";
import {
  findRegisterRows,
  listBusySchools,
  listNamesByUrn,
  listPlaces,
  listRegisterLinks,
  listRegisterUrns,
  type Places,
  type RegisterChange,
} from "~/data/register-writes.server";
import {
  addListed,
  changedFields,
  listedNone,
  mergeRegisterRow,
  type RegisterLink,
  type RegisterReport,
  type RegisterRow,
  type TouchedSchool,
} from "~/domain/register";
import type { RegisterSchool } from "~/domain/school";
import { dayOf } from "~/lib/london-time";

/** What schemas/school makes of a register file, line by line. */
export type ImportLine =
  | { kind: "header"; columns: readonly string[] }
  | { kind: "school"; line: number; school: RegisterSchool }
  | { kind: "bad_row"; line: number; problem: string }
  | { kind: "missing_columns"; columns: string[] };

/** What schemas/school-links makes of the links file. */
export type ImportLinkLine =
  | { kind: "link"; line: number; link: RegisterLink }
  | { kind: "other"; line: number }
  | { kind: "bad_row"; line: number; problem: string }
  | { kind: "missing_columns"; columns: string[] };

export type RegisterFiles = { lines: AsyncIterable<ImportLine>; links?: AsyncIterable<ImportLinkLine> };

export type MissingColumns = {
  ok: false;
  reason: "missing_columns";
  file: "register" | "links";
  columns: string[];
};

export type CompareResult = { ok: true; report: RegisterReport; links: RegisterLink[] } | MissingColumns;

const BATCH_SIZE = 1000;

/**
 * Compares a register file with what we have, batch by batch: `onChange` is handed what differs and may write it at
 * once. Rows that cannot be read are listed and left out. `authorities` (codes such as "855") keeps the rest of the
 * country out. Changes nothing itself; links come back to be written at the end.
 */
export async function compareRegister(
  files: RegisterFiles,
  deps: { db: Db; now: () => Date },
  options: { authorities?: readonly string[]; onChange: (change: RegisterChange) => Promise<void> },
): Promise<CompareResult> {
  const { authorities } = options;
  const report = emptyReport();
  const busy = await listBusySchools(deps.db, dayOf(deps.now()));
  const places = knownPlaces(await listPlaces(deps.db));
  const lineOfUrn = new Map<number, number>();
  let batch: RegisterSchool[] = [];

  const compareBatch = async () => {
    const schools = batch;
    batch = [];
    const before = await findRegisterRows(
      deps.db,
      schools.map(({ urn }) => urn),
    );
    const change: RegisterChange = { places: places.take(schools), rows: [] };
    for (const school of schools) {
      const row = compareSchool(school, before.get(school.urn), report);
      const counts = busy.get(school.urn);
      if (counts && (row.after.status === "closed" || row.after.status === "proposed_to_close")) {
        const { name, status, closedOn } = row.after;
        report.touched.push({ urn: school.urn, name, status, closedOn, ...counts, successors: [] });
      }
      if (row.differs) change.rows.push({ urn: school.urn, ...row.after });
    }
    const { authorities: newAuthorities, districts } = change.places;
    if (change.rows.length + newAuthorities.length + districts.length > 0) await options.onChange(change);
  };

  for await (const entry of files.lines) {
    if (entry.kind === "missing_columns") return missing("register", entry.columns);
    if (entry.kind === "header") {
      if (authorities && !entry.columns.includes("LA (code)")) return missing("register", ["LA (code)"]);
      report.notes.push(...notesOn(entry.columns));
      continue;
    }
    report.read += 1;
    if (entry.kind === "bad_row") {
      addListed(report.badRows, { line: entry.line, problem: entry.problem });
      continue;
    }
    const { school, line } = entry;
    if (authorities && !authorities.includes(school.localAuthority?.code ?? "")) {
      report.elsewhere += 1;
      continue;
    }
    const earlier = lineOfUrn.get(school.urn);
    if (earlier !== undefined) {
      addListed(report.badRows, { line, problem: `URN ${school.urn} stands in line ${earlier} already` });
      continue;
    }
    lineOfUrn.set(school.urn, line);
    batch.push(school);
    if (batch.length === BATCH_SIZE) await compareBatch();
  }
  if (batch.length > 0) await compareBatch();
  if (!files.links) return { ok: true, report, links: [] };
  return compareLinks(files.links, deps.db, { report, fileUrns: lineOfUrn });
}

function compareSchool(
  school: RegisterSchool,
  before: RegisterRow | undefined,
  report: RegisterReport,
): { after: RegisterRow; differs: boolean } {
  const after = mergeRegisterRow(school, before);
  const named = { urn: school.urn, name: after.name };
  if (!before) {
    addListed(report.added, named);
    return { after, differs: true };
  }
  const fields = changedFields(before, after);
  if (fields.length === 0) {
    report.unchanged += 1;
    return { after, differs: false };
  }
  addListed(report.changed, { ...named, fields });
  if (fields.includes("status")) {
    if (after.status === "closed") addListed(report.closed, named);
    if (after.status === "proposed_to_close") addListed(report.closing, named);
  }
  return { after, differs: true };
}

async function compareLinks(
  lines: AsyncIterable<ImportLinkLine>,
  db: Db,
  { report, fileUrns }: { report: RegisterReport; fileUrns: ReadonlyMap<number, number> },
): Promise<CompareResult> {
  const counts = { read: 0, added: 0, changed: 0, unchanged: 0, badRows: listedNone<{ line: number; problem: string }>() };
  const here = new Set([...(await listRegisterUrns(db)), ...fileUrns.keys()]);
  const touched = new Map(report.touched.map((school) => [school.urn, school]));
  const links = new Map<string, RegisterLink>();
  for await (const entry of lines) {
    if (entry.kind === "missing_columns") return missing("links", entry.columns);
    counts.read += 1;
    if (entry.kind === "bad_row") addListed(counts.badRows, { line: entry.line, problem: entry.problem });
    if (entry.kind !== "link") continue;
    const { link } = entry;
    const school = touched.get(link.fromUrn);
    if (school) addSuccessor(school, link);
    if (!here.has(link.fromUrn) || !here.has(link.toUrn)) continue;
    // Both schools of a pair name each other; the line that says more about how it came wins.
    const key = `${link.fromUrn} ${link.toUrn}`;
    const known = links.get(key);
    if (!known || known.kind === "successor") links.set(key, { ...link, linkedOn: link.linkedOn ?? known?.linkedOn ?? null });
  }
  const stored = new Map((await listRegisterLinks(db)).map((link) => [`${link.fromUrn} ${link.toUrn}`, link]));
  const writes: RegisterLink[] = [];
  for (const [key, link] of links) {
    const before = stored.get(key);
    if (before && (before.byHand || (before.kind === link.kind && before.linkedOn === link.linkedOn))) {
      counts.unchanged += 1;
      continue;
    }
    counts[before ? "changed" : "added"] += 1;
    writes.push(link);
  }
  await nameSuccessors(report.touched, db);
  report.links = counts;
  return { ok: true, report, links: writes };
}

function addSuccessor(school: TouchedSchool, { toUrn, named }: RegisterLink): void {
  const name = named.urn === toUrn ? named.name : "";
  const known = school.successors.find(({ urn }) => urn === toUrn);
  if (!known) school.successors.push({ urn: toUrn, name });
  else if (known.name === "") known.name = name;
}

async function nameSuccessors(touched: readonly TouchedSchool[], db: Db): Promise<void> {
  const successors = touched.flatMap((school) => school.successors);
  const names = await listNamesByUrn(
    db,
    successors.map(({ urn }) => urn),
  );
  const byUrn = new Map(names.map(({ urn, name }) => [urn, name]));
  for (const successor of successors) successor.name = byUrn.get(successor.urn) ?? successor.name;
}

/** Remembers the places that stand already: `take` gives what these schools bring that is new or named otherwise. */
function knownPlaces(known: Places): { take: (schools: readonly RegisterSchool[]) => Places } {
  const names = new Map([...known.authorities, ...known.districts].map(({ code, name }) => [code, name]));
  const isNews = (place: { code: string; name: string }): boolean => {
    if (names.get(place.code) === place.name) return false;
    names.set(place.code, place.name);
    return true;
  };
  return {
    take: (schools) => {
      const authorities = new Map<string, Places["authorities"][number]>();
      const districts = new Map<string, Places["districts"][number]>();
      for (const { localAuthority, district } of schools) {
        if (localAuthority && isNews(localAuthority)) authorities.set(localAuthority.code, localAuthority);
        if (district && isNews(district)) {
          districts.set(district.code, { ...district, localAuthorityCode: localAuthority?.code ?? null });
        }
      }
      return { authorities: [...authorities.values()], districts: [...districts.values()] };
    },
  };
}

function notesOn(columns: readonly string[]): string[] {
  const notes: string[] = [];
  if (!columns.some((column) => column.startsWith("EstablishmentStatus"))) {
    notes.push("The file has no column for status: new schools are taken to be open, known ones keep theirs.");
  }
  if (!columns.includes("LA (code)")) {
    notes.push("The file has no column LA (code): new schools get no local authority, so terms are not known for them.");
  }
  if (!columns.includes("Easting") || !columns.includes("Northing")) {
    notes.push("The file has no grid references: travel to new schools is assumed.");
  }
  return notes;
}

function missing(file: MissingColumns["file"], columns: string[]): MissingColumns {
  return { ok: false, reason: "missing_columns", file, columns };
}

export function emptyReport(): RegisterReport {
  return {
    read: 0,
    elsewhere: 0,
    unchanged: 0,
    added: listedNone(),
    changed: listedNone(),
    closed: listedNone(),
    closing: listedNone(),
    touched: [],
    badRows: listedNone(),
    links: null,
    notes: [],
  };
}
