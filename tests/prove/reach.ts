// npm run prove -- reach [--visits 150] [--seed 1] [--rounds 1]
// Years of random work through the real services: conversions and mergers of schools, moves, cancellations, several groups
// a session, sessions beside each other, links over the ends of periods, corrections by coordinators and schools, a past.
// Schools, funders, campaigns and priority areas of several kinds, with visits tagged and tagged anew. A second, simple
// program recounts every breakdown of it from the raw records (reach/recount.ts), filters and campaigns included; a second
// process computes it from nothing (reach/cold.ts). Each story is entered in three orders; the figures must be those of
// the recount to the last student, and the same in all three.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, type OpenedDatabase } from "~/data/db.server";
import { applyPendingMigrations } from "~/data/migrations.server";
import type { PeriodChoice } from "~/domain/programme-year";
import { roundReach } from "~/domain/reach";
import { dayOf } from "~/lib/london-time";
import { publishFigure } from "~/services/publish-figure.server";
import { reachReport } from "~/services/reach-report.server";
import { testDeps } from "../support/deps";
import { findPostgresBinaries, startPostgresServer } from "../support/postgres-server.mjs";
import { prove, type Proof } from "../support/proof";
import { ask, type Answer, type Question } from "./reach/ask";
import type { ColdInput } from "./reach/cold";
import { asFilter } from "./reach/compare";
import { agree, compared, drawNarrowings, isNewest, namesOf, PERIODS, type Said } from "./reach/look";
import { callNewcomers } from "./reach/newcomer";
import { ALL_SAID_AT, planYears, type YearsPlan } from "./reach/plan";
import { readRecords } from "./reach/recount";
import { stageOf } from "./reach/stage";
import { inSomeOrder } from "./reach/steps";
import { dice } from "./term/region";

const numberAfter = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const VISITS = numberAfter("--visits", 150);
const SEED = numberAfter("--seed", 1);
const ROUNDS = numberAfter("--rounds", 1);
const ORDERS = 3;
/** After so many steps the figures in memory are held against the recount. */
const LOOK_EVERY = 25;
/** A process that has just started is asked as well at every fourth look and at the end: loading the product takes seconds. */
const NEWCOMER_EVERY = 4;

type Place = { open: () => Promise<OpenedDatabase>; forNewcomer: (opened: OpenedDatabase) => Promise<{ databaseUrl: string } | { dump: string }> };

const folder = mkdtempSync(join(tmpdir(), "kca-reach-"));
const server = findPostgresBinaries() === null ? null : await startPostgresServer({ handleSignals: false });
const newcomers = await callNewcomers();
const opened: OpenedDatabase[] = [];
let databases = 0;

/** The embedded database belongs to one process: another one gets a copy. */
const place: Place = server
  ? {
      open: async () => {
        databases += 1;
        const admin = await openDatabase({ databaseUrl: server.url, dataFolder: "", poolSize: 1 });
        await admin.query(`CREATE DATABASE proof_${databases}`);
        await admin.close();
        return openDatabase({ databaseUrl: server.urlOf(`proof_${databases}`), dataFolder: "" });
      },
      forNewcomer: () => Promise.resolve({ databaseUrl: server.urlOf(`proof_${databases}`) }),
    }
  : {
      open: () => {
        databases += 1;
        return openDatabase({ dataFolder: join(folder, String(databases)) });
      },
      forNewcomer: async (own) => {
        const dump = join(folder, "copy.tar");
        writeFileSync(dump, new Uint8Array(await (await own.dump()).arrayBuffer()));
        return { dump };
      },
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
    proof.tell(`the same figures, ranges, parts and narrowed parts of ${PERIODS.length} periods in all ${ORDERS} orders`);
  }
}

async function enterAll(plan: YearsPlan, seed: number, order: number, { tell, equal, holds }: Proof): Promise<Said[]> {
  const own = await place.open();
  opened.push(own);
  await applyPendingMigrations(own);
  const { db, query } = own;
  const steps = inSomeOrder(await stageOf(db, plan), dice(seed * 104_729 + order * 31 + 1));
  const throwDice = dice(seed + 17);
  let looks = 0;
  let narrowings = 0;
  let newcomersAsked = 0;
  const look = async (choices: readonly PeriodChoice[]): Promise<Said[]> => {
    const records = await readRecords((text, values) => query(text, values), dayOf(new Date(ALL_SAID_AT)));
    const nameOf = await namesOf(own);
    const drawn = choices.map((choice, index) => drawNarrowings(records, choice, dice(seed * 31 + looks + index + 1)));
    const questions = choices.map(
      (choice, index): Question => ({ choice, filters: (drawn[index] ?? []).map(({ by }) => asFilter(by)), withYears: isNewest(choice) }),
    );
    const answers: Answer[] = [];
    for (const question of questions) answers.push(await ask(db, question));
    if (looks % NEWCOMER_EVERY === 0 || choices.length > 1) {
      const input: ColdInput = { ...(await place.forNewcomer(own)), questions };
      const cold: unknown = JSON.parse(await newcomers.ask(input));
      agree(JSON.parse(JSON.stringify(answers)), cold, `order ${order + 1} after ${looks} looks: what is kept in memory beside a process that has just started`);
      newcomersAsked += 1;
    }
    return choices.map((choice, index) => {
      const answer = answers[index];
      if (!answer) throw new Error("A question was not answered");
      looks += 1;
      narrowings += answer.narrowed.length;
      const what = `${answer.report.period.name} after ${looks} looks of order ${order + 1}`;
      return compared(answer, { records, choice, drawn: drawn[index] ?? [], nameOf, what });
    });
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
  const { open, hours, parts, targeted } = year.report;
  const { figure, low, high, attendances } = open;
  holds(
    `order ${order + 1}: ${looks} looks, narrowed ${narrowings} times, agree with the recount, and with ${newcomersAsked} processes that had just started`,
    low <= figure && figure <= high,
    `in 2025/26 ${figure.toFixed(4)} students (${low.toFixed(1)} to ${high.toFixed(1)}), ${attendances} attendances, ` +
      `${hours.toFixed(2)} student-hours, ${Object.keys(parts.school ?? {}).length} schools; apart ${targeted.figure.toFixed(4)}`,
  );
  if (order === 0) tellParts(said, tell);
  opened.pop();
  await own.close();
  return said;
}

/** How much of each breakdown there was to get wrong. */
function tellParts(said: readonly Said[], tell: Proof["tell"]): void {
  const most = new Map<string, number>();
  for (const { report } of said) {
    for (const [dimension, parts] of Object.entries(report.parts)) most.set(dimension, Math.max(most.get(dimension) ?? 0, Object.keys(parts).length));
  }
  tell(`parts of a period, at most: ${[...most].map(([dimension, count]) => `${count} × ${dimension}`).join(", ")}`);
  const campaigns = said.filter(({ report }) => report.tagged !== null);
  tell(
    `campaigns: ${campaigns.map(({ report: { period, open, tagged } }) => `${period.from} to ${period.to} ${open.figure.toFixed(2)} students, ${tagged?.attendances ?? 0} attendances tagged`).join("; ")}`,
  );
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

function tellPlan({ visits, past, rolls }: YearsPlan, { tell }: Proof): void {
  const counts = visits.flatMap(({ revisions, undone }) => (undone ?? revisions.at(-1))?.counts ?? []);
  const ofKind = (novelty: string) => counts.filter((count) => count.novelty === novelty).length;
  const intoPast = counts.filter(({ sameAs }) => past.some(({ key }) => key === sameAs?.visit)).length;
  tell(
    `${visits.length} visits and ${past.length} sessions of a past, ${rolls.length} numbers on roll; in the newest records ${ofKind("new")} groups of new students, ` +
      `${ofKind("mixed")} mixed, ${ofKind("same")} the same as before (${intoPast} in the past, where ${past.filter(({ sameAs }) => sameAs !== null).length} are themselves)`,
  );
}

await prove("reach", story, async () => {
  newcomers.sendAway();
  for (const each of opened) await each.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});
