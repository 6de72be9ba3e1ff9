import type { Db } from "~/data/db.server";
import type { RegisterReport } from "~/domain/register";
import type { RegisterSchool } from "~/domain/school";
import { importSchools } from "~/services/import-schools.server";

/** These schools as the register has them, through its own way in. */
export async function keepRegister(
  db: Db,
  schools: readonly RegisterSchool[],
  now = "2026-11-23T12:00:00Z",
): Promise<RegisterReport> {
  async function* lines() {
    for (const [index, school] of schools.entries()) yield { kind: "school" as const, line: index + 2, school };
  }
  const result = await importSchools({ lines: lines() }, { db, now: () => new Date(now) });
  if (!result.ok) throw new Error("The schools were refused");
  return result.report;
}
