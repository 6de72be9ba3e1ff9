import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { registerSchools } from "../../prisma/seed/schools";
import { root } from "../../scripts/lib/project.mjs";

export type ProofSchool = { urn: string; name: string; town: string; postcode: string; authority: string };

export type ProofRegister = {
  file: string;
  words: string;
  rows: number;
  schools: [ProofSchool, ProofSchool];
};

/** Same column names as the published extract. */
const COLUMNS = {
  urn: "URN",
  name: "EstablishmentName",
  status: "EstablishmentStatus (name)",
  phase: "PhaseOfEducation (name)",
  authorityCode: "LA (code)",
  authority: "LA (name)",
  districtCode: "DistrictAdministrative (code)",
  district: "DistrictAdministrative (name)",
  town: "Town",
  postcode: "Postcode",
  easting: "Easting",
  northing: "Northing",
} as const;

const REAL_REGISTER = join(root, "..", "shared", "data", "gias", "llr_establishments_2026.csv");
const MOST_IN_A_TOWN = 15;

/** The real register where it is at hand, else the demo story's; and two secondary schools of one authority in it. */
export function findRegister(folder: string, options: { demo: boolean }): ProofRegister {
  const isReal = !options.demo && existsSync(REAL_REGISTER);
  const file = isReal ? REAL_REGISTER : writeDemoRegister(folder);
  const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true, bom: true, trim: true });
  const words = isReal
    ? "the national register’s extract (../shared/data/gias)"
    : "the demo story’s register";
  return { file, words, rows: rows.length, schools: chooseSchools(rows) };
}

function writeDemoRegister(folder: string): string {
  const lines = registerSchools("2025-08-31").map((school) => [
    school.urn,
    school.name,
    school.status === "closed" ? "Closed" : "Open",
    school.phase,
    school.localAuthority?.code,
    school.localAuthority?.name,
    school.district?.code,
    school.district?.name,
    school.town,
    school.postcode,
    school.easting,
    school.northing,
  ]);
  const cell = (value: string | number | null | undefined) =>
    `"${String(value ?? "").replaceAll('"', '""')}"`;
  const file = join(folder, "demo-register.csv");
  const table = [Object.values(COLUMNS), ...lines].map((line) => line.map(cell).join(","));
  writeFileSync(file, `${table.join("\r\n")}\r\n`);
  return file;
}

/** Two open secondary schools whose names and towns lead to few others, in one local authority. */
function chooseSchools(rows: readonly Record<string, string>[]): [ProofSchool, ProofSchool] {
  const value = (row: Record<string, string>, column: keyof typeof COLUMNS): string =>
    row[COLUMNS[column]] ?? "";
  const open = rows.filter((row) => value(row, "status") === "Open");
  const inTown = (town: string) => open.filter((row) => value(row, "town") === town).length;
  const named = (name: string) => open.filter((row) => value(row, "name").startsWith(name)).length;
  const fitting = open.filter(
    (row) =>
      value(row, "phase") === "Secondary" &&
      value(row, "easting") !== "" &&
      /^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/.test(value(row, "postcode")) &&
      /^[A-Z][a-z]+ [A-Z][a-z]+/.test(value(row, "name")) &&
      named(value(row, "name")) === 1 &&
      inTown(value(row, "town")) <= MOST_IN_A_TOWN,
  );
  for (const first of fitting) {
    const second = fitting.find(
      (row) =>
        row !== first &&
        value(row, "authority") === value(first, "authority") &&
        value(row, "town") !== value(first, "town"),
    );
    if (second) return [toSchool(first), toSchool(second)];
  }
  throw new Error("The register has no two secondary schools that the proof could play");

  function toSchool(row: Record<string, string>): ProofSchool {
    return {
      urn: value(row, "urn"),
      name: value(row, "name"),
      town: value(row, "town"),
      postcode: value(row, "postcode"),
      authority: value(row, "authority"),
    };
  }
}
