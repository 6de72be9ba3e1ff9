import { z } from "zod";
import type { RegisterSchool, RegisterStatus } from "~/domain/school";
import { isDay } from "~/lib/london-time";

/** One line of the register as it was read. */
export type RegisterLine =
  | { kind: "header"; columns: readonly string[] }
  | { kind: "school"; line: number; school: RegisterSchool }
  | { kind: "bad_row"; line: number; problem: string }
  | { kind: "missing_columns"; columns: string[] };

/** Without one of these a row says too little. The published extract has about 140 columns, in an order that changes. */
const NEEDED = ["URN", "EstablishmentName", "Postcode"] as const;

/** Reduced extracts name some columns otherwise. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  StatusCode: "EstablishmentStatus (code)",
  DateOpened: "OpenDate",
  DateClosed: "CloseDate",
  AgeFrom: "StatutoryLowAge",
  AgeTo: "StatutoryHighAge",
  SchoolType2021: "OtherType",
  Type2018: "OtherType2",
  Type: "OtherType",
};

const STATUSES: Readonly<Record<string, RegisterStatus>> = {
  open: "open",
  closed: "closed",
  "open, but proposed to close": "proposed_to_close",
  "proposed to open": "proposed_to_open",
};

const STATUS_CODES: Readonly<Record<number, RegisterStatus>> = {
  1: "open",
  2: "closed",
  3: "proposed_to_close",
  4: "proposed_to_open",
};

const NOT_GIVEN = new Set(["", "not applicable", "not recorded", "does not apply"]);

const wholeNumber = z
  .string()
  .regex(/^\d+$/, "is not a whole number")
  .transform(Number);

const optionalNumber = z
  .string()
  .regex(/^\d*$/, "is not a whole number")
  .transform((text) => (text === "" ? null : Number(text)));

/** A grid reference of 0 is a school that nobody has placed. */
const gridReference = optionalNumber.transform((metres) => (metres === 0 ? null : metres));

/** Dates come as DD-MM-YYYY, in reduced extracts the other way round. */
const optionalDay = z
  .string()
  .transform((text) => (text === "" ? null : isDay(text) ? text : text.split(/[-/]/).reverse().join("-")))
  .refine((day) => day === null || isDay(day), "is not a date such as 31-08-2026");

const postcode = z
  .string()
  .toUpperCase()
  .regex(/^([A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})?$/, "is not a postcode");

const rowSchema = z.object({
  URN: wholeNumber,
  EstablishmentName: z.string().min(1, "is empty"),
  "EstablishmentStatus (name)": z
    .string()
    .transform((text) => (text === "" ? undefined : (STATUSES[text.toLowerCase()] ?? null)))
    .refine((status) => status !== null, "is not a status that we know")
    .optional(),
  "EstablishmentStatus (code)": z
    .string()
    .transform((text) => (text === "" ? undefined : (STATUS_CODES[Number(text)] ?? null)))
    .refine((status) => status !== null, "is not a status that we know")
    .optional(),
  "LA (code)": z
    .string()
    .regex(/^\d{3}$/, "is not a code of three digits")
    .optional(),
  "LA (name)": z.string().min(1, "is empty").optional(),
  Postcode: postcode,
  "DistrictAdministrative (code)": z
    .string()
    .regex(/^([A-Z]\d{8})?$/, "is not a district’s code")
    .optional(),
  "DistrictAdministrative (name)": z.string().optional(),
  "TypeOfEstablishment (name)": z.string().optional(),
  OtherType: z.string().optional(),
  OtherType2: z.string().optional(),
  "PhaseOfEducation (name)": z.string().optional(),
  Street: z.string().optional(),
  Town: z.string().optional(),
  Easting: gridReference.optional(),
  Northing: gridReference.optional(),
  StatutoryLowAge: optionalNumber.optional(),
  StatutoryHighAge: optionalNumber.optional(),
  NumberOfPupils: optionalNumber.optional(),
  SecondaryPupils: optionalNumber.optional(),
  OpenDate: optionalDay.optional(),
  CloseDate: optionalDay.optional(),
});

type Column = { name: string; index: number };

/**
 * Reads a register file's records, the header first, by the names of its columns. What cannot be read is told line
 * by line; a file without a needed column is told once and read no further.
 */
export async function* readRegister(
  records: AsyncIterable<{ line: number; cells: readonly string[] }>,
): AsyncGenerator<RegisterLine> {
  let header: { width: number; columns: readonly Column[] } | null = null;
  for await (const { line, cells } of records) {
    if (header) {
      yield readRow(header, line, cells);
      continue;
    }
    const missing = NEEDED.filter((column) => !cells.includes(column));
    if (missing.length > 0) {
      yield { kind: "missing_columns", columns: missing };
      return;
    }
    header = { width: cells.length, columns: columnsRead(cells) };
    yield { kind: "header", columns: header.columns.map(({ name }) => name) };
  }
  if (!header) yield { kind: "missing_columns", columns: [...NEEDED] };
}

/** The columns that we read, under their published names: a row has about 140 cells, of which we need 20. */
function columnsRead(cells: readonly string[]): Column[] {
  const known = new Set(Object.keys(rowSchema.shape));
  return cells
    .map((name, index) => ({ name: cells.includes(OTHER_NAMES[name] ?? "") ? name : (OTHER_NAMES[name] ?? name), index }))
    .filter(({ name }) => known.has(name));
}

function readRow(
  { width, columns }: { width: number; columns: readonly Column[] },
  line: number,
  cells: readonly string[],
): RegisterLine {
  if (cells.length !== width) {
    return { kind: "bad_row", line, problem: `has ${cells.length} columns where the first line has ${width}` };
  }
  const row = Object.fromEntries(columns.map(({ name, index }) => [name, cells[index] ?? ""]));
  const reading = rowSchema.safeParse(row);
  if (!reading.success) {
    const problems = reading.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    return { kind: "bad_row", line, problem: problems.join("; ") };
  }
  const value = reading.data;
  const { StatutoryLowAge: lowAge, StatutoryHighAge: highAge, "LA (code)": code, "LA (name)": authority } = value;
  if (typeof lowAge === "number" && typeof highAge === "number" && highAge < lowAge) {
    return { kind: "bad_row", line, problem: "StatutoryHighAge is lower than StatutoryLowAge" };
  }
  const statusColumns = columns.some(({ name }) => name.startsWith("EstablishmentStatus"));
  const status = value["EstablishmentStatus (name)"] ?? value["EstablishmentStatus (code)"] ?? undefined;
  if (statusColumns && status === undefined) return { kind: "bad_row", line, problem: "EstablishmentStatus is empty" };
  return {
    kind: "school",
    line,
    school: {
      urn: value.URN,
      name: value.EstablishmentName,
      postcode: value.Postcode,
      ...(status === undefined ? {} : { status }),
      ...(code === undefined ? {} : { localAuthority: { code, name: authority ?? code } }),
      ...districtOf(value["DistrictAdministrative (code)"], value["DistrictAdministrative (name)"]),
      ...typeNameOf(value["TypeOfEstablishment (name)"], value.OtherType, value.OtherType2),
      ...(value["PhaseOfEducation (name)"] === undefined ? {} : { phase: given(value["PhaseOfEducation (name)"]) }),
      street: value.Street,
      town: value.Town,
      easting: value.Easting,
      northing: value.Northing,
      lowAge,
      highAge,
      pupils: value.NumberOfPupils,
      secondaryPupils: value.SecondaryPupils,
      openedOn: value.OpenDate,
      closedOn: value.CloseDate,
    },
  };
}

function districtOf(code: string | undefined, name: string | undefined): Pick<RegisterSchool, "district"> {
  if (code === undefined) return {};
  return { district: code === "" ? null : { code, name: name ? name : code } };
}

function typeNameOf(...names: readonly (string | undefined)[]): Pick<RegisterSchool, "typeName"> {
  if (names.every((name) => name === undefined)) return {};
  return { typeName: names.map((name) => given(name ?? "")).find((name) => name !== "") ?? "" };
}

/** "Not applicable" stands for special schools and others without a phase: it says nothing to anybody. */
function given(text: string): string {
  return NOT_GIVEN.has(text.toLowerCase()) ? "" : text;
}
