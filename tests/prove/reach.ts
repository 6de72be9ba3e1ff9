// npm run prove -- reach [--visits 60] [--seed 1]
// Random work with corrections, repeats and mixed groups through the real services, entered in any order, and a simple
// recount from the raw records: the figure of every cohort and every part must agree to the last student.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, type OpenedDatabase } from "~/data/db.server";
import { applyPendingMigrations } from "~/data/migrations.server";
import { addDays } from "~/lib/london-time";
import { reachReport } from "~/services/reach-report.server";
import { savedPresenter, savedRoll, savedSchool, savedVisit } from "../support/builders";
import { delivered } from "../support/delivered";
import { testDeps } from "../support/deps";
import { prove, type Proof } from "../support/proof";
import { dice } from "./term/region";

const wordAfter = (name: string): string | undefined => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
};
const VISITS = Number(wordAfter("--visits") ?? 60);
const SEED = Number(wordAfter("--seed") ?? 1);
const folder = mkdtempSync(join(tmpdir(), "kca-reach-"));
let opened: OpenedDatabase | null = null;

type Raw = { cohort: string; at: number; attended: number; novelty: string; roll: number | null; district: string };

/** As rule 5 reads, one cohort after another, one start after another. */
function recount(rows: readonly Raw[]): { total: number; byCohort: Map<string, number> } {
  const byCohort = new Map<string, number>();
  for (const cohort of new Set(rows.map((row) => row.cohort))) {
    const own = rows.filter((row) => row.cohort === cohort).sort((one, other) => one.at - other.at);
    const roll = own[0]?.roll ?? null;
    let reached = 0;
    for (const at of new Set(own.map((row) => row.at))) {
      const before = reached;
      for (const { novelty, attended } of own.filter((row) => row.at === at)) {
        if (novelty === "new") reached += attended;
        if (novelty === "mixed" && roll !== null) {
          reached += Math.min(roll - before, Math.max(attended - before, 0, attended * (1 - before / roll)), attended);
        }
      }
      if (roll !== null) reached = Math.min(reached, roll);
    }
    byCohort.set(cohort, reached);
  }
  return { total: [...byCohort.values()].reduce((sum, each) => sum + each, 0), byCohort };
}

async function story({ chapter, equal, holds, tell }: Proof): Promise<void> {
  opened = await openDatabase({ dataFolder: folder });
  await applyPendingMigrations(opened);
  const { db, query } = opened;
  const deps = testDeps(db, "2027-07-20T12:00:00Z");
  const throwDice = dice(SEED);
  const roll = () => throwDice(1_000) / 1_000;
  chapter("Random work, entered in any order");
  const presenter = await savedPresenter(db);
  const schools = [];
  for (let index = 0; index < 5; index += 1) {
    const school = await savedSchool(db, { name: `Proof School ${index}` });
    if (index % 2 === 0) await savedRoll(db, { school, yearGroup: "9", roll: 120 });
    schools.push(school);
  }
  const plans = Array.from({ length: VISITS }, (_, index) => ({ index, order: roll() })).sort((a, b) => a.order - b.order);
  let corrections = 0;
  for (const { index } of plans) {
    const school = schools[Math.floor(roll() * schools.length)];
    const visit = await savedVisit(db, { school, presenters: [presenter], onDate: addDays("2026-09-07", index * 5) });
    const novelty = roll() < 0.6 ? ("new" as const) : ("mixed" as const);
    const attended = Math.floor(roll() * 60);
    const kept = await delivered(visit, deps, { attended, novelty });
    if (roll() < 0.3) {
      corrections += 1;
      const again = { attended: Math.floor(roll() * 60), novelty };
      await delivered(kept, deps, again, { revision: 1, correctionReason: "A second look at the register." });
    }
    if (roll() < 0.2) await reachReport({ choice: null, audience: "team" }, deps);
  }
  tell(`${VISITS} visits at ${schools.length} schools, ${corrections} corrected, seed ${SEED}`);

  chapter("The recount from the raw records");
  const raw = await query(`
    SELECT s.lineage_id || c.year_group AS cohort, extract(epoch FROM v.starts_at)::float8 AS at, c.attended, c.novelty::text,
      (SELECT r.roll FROM school_roll r WHERE r.school_id = s.id AND r.year_group = c.year_group) AS roll,
      coalesce(v.district_name, '') AS district
    FROM delivery d JOIN delivery_count c ON c.delivery_id = d.id JOIN visit v ON v.id = d.visit_id JOIN school s ON s.id = v.school_id
    WHERE d.revision = (SELECT max(revision) FROM delivery n WHERE n.visit_id = d.visit_id)
      AND v.on_date BETWEEN '2026-08-01' AND '2027-07-31'`);
  const rows = raw.rows.map((row): Raw => ({
    cohort: String(row.cohort),
    at: Number(row.at),
    attended: Number(row.attended),
    novelty: String(row.novelty),
    roll: row.roll === null ? null : Number(row.roll),
    district: String(row.district),
  }));
  const expected = recount(rows);
  const report = await reachReport({ choice: null, audience: "team" }, deps);
  const exact = (value: number) => value.toFixed(6);
  equal("students reached", exact(report.reach.figure), exact(expected.total));
  equal("attendances", report.reach.attendances, rows.reduce((sum, { attended }) => sum + attended, 0));
  const sumOf = (parts: readonly { figure: number }[]) => exact(parts.reduce((sum, { figure }) => sum + figure, 0));
  for (const [name, parts] of Object.entries({
    months: report.byMonth,
    districts: report.byDistrict,
    "year groups": report.byYearGroup,
    schools: report.bySchool,
  })) {
    equal(`${name} add up to it`, sumOf(parts), exact(expected.total));
  }
  const bySchool = [...expected.byCohort.values()].map(exact).sort();
  equal("each school", report.bySchool.map(({ figure }) => exact(figure)).sort(), bySchool);
  holds("between low and high", report.reach.low <= report.reach.figure && report.reach.figure <= report.reach.high, "yes");
}

await prove("reach", story, async () => {
  await opened?.close();
  rmSync(folder, { recursive: true, force: true });
});
