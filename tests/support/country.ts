import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { root } from "../../scripts/lib/project.mjs";
import type { Day } from "~/lib/london-time";
import type { VolumeSchool } from "./volume";

const REGISTER = join(root, "..", "shared", "data", "gias", "england_open_establishments_2026.csv");
const SCHOOLS_OF_ENGLAND = 26_509;
/** Squares of the grid stand for districts, and larger ones for authorities: about as many as England has. */
const DISTRICT_METRES = 25_000;
const AUTHORITY_METRES = 35_000;

/** Ages and students by phase: the extract does not say them. Special and independent schools have no phase. */
const BY_PHASE: Readonly<Record<string, { lowAge: number; highAge: number; pupils: number }>> = {
  Secondary: { lowAge: 11, highAge: 16, pupils: 1_050 },
  "All-through": { lowAge: 4, highAge: 18, pupils: 1_200 },
  "Middle deemed secondary": { lowAge: 9, highAge: 13, pupils: 500 },
  "16 plus": { lowAge: 16, highAge: 19, pupils: 1_500 },
  "Not applicable": { lowAge: 5, highAge: 16, pupils: 120 },
};
const PRIMARY = { lowAge: 4, highAge: 11, pupils: 280 };

/** England's schools, those with students of years 7 to 11 first, and where they come from. */
export function schoolsOfEngland(): { schools: VolumeSchool[]; eligible: number; words: string } {
  const isReal = existsSync(REGISTER);
  const all = isReal ? realSchools() : inventedSchools();
  const isEligible = ({ highAge, lowAge }: VolumeSchool): boolean => highAge >= 12 && lowAge <= 15;
  const first = all.filter(isEligible);
  return {
    schools: [...first, ...all.filter((school) => !isEligible(school))],
    eligible: first.length,
    words: isReal ? "the register’s establishments of England" : "as many invented schools as England has",
  };
}

function realSchools(): VolumeSchool[] {
  const rows: Record<string, string>[] = parse(readFileSync(REGISTER), { columns: true, bom: true, trim: true });
  return rows.map((row) => {
    const phase = row["PhaseOfEducation (name)"] ?? "";
    const place = { easting: Number(row.Easting) || 450_000, northing: Number(row.Northing) || 300_000 };
    const { EstablishmentName: name = "", Town: town = "", Postcode: postcode = "" } = row;
    return { name, phase, town, postcode, ...place, ...squaresOf(place), ...(BY_PHASE[phase] ?? PRIMARY) };
  });
}

function inventedSchools(): VolumeSchool[] {
  return Array.from({ length: SCHOOLS_OF_ENGLAND }, (_, index) => {
    const phase = index % 7 === 0 ? "Secondary" : "Primary";
    const place = { easting: 200_000 + ((index * 7_919) % 420_000), northing: 60_000 + ((index * 104_729) % 560_000) };
    const words = { name: `Bench School ${index}`, town: "Benchford", postcode: "LE1 1AB" };
    return { ...words, phase, ...place, ...squaresOf(place), ...(BY_PHASE[phase] ?? PRIMARY) };
  });
}

function squaresOf({ easting, northing }: { easting: number; northing: number }): { district: string; authority: string } {
  const square = (metres: number): string => `${Math.floor(easting / metres)}-${Math.floor(northing / metres)}`;
  return { district: square(DISTRICT_METRES), authority: `A${square(AUTHORITY_METRES)}` };
}

/** Weeks in which most schools are closed, as month and day. */
const HOLIDAYS = [
  ["01-01", "01-04"],
  ["02-14", "02-20"],
  ["04-01", "04-14"],
  ["05-25", "05-31"],
  ["07-22", "08-31"],
  ["10-24", "10-31"],
  ["12-20", "12-31"],
] as const;

export const isHoliday = (day: Day): boolean =>
  HOLIDAYS.some(([from, to]) => day.slice(5) >= from && day.slice(5) <= to);
