// npm run bench -- feeds: a calendar of 10,000 events from a production server on PostgreSQL: at the moment of its start,
// first once its calendars are warm, again, and unchanged (304); and the memory that reading takes above that.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "~/data/db.server";
import { applyPendingMigrations } from "~/data/migrations.server";
import { silentLogger } from "~/lib/logger.server";
import { addDays, dayOf } from "~/lib/london-time";
import { makeFeed } from "~/services/calendar-feeds.server";
import { freePort } from "../../scripts/lib/ports.mjs";
import { onBenchStage, type BenchStage } from "../support/bench-server";
import { percentile } from "../support/load";
import { fillWithWork } from "../support/volume";

const SESSIONS = 30_000;
const ASKED = 30;
const WARM_UP = 5;

await onBenchStage(measure);

async function measure({ postgres, folder, startServer }: BenchStage): Promise<void> {
  const today = dayOf(new Date());
  const opened = await openDatabase({ databaseUrl: postgres.url, dataFolder: folder, poolSize: 1 });
  await applyPendingMigrations(opened);
  const volume = { sessions: SESSIONS, presenters: 60, schools: 500, waiting: 0, today };
  await fillWithWork(opened.query, { ...volume, firstOn: addDays(today, -300), lastOn: addDays(today, 200) });
  const [port, nextPort] = [String(await freePort()), String(await freePort())];
  const origin = `http://localhost:${port}`;
  const deps = { db: opened.db, now: () => new Date(), origin, log: silentLogger(), wakeMail: () => undefined };
  const feedOf = async (email: string, kind: "team" | "presenter") => {
    const { id: accountId } = await opened.db.account.findUniqueOrThrow({ where: { email } });
    const feed = await makeFeed({ accountId, roles: [kind === "team" ? "coordinator" : "presenter"], kind }, deps);
    if (feed === null) throw new Error(`${email} may not have a feed of kind ${kind}`);
    return feed.address;
  };
  const team = await feedOf("bench.coordinator@force.example", "team");
  const own = await feedOf("bench.presenter0@force.example", "presenter");
  await opened.close();
  const server = [join("build", "server.js")];
  const env = (serverPort: string) => ({ ORIGIN: origin, PORT: serverPort, DATA_FOLDER: join(folder, serverPort), LOG_LEVEL: "info" });
  await startServer(server, "Knife Crime Awareness sessions:", env(nextPort));
  const justStarted = await ask(team.replace(port, nextPort), 1);
  const pid = await startServer(server, "calendars are warm", env(port));

  const small = await ask(own, WARM_UP);
  const before = highestMegabytes(pid);
  const first = await ask(team, 1);
  const afterFirst = highestMegabytes(pid);
  await ask(team, WARM_UP);
  const whole = await ask(team, ASKED);
  const after = highestMegabytes(pid);
  const unchanged = await ask(team, ASKED, whole.etag);
  const row = (name: string, { milliseconds, status, events }: Answers) =>
    `${name.padEnd(26)}${String(status).padStart(4)}${String(events).padStart(8)}` +
    [50, 95].map((at) => percentile(milliseconds, at).toFixed(0).padStart(9)).join("");
  console.log(`\nPostgreSQL ${postgres.version}, Node ${process.version}; one after another, ${ASKED} times each\n`);
  console.log(`${"feed".padEnd(26)}${"".padStart(4)}${"events".padStart(8)}${"p50 ms".padStart(9)}${"p95 ms".padStart(9)}`);
  console.log(row("a presenter's own", small));
  console.log(row("the team's, at the start", justStarted));
  console.log(row("the team's, first, warm", first));
  console.log(row("the whole team's", whole));
  console.log(row("the same, unchanged", unchanged));
  console.log(`\nHighest memory of the server: ${before} MB before, ${afterFirst} MB after the first of the whole team's, ${after} MB after all; ${after - before} MB more`);
}

type Answers = { milliseconds: number[]; status: number; events: number; etag: string };

async function ask(address: string, times: number, etag?: string): Promise<Answers> {
  const answers: Answers = { milliseconds: [], status: 0, events: 0, etag: "" };
  for (let turn = 0; turn < times; turn += 1) {
    const startedAt = performance.now();
    const response = await fetch(address, { headers: etag === undefined ? {} : { "If-None-Match": etag } });
    const text = await response.text();
    answers.milliseconds.push(performance.now() - startedAt);
    answers.status = response.status;
    answers.events = text.split("BEGIN:VEVENT").length - 1;
    answers.etag = response.headers.get("ETag") ?? "";
  }
  return answers;
}

/** Linux alone tells; the most that the process has ever held. */
function highestMegabytes(pid: number): number {
  return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024);
}
