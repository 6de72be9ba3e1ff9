// npm run bench -- reports: /reach and /coverage of a production server on PostgreSQL, as a coordinator's browser asks for
// them, with 10,000, 100,000 and 1,000,000 sessions of ten years at England's schools. Each answer is held against the
// records: a fact committed a moment before by another process must be in the very next one, of either server.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { paths } from "~/config/paths";
import { openDatabase, type OpenedDatabase } from "~/data/db.server";
import { applyPendingMigrations } from "~/data/migrations.server";
import { findNewestDelivery } from "~/data/deliveries.server";
import { programmeYearOf } from "~/domain/programme-year";
import { addDays, dayOf } from "~/lib/london-time";
import { silentLogger } from "~/lib/logger.server";
import type { Deps } from "~/services/deps";
import { enterPast } from "~/services/enter-past.server";
import { recordDelivery } from "~/services/record-delivery.server";
import { freePort } from "../../scripts/lib/ports.mjs";
import { onBenchStage, signInAs, type BenchStage } from "../support/bench-server";
import { isHoliday, schoolsOfEngland } from "../support/country";
import { percentile } from "../support/load";
import { fillWithWork } from "../support/volume";

const LOOKS = Number(process.env.BENCH_LOOKS ?? 60);
const WARM_UP = 5;
const YEARS = 10;
const SESSIONS_A_VISIT = 3;
const SIZES = [10_000, 100_000, 1_000_000];
/** Milliseconds of the 95th percentile, with a commit between two looks. */
const AIMS: Readonly<Record<number, number>> = { 100_000: 150, 1_000_000: 500 };
/** Of the schools that the programme is for, so many in a hundred are visited in turn; the others never. */
const VISITED_PERCENT = 80;

type Row = { sessions: number; page: string; between: string; times: number[] };

const [, , only] = process.argv;
const england = schoolsOfEngland();
const today = dayOf(new Date());
const rows: Row[] = [];
console.log(
  `${england.schools.length.toLocaleString("en-GB")} schools (${england.words}), ${england.eligible.toLocaleString("en-GB")} of them with ` +
    `years 7 to 11, ${VISITED_PERCENT} % of those visited;\nsessions spread evenly over the school days of ${YEARS} years until 12 weeks from now, ` +
    `three a visit, one group each; rolls of every year known;\none attendance in ten is mixed, one the same students as at the visit before. ` +
    `${LOOKS} looks each, one at a time, milliseconds of the whole page.\n`,
);
console.log(line("sessions", "page", "between two looks", "p50", "p95", "aim p95"));
for (const sessions of SIZES.filter((size) => only === undefined || size === Number(only))) {
  await onBenchStage((stage) => measure(stage, sessions));
}
for (const { page, between } of rows.filter(({ sessions }) => sessions === 10_000)) {
  const p95 = (sessions: number): number | null => {
    const row = rows.find((each) => each.sessions === sessions && each.page === page && each.between === between);
    return row ? percentile(row.times, 95) : null;
  };
  const growth = [100_000, 1_000_000].flatMap((size) => {
    const [few, many] = [p95(10_000), p95(size)];
    return few && many ? [`${(many / few).toFixed(1)} at ${size.toLocaleString("en-GB")}`] : [];
  });
  if (growth.length > 0) console.log(`growth of the p95 of ${page}, ${between}, over 10,000 sessions: ${growth.join(", ")}`);
}

async function measure({ postgres, folder, startServer }: BenchStage, sessions: number): Promise<void> {
  const opened = await openDatabase({ databaseUrl: postgres.url, dataFolder: folder });
  await applyPendingMigrations(opened);
  await opened.onOneConnection(async ({ query }) => {
    await fillWithWork(query, {
      sessions,
      presenters: presentersFor(sessions),
      schools: Math.floor((england.eligible * VISITED_PERCENT) / 100),
      register: england.schools,
      waiting: Math.max(60, sessions / 1_000),
      firstOn: addDays(today, 12 * 7 - YEARS * 365),
      lastOn: addDays(today, 12 * 7),
      today,
      isFree: isHoliday,
    });
    await query("VACUUM");
  });
  const servers: { origin: string; pid: number; cookie: string }[] = [];
  for (let index = 0; index < 2; index += 1) {
    const port = await freePort();
    const origin = `http://localhost:${port}`;
    const pid = await startServer([join("build", "server.js")], "Knife Crime Awareness sessions:", {
      ORIGIN: origin,
      PORT: String(port),
      DATA_FOLDER: join(folder, String(index)),
    });
    servers.push({ origin, pid, cookie: await signInAs(opened.db, "bench.coordinator@force.example", origin) });
  }
  const [first, second] = servers;
  if (!first || !second) throw new Error("Two servers are needed");
  const ask = (server: typeof first, path: string) => answerOf(`${server.origin}${path}`, server.cookie);
  const facts = await newFacts(opened);

  const timed = async (page: string, path: string, between: string, meanwhile: (index: number) => Promise<unknown>) => {
    const times: number[] = [];
    for (let index = -WARM_UP; index < LOOKS; index += 1) {
      await meanwhile(index + WARM_UP);
      const startedAt = performance.now();
      await ask(first, path);
      if (index >= 0) times.push(performance.now() - startedAt);
    }
    report({ sessions, page, between, times });
  };

  const firstLooks: number[] = [];
  for (let back = 1; back <= 8; back += 1) {
    const year = programmeYearOf(addDays(today, -365 * back));
    const startedAt = performance.now();
    await ask(first, reachOf(year.startsOn));
    firstLooks.push(performance.now() - startedAt);
  }
  report({ sessions, page: "/reach", between: "first look at a year", times: firstLooks });
  const somethingElse = (index: number) =>
    opened.db.account.updateMany({ where: { email: "bench.contact0@school.example" }, data: { name: `Bench Contact ${index}` } });
  for (const [page, path] of [
    ["/reach", paths.reach()],
    ["/coverage", paths.coverage()],
  ] as const) {
    await timed(page, path, "nothing", () => Promise.resolve());
    await timed(page, path, "an unrelated commit", somethingElse);
    await timed(page, path, "a school’s facts", facts.change);
  }
  const lastYear = programmeYearOf(addDays(today, -365));
  await timed("/reach, last year", reachOf(lastYear.startsOn), "an unrelated commit", somethingElse);

  let fresh = 0;
  for (let index = 0; index < 10; index += 1) {
    await facts.change(index);
    const { attendances, never } = await facts.now();
    for (const server of [first, second]) {
      const reach = await ask(server, `${paths.reach()}?_data=routes%2Freach._index`);
      const coverage = await ask(server, `${paths.coverage()}?_data=routes%2Fcoverage._index`);
      const [seenAttendances, seenNever] = [numberAt(reach, "reach", "attendances"), numberAt(coverage, "total", "never")];
      if (seenAttendances !== attendances || seenNever !== never) {
        throw new Error(`Not fresh: ${seenAttendances} attendances for ${attendances}, ${seenNever} never reached for ${never}`);
      }
      fresh += 2;
    }
  }
  console.log(
    `  ${fresh} answers of two servers held what was committed just before; memory of the first server ` +
      `${memoryOf(first.pid, "VmRSS")} MB now, ${memoryOf(first.pid, "VmHWM")} MB at most, ${facts.visitsThisYear} visits recorded this year`,
  );
  await opened.close();
}

function reachOf(startsOn: string): string {
  return `${paths.reach()}?period=programme-${startsOn}`;
}

/** So many that each gives about four visits a week, as presenters do. */
function presentersFor(sessions: number): number {
  const visitsAWeek = sessions / SESSIONS_A_VISIT / (YEARS * 39);
  return Math.max(10, 2 * Math.ceil(visitsAWeek / 4));
}

/** Changes of what was seen, through the services: a correction of a visit, then a session at a school never reached. */
async function newFacts({ db, query }: OpenedDatabase) {
  const deps: Deps = { db, now: () => new Date(), origin: "http://localhost", log: silentLogger(), wakeMail: () => undefined };
  const { id: accountId } = await db.account.findUniqueOrThrow({ where: { email: "bench.coordinator@force.example" }, select: { id: true } });
  const year = programmeYearOf(today);
  const recorded = await query(
    `SELECT v.id FROM visit v WHERE v.status = 'completed' AND v.on_date BETWEEN $1::date AND $2::date AND NOT EXISTS (
      SELECT 1 FROM delivery d JOIN delivery_count c ON c.delivery_id = d.id WHERE d.visit_id = v.id AND c.novelty = 'same') ORDER BY v.on_date, v.id`,
    [year.startsOn, year.endsOn],
  );
  const unreached = Array.from({ length: england.eligible }, (_, index) => 900_000 + index).slice(Math.floor((england.eligible * VISITED_PERCENT) / 100));
  let turn = 0;
  const correct = async () => {
    const visitId = String(recorded.rows[(turn * 7) % recorded.rows.length]?.id);
    const [visit, newest] = [
      await db.visit.findUniqueOrThrow({ where: { id: visitId }, select: { version: true } }),
      await findNewestDelivery(db, visitId),
    ];
    if (!newest) throw new Error("The visit has no record");
    const counts = newest.record.counts.map((count) => ({ ...count, attended: count.attended + 1 }));
    const result = await recordDelivery(
      {
        visitId,
        recorder: { accountId, isCoordinator: true },
        version: visit.version,
        revision: newest.revision,
        record: { ...newest.record, counts },
        reasons: [],
        correctionReason: "The register says so.",
        figuresConfirmed: true,
      },
      deps,
    );
    if (!result.ok) throw new Error(`The correction was refused: ${result.reason}`);
  };
  const reach = async () => {
    const words = { group: "", basis: null, minutes: null, funder: "", campaign: "" };
    const when = { school: String(unreached[turn]), on: addDays(today, -1) };
    const session = { ...when, ...words, format: "workshop", yearGroup: "9" as const, attended: 25, novelty: { kind: "new" as const } };
    const result = await enterPast({ session, enteredById: accountId }, deps);
    if (!result.ok) throw new Error(`The session was refused: ${result.refusal.reason}`);
  };
  return {
    visitsThisYear: recorded.rows.length,
    change: async (_index: number): Promise<void> => {
      turn += 1;
      await (turn % 2 === 0 ? correct() : reach());
    },
    /** From the records alone. */
    now: async (): Promise<{ attendances: number; never: number }> => {
      const { rows: [found] } = await query(
        `SELECT (SELECT sum(c.attended) FROM visit v JOIN delivery d ON d.visit_id = v.id JOIN delivery_count c ON c.delivery_id = d.id
            WHERE v.on_date BETWEEN $1::date AND $2::date AND NOT v.targeted
              AND d.revision = (SELECT max(revision) FROM delivery n WHERE n.visit_id = v.id))::int AS attendances,
          (SELECT count(*) FROM school s WHERE s.high_age >= 12 AND s.low_age <= 15
            AND NOT EXISTS (SELECT 1 FROM visit v WHERE v.school_id = s.id AND v.status = 'completed'))::int AS never`,
        [year.startsOn, year.endsOn],
      );
      return { attendances: Number(found?.attendances), never: Number(found?.never) };
    },
  };
}

async function answerOf(url: string, cookie: string): Promise<string> {
  const answer = await fetch(url, { headers: { Cookie: cookie } });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}: ${text.slice(0, 200)}`);
  return text;
}

function numberAt(text: string, ...path: string[]): number {
  const found = path.reduce((value: unknown, name) => Object.entries(value ?? {}).find(([key]) => key === name)?.[1], JSON.parse(text));
  return Number(found);
}

function memoryOf(pid: number, name: "VmRSS" | "VmHWM"): string {
  const found = new RegExp(`${name}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return found ? Math.round(Number(found) / 1024).toLocaleString("en-GB") : "an unknown number of";
}

function report(row: Row): void {
  rows.push(row);
  const { sessions, page, between, times } = row;
  const aim = between === "first look at a year" ? undefined : AIMS[sessions];
  const p95 = percentile(times, 95);
  const verdict = aim === undefined ? "" : `${p95 < aim ? "reached" : "MISSED"} (${aim})`;
  console.log(line(sessions.toLocaleString("en-GB"), page, between, percentile(times, 50).toFixed(1), p95.toFixed(1), verdict));
}

function line(sessions: string, page: string, between: string, p50: string, p95: string, aim: string): string {
  return `${sessions.padStart(9)}  ${page.padEnd(18)}${between.padEnd(22)}${p50.padStart(9)}${p95.padStart(9)}  ${aim}`;
}
