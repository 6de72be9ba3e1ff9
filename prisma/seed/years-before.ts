import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settingsVersion } from "~/data/settings.server";
import type { Db } from "~/data/db.server";
import { PAST_COLUMNS } from "~/domain/past-sessions";
import { toCsv, type CsvCell } from "~/lib/csv";
import { addDays, type Day } from "~/lib/london-time";
import { importPast } from "~/services/import-past.server";
import { saveContext } from "~/services/save-context.server";
import { saveSettings } from "~/services/save-settings.server";
import type { Deps } from "~/services/deps";
import { idOf, type Staff } from "./office";
import { schoolOf, UNBOOKED } from "./schools";

const YEARS_BEFORE = 2;
/** Sessions of a month, September first. */
const SESSIONS = [5, 9, 8, 4, 6, 7, 7, 3, 5, 6];

/** Two programme years before the service, from the spreadsheet that was kept then. */
export async function enterYearsBefore(deps: Deps, firstYear: number): Promise<void> {
  const schools = await deps.db.school.findMany({
    where: {
      urn: { not: null },
      phase: { in: ["Secondary", "All-through"] },
      status: "open",
      name: { notIn: UNBOOKED.map((key) => schoolOf(key).name) },
    },
    orderBy: { urn: "asc" },
    select: { urn: true },
  });
  const formats = await deps.db.format.findMany({ where: { retiredAt: null }, orderBy: { position: "asc" }, select: { name: true } });
  const [assembly, , workshop] = formats.map(({ name }) => name);
  if (schools.length === 0 || !assembly || !workshop) return;
  const rows: CsvCell[][] = [[...PAST_COLUMNS]];
  for (let back = YEARS_BEFORE; back > 0; back -= 1) {
    const autumn = firstYear - back + 1;
    let number = back * 7;
    for (const [month, sessions] of SESSIONS.entries()) {
      for (let each = 0; each < sessions + (back === 1 ? 1 : 0); each += 1) {
        number += 1;
        const school = schools[(number * 5) % schools.length];
        const on = schoolDayOf(autumn, month, (number * 11) % 26);
        const isAssembly = number % 3 !== 0;
        const year = String(7 + ((number + back) % 5));
        const attended = isAssembly ? 120 + ((number * 37) % 90) : 24 + (number % 8);
        rows.push([String(school?.urn), on, isAssembly ? assembly : workshop, year, attended, "new", "", number % 2 ? "register" : "headcount", "", "", ""]);
      }
    }
  }
  const folder = await mkdtemp(join(tmpdir(), "years-before-"));
  try {
    const path = join(folder, "earlier-sessions.csv");
    await writeFile(path, toCsv(rows));
    const imported = await importPast({ path, fileName: "earlier-sessions.csv", check: false }, deps);
    if (!imported.ok || imported.report.entries.length === 0) throw new Error("The years before the story were refused");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A weekday outside the usual breaks; months from September on. */
function schoolDayOf(autumn: number, month: number, offset: number): Day {
  const calendarMonth = ((month + 8) % 12) + 1;
  const year = calendarMonth >= 9 ? autumn : autumn + 1;
  const day = addDays(`${year}-${String(calendarMonth).padStart(2, "0")}-01`, offset);
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 ? addDays(day, 1) : weekday === 6 ? addDays(day, 2) : day;
}

const CONTEXT = [
  {
    label: "Recorded knife-enabled violence, offences",
    area: "Force area of the story",
    period: "Year to March",
    figure: 1_184,
    source: "Example Statistics Office, invented table K4",
    link: "https://www.example.org/statistics/k4",
  },
  {
    label: "Hospital admissions for assault with a sharp object, ages 10 to 25",
    area: "City and county of the story",
    period: "Financial year before last",
    figure: 63,
    source: "Example Health Observatory, invented series H12",
    link: "",
  },
];

/** A strategy that began two years ago, and two invented figures from elsewhere. */
export async function setStrategyAndContext(db: Db, deps: Deps, staff: Staff, input: { firstYear: number; today: Day }): Promise<void> {
  const actor = { kind: "staff" as const, accountId: idOf(staff, "helen") };
  const targets = [6_500, 8_000, 10_000, 10_500, 11_000];
  const words = ["", "", "Every district visited", "", "Every secondary school visited at least once"];
  const strategy = {
    startYear: input.firstYear - 1,
    milestones: targets.map((target, index) => ({ target, words: words[index] ?? "" })),
  };
  const saved = await saveSettings({ changes: { strategy }, version: await settingsVersion(db), actor }, deps);
  if (!saved.ok) throw new Error("The strategy was not saved");
  for (const figure of CONTEXT) {
    const kept = await saveContext({ existing: null, words: { ...figure, asAtOn: addDays(input.today, -60) }, actor }, deps);
    if (!kept.ok) throw new Error(`${figure.label}: ${kept.reason}`);
  }
}
