import type { OpenedDatabase } from "~/data/db.server";
import type { PeriodChoice } from "~/domain/programme-year";
import type { ReachReport } from "~/services/reach-report.server";
import { ProofFailed } from "../../support/proof";
import type { Answer } from "./ask";
import { differences, saidByNarrowing, saidByRecount, saidByReport, saidBySelection, saidByYears } from "./compare";
import { CAMPAIGNS, type Dice } from "./plan";
import { namesIn, narrow, recount, yearsBefore, type Narrowing, type Records } from "./recount";

/** Combinations of filters that each period is narrowed by, drawn by lot. */
const FILTERS_A_PERIOD = 4;

/** Every kind of year from before the past to the end of the story, and the campaigns. */
export const PERIODS: PeriodChoice[] = [2022, 2023, 2024, 2025, 2026].flatMap((year): PeriodChoice[] => [
  { kind: "programme", onDay: `${year}-10-01` },
  { kind: "academic", onDay: `${year}-10-01` },
  { kind: "financial", onDay: `${year}-10-01` },
  { kind: "calendar", onDay: `${year}-10-01` },
]);
PERIODS.push({ kind: "calendar", onDay: "2027-03-01" });
for (const { slug } of CAMPAIGNS) PERIODS.push({ kind: "campaign", slug });

/** What the product says of a period, in words that every database has. */
export type Said = {
  report: ReturnType<typeof saidByReport>;
  narrowed: { by: string; said: Omit<ReturnType<typeof saidBySelection>, "list"> }[];
  years: ReturnType<typeof saidByYears>;
};
/** Throws with the first differences. */
export function agree(seen: unknown, expected: unknown, what: string): void {
  const found = differences(seen, expected);
  if (found.length > 0) throw new ProofFailed(what, "no difference", found.slice(0, 8).join("\n                "));
}

export type Drawn = { by: Narrowing; words: string };

/** Combinations of filters of what there is in a period, or is not: the same in every order of the same story. */
export function drawNarrowings(records: Records, choice: PeriodChoice, throwDice: Dice): Drawn[] {
  const names = namesIn(records, choice);
  return Array.from({ length: FILTERS_A_PERIOD }, () => {
    const by: Record<string, string> = throwDice(4) === 0 ? { side: "targeted" } : {};
    const words = Object.keys(by);
    for (let count = 1 + throwDice(3); count > 0 && names.length > 0; count -= 1) {
      const { dimension, key, name } = names[throwDice(names.length)] ?? { dimension: "month", key: "2020-01", name: "" };
      by[dimension] = key;
      words.push(`${dimension} ${name}`);
    }
    return { by, words: words.join(", ") };
  });
}

/** Years stand beside those before them: asked for of the newest of each kind, which leads to all others. */
export const isNewest = (choice: PeriodChoice): boolean =>
  choice.kind === "campaign" ? choice.slug === CAMPAIGNS[1]?.slug : choice.onDay >= "2026-10-01";

type Counted = { records: Records; choice: PeriodChoice; drawn: readonly Drawn[]; nameOf: (id: string) => string; what: string };

/** Everything that the product answers about a period, after it was held against the recount. */
export function compared({ report, narrowed, years }: Answer, { records, choice, drawn, nameOf, what }: Counted): Said {
  const coreYear = /Year (\d+)/.exec(report.beside.coreYear.name)?.[1] ?? "";
  const said: Said = { report: saidByReport(report, nameOf), narrowed: [], years: saidByYears(years) };
  agree(said.report, saidByRecount(recount(records, choice), nameOf, coreYear), `${what}: the report beside the recount`);
  addUp(report, what);
  drawn.forEach(({ by, words }, index) => {
    const answer = narrowed[index];
    if (!answer) throw new Error(`${what}: nothing is said of ${words}`);
    const { list, ...rest } = saidBySelection(answer, nameOf);
    agree({ ...rest, list }, saidByNarrowing(narrow(records, choice, by), nameOf), `${what}, narrowed by ${words}: beside the recount`);
    // Rows have an id of their own in each database.
    said.narrowed.push({ by: words, said: rest });
  });
  if (isNewest(choice)) agree(said.years, yearsBefore(records, choice), `${what}: the years before it beside the recount`);
  return said;
}

/** Every breakdown comes to its headline. */
function addUp({ reach, beside, byBasis, breakdowns }: ReachReport, what: string): void {
  const sum = (numbers: readonly (number | string | null)[]): number => numbers.reduce<number>((total, number) => total + Number(number), 0);
  for (const { dimension, parts, total } of breakdowns) {
    if (total.figure !== null) agree(sum(parts.map(({ figure }) => figure)), reach.figure, `${what}: students reached by ${dimension}`);
    agree(sum(parts.map(({ attendances }) => attendances)), reach.attendances, `${what}: attendances by ${dimension}`);
    agree(sum(parts.map(({ studentHours }) => studentHours)), beside.studentHours, `${what}: student-hours by ${dimension}`);
  }
  for (const [name, parts] of Object.entries({ byBasis, byFormat: beside.byFormat })) {
    agree(sum(parts.map(({ attendances }) => attendances)), reach.attendances, `${what}: the sum of ${name}`);
  }
}

/** A lineage by the first school of it, tags by their names, so that ids of different databases compare. */
export async function namesOf({ query }: OpenedDatabase): Promise<(id: string) => string> {
  const { rows } = await query(`SELECT lineage_id::text AS id, coalesce(min(urn)::text, min(name)) AS name FROM school GROUP BY lineage_id
    UNION ALL SELECT id::text, name FROM funder UNION ALL SELECT id::text, name FROM campaign`);
  const names = new Map(rows.map((row) => [String(row.id), String(row.name)]));
  return (id) => names.get(id) ?? id;
}
