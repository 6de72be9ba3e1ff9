// npm run prove -- reach [--visits 150] [--seed 1] [--rounds 1]
// Years of random work through the real services: conversions and mergers of schools, moves, cancellations, several groups
// a session, sessions beside each other, links over the ends of periods, corrections by coordinators and schools, a past.
// A second, simple program recounts all of it from the raw records (reach/recount.ts). Each story is entered in three
// orders; the figures must be those of the recount to the last student, and the same in all three.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, type Db, type OpenedDatabase } from "~/data/db.server";
import { applyPendingMigrations } from "~/data/migrations.server";
import type { PeriodChoice } from "~/domain/programme-year";
import { roundReach } from "~/domain/reach";
import { publishFigure } from "~/services/publish-figure.server";
import { reachReport } from "~/services/reach-report.server";
import { testDeps } from "../support/deps";
import { findPostgresBinaries, startPostgresServer } from "../support/postgres-server.mjs";
import { prove, ProofFailed, type Proof } from "../support/proof";
import { differences, saidByRecount, saidByReport } from "./reach/compare";
import { ALL_SAID_AT, planYears, type YearsPlan } from "./reach/plan";
import { readRecords, recount } from "./reach/recount";
import { inSomeOrder, stageOf } from "./reach/stage";
import { dice } from "./term/region";

const numberAfter = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const VISITS = numberAfter("--visits", 150);
const SEED = numberAfter("--seed", 1);
const ROUNDS = numberAfter("--rounds", 1);
const ORDERS = 3;
/** After so many steps the figures in memory are held against those of somebody who has just started, and the recount. */
const LOOK_EVERY = 25;

const PERIODS: PeriodChoice[] = [2022, 2023, 2024, 2025, 2026].flatMap((year): PeriodChoice[] => [
  { kind: "programme", onDay: `${year}-10-01` },
  { kind: "academic", onDay: `${year}-10-01` },
  { kind: "financial", onDay: `${year}-10-01` },
  { kind: "calendar", onDay: `${year}-10-01` },
]);
PERIODS.push({ kind: "calendar", onDay: "2027-03-01" });

type Said = ReturnType<typeof saidByReport>;
type Place = { open: () => Promise<OpenedDatabase>; fresh: (opened: OpenedDatabase) => Promise<{ db: Db; close: () => Promise<void> }> };

const folder = mkdtempSync(join(tmpdir(), "kca-reach-"));
const server = findPostgresBinaries() === null ? null : await startPostgresServer({ handleSignals: false });
const opened: OpenedDatabase[] = [];
let databases = 0;

/** On a server somebody new is a second pool; in the embedded database another object of the same connection. */
const place: Place = server
  ? {
      open: async () => {
        databases += 1;
        const admin = await openDatabase({ databaseUrl: server.url, dataFolder: "", poolSize: 1 });
        await admin.query(`CREATE DATABASE proof_${databases}`);
        await admin.close();
        return openDatabase({ databaseUrl: server.urlOf(`proof_${databases}`), dataFolder: "" });
      },
      fresh: async () => openDatabase({ databaseUrl: server.urlOf(`proof_${databases}`), dataFolder: "", poolSize: 2 }),
    }
  : {
      open: () => {
        databases += 1;
        return openDatabase({ dataFolder: join(folder, String(databases)) });
      },
      fresh: ({ db }) => Promise.resolve({ db: new Proxy(db, {}), close: () => Promise.resolve() }),
    };

async function story(proof: Proof): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const seed = SEED + round;
    const plan = planYears(VISITS, dice(seed * 7_919 + 1));
    proof.chapter(`Story ${seed}`);
    tellPlan(plan, proof);
    const ends: Said[][] = [];
    for (let order = 0; order < ORDERS; order += 1) ends.push(await enterAll(plan, seed, order, proof));
    const [first, ...others] = ends;
    others.forEach((said, index) => {
      agree(said, first, `order ${index + 2} beside the first`);
    });
    proof.tell(`the same figures, ranges and parts of ${PERIODS.length} periods in all ${ORDERS} orders`);
  }
}

async function enterAll(plan: YearsPlan, seed: number, order: number, { tell, equal, holds }: Proof): Promise<Said[]> {
  const own = await place.open();
  opened.push(own);
  await applyPendingMigrations(own);
  const { db, query } = own;
  const steps = inSomeOrder(await stageOf(db, plan), dice(seed * 104_729 + order * 31 + 1));
  const deps = testDeps(db, ALL_SAID_AT);
  const throwDice = dice(seed + 17);
  let looks = 0;
  const look = async (choices: readonly PeriodChoice[]): Promise<Said[]> => {
    const records = await readRecords((text, values) => query(text, values));
    const nameOf = await namesOf(own);
    const somebodyNew = await place.fresh(own);
    const said: Said[] = [];
    for (const choice of choices) {
      const report = await reachReport({ choice, audience: "team" }, deps);
      const cold = await reachReport({ choice, audience: "team" }, { ...deps, db: somebodyNew.db });
      const what = `${report.period.name} after ${looks} looks of order ${order + 1}`;
      agree(report, cold, `${what}: what is kept in memory beside a first look`);
      const coreYear = /Year (\d+)/.exec(report.beside.coreYear.name)?.[1] ?? "";
      const mine = saidByReport(report, nameOf);
      agree(mine, saidByRecount(recount(records, report.period.startsOn, report.period.endsOn), nameOf, coreYear), `${what}: the report beside the recount`);
      addUp(report, what);
      said.push(mine);
      looks += 1;
    }
    await somebodyNew.close();
    return said;
  };

  const published: { id: string; asPublished: string }[] = [];
  const kinds = new Map<string, number>();
  for (const [index, step] of steps.entries()) {
    await step.enter();
    kinds.set(step.kind, (kinds.get(step.kind) ?? 0) + 1);
    if (index % LOOK_EVERY === 0) {
      const choice = PERIODS[throwDice(PERIODS.length)];
      if (choice) await look([choice]);
    }
    if (index === Math.floor(steps.length * 0.8)) published.push(...(await publishSome(own)));
  }
  const said = await look(PERIODS);
  if (order === 0) tell([...kinds].map(([kind, count]) => `${count} × ${kind}`).join(", "));
  equal(`order ${order + 1}: figures published before the last fifth was entered stand as they were`, await asPublished(own, published), published.map((each) => each.asPublished), String(published.length));
  const year = said[PERIODS.findIndex((period) => period.kind === "programme" && period.onDay.startsWith("2025"))];
  if (!year) throw new Error("The year 2025/26 is missing");
  const { figure, low, high, attendances } = year.open;
  holds(
    `order ${order + 1}: ${looks} looks agree with the recount and with a first look`,
    low <= figure && figure <= high,
    `in 2025/26 ${figure.toFixed(4)} students (${low.toFixed(1)} to ${high.toFixed(1)}), ${attendances} attendances, ` +
      `${year.hours.toFixed(2)} student-hours, ${Object.keys(year.parts.school).length} schools; apart ${year.targeted.figure.toFixed(4)}`,
  );
  opened.pop();
  await own.close();
  return said;
}

function agree(seen: unknown, expected: unknown, what: string): void {
  const found = differences(seen, expected);
  if (found.length > 0) throw new ProofFailed(what, "no difference", found.slice(0, 8).join("\n                "));
}

/** Every breakdown comes to its headline. */
function addUp({ reach, byMonth, byDistrict, byYearGroup, bySchool, byBasis, beside, breakdowns }: Awaited<ReturnType<typeof reachReport>>, what: string): void {
  for (const [name, parts] of Object.entries({ byMonth, byDistrict, byYearGroup, bySchool })) {
    const sum = { figure: 0, attendances: 0 };
    for (const part of parts) {
      sum.figure += part.figure;
      sum.attendances += part.attendances;
    }
    agree(sum, { figure: reach.figure, attendances: reach.attendances }, `${what}: the sum of ${name}`);
  }
  for (const [name, parts] of Object.entries({ byBasis, byFormat: beside.byFormat })) {
    agree(parts.reduce((sum, part) => sum + Number(part.attendances), 0), reach.attendances, `${what}: the sum of ${name}`);
  }
  for (const { dimension, parts } of breakdowns) {
    agree(parts.reduce((sum, part) => sum + Number(part.attendances), 0), reach.attendances, `${what}: the sum by ${dimension}`);
  }
}

async function publishSome({ db }: OpenedDatabase): Promise<{ id: string; asPublished: string }[]> {
  const deps = testDeps(db, ALL_SAID_AT);
  const { id: signedOffById } = await db.account.findFirstOrThrow({ where: { email: "proof.coordinator@force.example" }, select: { id: true } });
  const published = [];
  for (const choice of PERIODS.slice(8, 16)) {
    const { reach } = await reachReport({ choice, audience: "team" }, deps);
    const result = await publishFigure({ choice, seenFigure: roundReach(reach).figure, reason: "", signedOffById }, deps);
    if (result.ok) published.push({ id: result.id, asPublished: "" });
  }
  return Promise.all(published.map(async ({ id }) => ({ id, asPublished: await publication({ db }, id) })));
}

const publication = async ({ db }: Pick<OpenedDatabase, "db">, id: string): Promise<string> =>
  JSON.stringify(await db.publication.findUniqueOrThrow({ where: { id } }));

const asPublished = (own: OpenedDatabase, published: readonly { id: string }[]): Promise<string[]> =>
  Promise.all(published.map(({ id }) => publication(own, id)));

/** A lineage by the first school of it, so that ids of different databases compare. */
async function namesOf({ query }: OpenedDatabase): Promise<(id: string) => string> {
  const { rows } = await query("SELECT lineage_id::text AS id, coalesce(min(urn)::text, min(name)) AS name FROM school GROUP BY lineage_id");
  const names = new Map(rows.map((row) => [String(row.id), String(row.name)]));
  return (id) => names.get(id) ?? id;
}

function tellPlan({ visits, past, rolls }: YearsPlan, { tell }: Proof): void {
  const counts = visits.flatMap(({ revisions, undone }) => (undone ?? revisions.at(-1))?.counts ?? []);
  const ofKind = (novelty: string) => counts.filter((count) => count.novelty === novelty).length;
  tell(
    `${visits.length} visits and ${past.length} sessions of a past, ${rolls.length} numbers on roll; in the newest records ${ofKind("new")} groups of new students, ` +
      `${ofKind("mixed")} mixed, ${ofKind("same")} the same as before`,
  );
}

await prove("reach", story, async () => {
  for (const each of opened) await each.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});
