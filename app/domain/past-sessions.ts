import type { CountBasis } from "~/domain/delivery";
import { isYearGroup, type CohortYear } from "~/domain/groups";
import { isDay, type Day } from "~/lib/london-time";

/** Of a session before this service: new students, some known, or those of an earlier session on this day. */
export type PastNovelty = { kind: "new" | "mixed" } | { kind: "same"; asOn: Day };

/** A session that was held before this service, as somebody wrote it down. */
export type PastSession = {
  /** A URN, the full name where only one school has it, or our own id. */
  school: string;
  on: Day;
  /** The name of a format, its code, or our own id. */
  format: string;
  yearGroup: CohortYear;
  attended: number;
  novelty: PastNovelty;
  /** What tells two groups of one day apart ("9B"); "" for the name of the year group. */
  group: string;
  basis: CountBasis | null;
  /** Null: as long as the format usually is. */
  minutes: number | null;
  funder: string;
  campaign: string;
};

export type PastRow = { line: number; session: PastSession };
export type BadPastRow = { line: number; problem: string };
export type PastReading =
  | { ok: true; rows: PastRow[]; badRows: BadPastRow[] }
  | { ok: false; missing: string[] };

type Record = { line: number; cells: readonly string[] };

const NEEDED = ["school", "day", "format", "year group", "attended", "novelty"] as const;
const OPTIONAL = ["group", "basis", "minutes", "funder", "campaign"] as const;
type Column = (typeof NEEDED)[number] | (typeof OPTIONAL)[number];

export const PAST_COLUMNS: readonly Column[] = [...NEEDED, ...OPTIONAL];
export const MOST_PAST_ATTENDED = 10_000;
const FIRST_YEAR = "2000";
const LONGEST_GROUP = 60;
const [LEAST_MINUTES, MOST_MINUTES] = [5, 480];

const BASES: Readonly<{ [words: string]: CountBasis }> = {
  "school register": "school_register",
  register: "school_register",
  headcount: "headcount",
  estimate: "estimate",
};

/** Rows of a file under a header that names the columns, in any order; columns of other names are left alone. */
export function readPastRows(records: readonly Record[]): PastReading {
  const [header, ...others] = records;
  const names = (header?.cells ?? []).map((cell) => plain(cell).toLowerCase().replaceAll("_", " "));
  const missing = NEEDED.filter((column) => !names.includes(column));
  if (missing.length > 0) return { ok: false, missing };
  const rows: PastRow[] = [];
  const badRows: BadPastRow[] = [];
  for (const { line, cells } of others) {
    if (cells.every((cell) => plain(cell) === "")) continue;
    const read = readPastSession((column) => {
      const at = names.indexOf(column);
      return at === -1 ? "" : plain(cells[at] ?? "");
    });
    if (typeof read === "string") badRows.push({ line, problem: read });
    else rows.push({ line, session: read });
  }
  return { ok: true, rows, badRows };
}

/** What Excel and our own downloads put around a cell so that it stays text: ="123456" and '=A1. */
function plain(cell: string): string {
  const [, wrapped] = /^="(.*)"$/s.exec(cell.trim()) ?? [];
  return (wrapped ?? cell.trim().replace(/^'/, "")).replace(/\s+/g, " ").trim();
}

function readPastSession(cell: (column: Column) => string): PastSession | string {
  const school = cell("school");
  if (school === "") return "No school is given";
  const on = readDay(cell("day"));
  if (on === null) return "The day must be like 06/10/2024 or 2024-10-06, from the year 2000 on";
  const format = cell("format");
  if (format === "") return "No format is given";
  const yearGroup = readYear(cell("year group"));
  if (yearGroup === null) return "The year group must be R, a number from 1 to 13, or mixed";
  const attended = readWhole(cell("attended"), 1, MOST_PAST_ATTENDED);
  if (attended === null) return "The number who attended must be a whole number from 1 to 10,000";
  const novelty = readNovelty(cell("novelty"));
  if (novelty === null) return "The novelty must be new, mixed, or “same as” and a day, such as same as 06/10/2024";
  if (novelty.kind === "same" && novelty.asOn >= on) return "The session with the same students must be on an earlier day";
  const group = cell("group");
  if (group !== "" && !/^[\p{L}\p{N}]/u.test(group)) return "The group must begin with a letter or a number, such as 9B";
  if (group.length > LONGEST_GROUP) return `The group must be ${LONGEST_GROUP} characters or fewer`;
  const basisWords = cell("basis").toLowerCase();
  const basis = basisWords === "" ? null : BASES[basisWords];
  if (basis === undefined) return "The basis must be register, headcount or estimate, or empty";
  const minutesText = cell("minutes");
  const minutes = minutesText === "" ? null : readWhole(minutesText, LEAST_MINUTES, MOST_MINUTES);
  if (minutesText !== "" && minutes === null) return `The minutes must be a whole number from ${LEAST_MINUTES} to ${MOST_MINUTES}, or empty`;
  return { school, on, format, yearGroup, attended, novelty, group, basis, minutes, funder: cell("funder"), campaign: cell("campaign") };
}

/** British and international days; a time of midnight behind it is a spreadsheet's. */
function readDay(text: string): Day | null {
  const words = text.replace(/[ T]00:00(:00)?$/, "");
  const [, date = "", month = "", year = ""] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(words) ?? [];
  const day = year === "" ? words : `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  return isDay(day) && day.slice(0, 4) >= FIRST_YEAR ? day : null;
}

function readYear(text: string): CohortYear | null {
  const words = text.toLowerCase();
  if (words === "mixed") return "mixed";
  if (words === "reception") return "R";
  const year = words.replace(/^(year|yr|y) ?/, "").toUpperCase();
  return isYearGroup(year) ? year : null;
}

function readWhole(text: string, from: number, to: number): number | null {
  const digits = text.replace(/^(\d{1,3}),(\d{3})$/, "$1$2");
  const value = /^\d{1,6}$/.test(digits) ? Number(digits) : null;
  return value !== null && value >= from && value <= to ? value : null;
}

function readNovelty(text: string): PastNovelty | null {
  const words = text.toLowerCase();
  if (words === "new" || words === "mixed") return { kind: words };
  const [, day = ""] = /^same as (?:on )?(.+)$/.exec(words) ?? [];
  const asOn = readDay(day);
  return asOn === null ? null : { kind: "same", asOn };
}
