import { z } from "zod";
import type { RegisterSchool, RegisterStatus } from "~/domain/school";
import { isDay } from "~/lib/london-time";

/** One line of the register as it was read. */
export type RegisterLine =
  | { kind: "school"; line: number; school: RegisterSchool }
  | { kind: "bad_row"; line: number; problem: string }
  | { kind: "missing_columns"; columns: string[] };

/** Without one of these a row says too little. The published extract has about 140 columns, in an order that changes. */
const NEEDED = [
  "URN",
  "EstablishmentName",
  "EstablishmentStatus (name)",
  "LA (code)",
  "LA (name)",
  "Postcode",
] as const;

const STATUSES: Readonly<Record<string, RegisterStatus>> = {
  open: "open",
  closed: "closed",
  "open, but proposed to close": "proposed_to_close",
  "proposed to open": "proposed_to_open",
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

/** Dates come as DD-MM-YYYY. */
const optionalDay = z
  .string()
  .transform((text) => (text === "" ? null : text.split("-").reverse().join("-")))
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
    .transform((text) => STATUSES[text.toLowerCase()])
    .refine((status) => status !== undefined, "is not a status that we know"),
  "LA (code)": z.string().regex(/^\d{3}$/, "is not a code of three digits"),
  "LA (name)": z.string().min(1, "is empty"),
  Postcode: postcode,
  "DistrictAdministrative (code)": z
    .string()
    .regex(/^([A-Z]\d{8})?$/, "is not a district’s code")
    .optional(),
  "DistrictAdministrative (name)": z.string().optional(),
  "TypeOfEstablishment (name)": z.string().optional(),
  // Reduced extracts name the kind of school like this.
  SchoolType2021: z.string().optional(),
  Type2018: z.string().optional(),
  "PhaseOfEducation (name)": z.string().optional(),
  Street: z.string().optional(),
  Town: z.string().optional(),
  Easting: optionalNumber.optional(),
  Northing: optionalNumber.optional(),
  StatutoryLowAge: optionalNumber.optional(),
  StatutoryHighAge: optionalNumber.optional(),
  NumberOfPupils: optionalNumber.optional(),
  SecondaryPupils: optionalNumber.optional(),
  OpenDate: optionalDay.optional(),
  CloseDate: optionalDay.optional(),
});

/**
 * Reads a register file's records, the header first, by the names of its columns. What cannot be read is told line
 * by line; a file without a needed column is told once and read no further.
 */
export async function* readRegister(
  records: AsyncIterable<{ line: number; cells: readonly string[] }>,
): AsyncGenerator<RegisterLine> {
  let header: readonly string[] | null = null;
  for await (const { line, cells } of records) {
    if (header) {
      yield readRow(header, line, cells);
      continue;
    }
    header = cells;
    const missing = NEEDED.filter((column) => !cells.includes(column));
    if (missing.length > 0) {
      yield { kind: "missing_columns", columns: missing };
      return;
    }
  }
  if (!header) yield { kind: "missing_columns", columns: [...NEEDED] };
}

function readRow(header: readonly string[], line: number, cells: readonly string[]): RegisterLine {
  if (cells.length !== header.length) {
    return { kind: "bad_row", line, problem: `has ${cells.length} columns where the first line has ${header.length}` };
  }
  const row = Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ""]));
  const reading = rowSchema.safeParse(row);
  if (!reading.success) {
    const problems = reading.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    return { kind: "bad_row", line, problem: problems.join("; ") };
  }
  const value = reading.data;
  const status = value["EstablishmentStatus (name)"];
  if (status === undefined) return { kind: "bad_row", line, problem: "EstablishmentStatus (name) is unknown" };
  const { StatutoryLowAge: lowAge, StatutoryHighAge: highAge } = value;
  if (typeof lowAge === "number" && typeof highAge === "number" && highAge < lowAge) {
    return { kind: "bad_row", line, problem: "StatutoryHighAge is lower than StatutoryLowAge" };
  }
  return {
    kind: "school",
    line,
    school: {
      urn: value.URN,
      name: value.EstablishmentName,
      status,
      localAuthority: { code: value["LA (code)"], name: value["LA (name)"] },
      postcode: value.Postcode,
      ...districtOf(value["DistrictAdministrative (code)"], value["DistrictAdministrative (name)"]),
      ...typeNameOf(value["TypeOfEstablishment (name)"], value.SchoolType2021, value.Type2018),
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
