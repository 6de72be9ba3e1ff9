// npm run bench -- schedule: the search for times over twelve weeks, as the request page asks it, and the week by
// presenter, on PostgreSQL: for more presenters, and for a longer past. BENCH_LARGE=1 adds a million sessions; a number
// behind -- measures for so many presenters alone.
import { openDatabase, type OpenedDatabase } from "~/data/db.server";
import { applyPendingMigrations } from "~/data/migrations.server";
import { listRequestsToSchedule } from "~/data/request-inbox.server";
import { silentLogger } from "~/lib/logger.server";
import { addDays, dayOf, mondayOf, type Day } from "~/lib/london-time";
import { proposeVisits } from "~/services/propose-visits.server";
import { weekByPresenter } from "~/services/week-by-presenter.server";
import { percentile } from "../support/load";
import { HOW_TO_INSTALL_POSTGRES, findPostgresBinaries, startPostgresServer } from "../support/postgres-server.mjs";
import { fillWithWork } from "../support/volume";

/** Visits that a presenter gives in a week, with a second one, so that a longer past means more years and not busier days. */
const VISITS_A_WEEK = 4;
const SESSIONS_A_VISIT = 3;
const SEARCHES = Number(process.env.BENCH_SEARCHES ?? 60);
const PROPOSALS = 3;

if (findPostgresBinaries() === null) {
  console.error(HOW_TO_INSTALL_POSTGRES);
  process.exit(1);
}
const only = process.argv[2];
const cases = [
  { presenters: 10, sessions: 10_000 },
  { presenters: 40, sessions: 10_000 },
  { presenters: 100, sessions: 10_000 },
  { presenters: 1_000, sessions: 10_000 },
  { presenters: 40, sessions: 100_000 },
  ...(process.env.BENCH_LARGE ? [{ presenters: 40, sessions: 1_000_000 }] : []),
].filter(({ presenters }) => only === undefined || presenters === Number(only));
const today = dayOf(new Date());
console.log(`${SEARCHES} searches for ${PROPOSALS} proposals over twelve weeks each, one at a time, in milliseconds\n`);
console.log(row("presenters", "sessions", "search p50", "p95", "week p50", "p95"));
const medians = new Map<string, number>();
for (const each of cases) {
  const postgres = await startPostgresServer();
  const opened = await openDatabase({ databaseUrl: postgres.url, dataFolder: "" });
  try {
    await applyPendingMigrations(opened);
    // Of its own connection: those of the pool end a statement that takes longer than a page may.
    await opened.onOneConnection(({ query }) =>
      fillWithWork(query, { ...each, ...spanOf(each), schools: 400, waiting: SEARCHES, today }),
    );
    const search = await timed(searches(opened));
    const week = await timed(weeks(opened));
    const figures = [search, week].flatMap((times) => [50, 95].map((at) => percentile(times, at).toFixed(1)));
    medians.set(`${each.presenters} ${each.sessions}`, percentile(search, 95));
    console.log(row(String(each.presenters), each.sessions.toLocaleString("en-GB"), ...figures));
  } finally {
    await opened.close();
    await postgres.stop();
  }
}
for (const sessions of [100_000, 1_000_000]) {
  const [few, many] = [medians.get("40 10000"), medians.get(`40 ${sessions}`)];
  if (few && many) console.log(`\np95 of the search at ${sessions.toLocaleString("en-GB")} sessions over that at 10,000: ${(many / few).toFixed(2)}`);
}

/** Work up to twelve weeks ahead, and as far back as so many sessions reach. */
function spanOf({ presenters, sessions }: { presenters: number; sessions: number }): { firstOn: Day; lastOn: Day } {
  const weeksOfWork = Math.ceil(sessions / SESSIONS_A_VISIT / ((presenters / 2) * VISITS_A_WEEK));
  const lastOn = addDays(today, 12 * 7);
  return { firstOn: addDays(lastOn, -7 * Math.max(1, weeksOfWork)), lastOn };
}

async function* searches({ db }: OpenedDatabase): AsyncGenerator<() => Promise<unknown>> {
  const requests = await listRequestsToSchedule(db, SEARCHES);
  if (requests.length === 0) throw new Error("No request waits");
  const deps = { db, now: () => new Date() };
  for (let index = 0; index < SEARCHES; index += 1) {
    const request = requests[index % requests.length];
    if (request) yield () => proposeVisits({ request, count: PROPOSALS }, deps);
  }
}

async function* weeks({ db }: OpenedDatabase): AsyncGenerator<() => Promise<unknown>> {
  const deps = { db, now: () => new Date(), origin: "http://localhost", log: silentLogger(), wakeMail: () => undefined };
  for (let index = 0; index < SEARCHES; index += 1) {
    const monday = addDays(mondayOf(today), 7 * (index % 12));
    yield () => weekByPresenter({ monday, viewerId: "", isOffice: true }, deps);
  }
}

/** The first few warm up and do not count. */
async function timed(work: AsyncGenerator<() => Promise<unknown>>): Promise<number[]> {
  const times: number[] = [];
  for await (const each of work) {
    const startedAt = performance.now();
    await each();
    times.push(performance.now() - startedAt);
  }
  return times.slice(5);
}

function row(...cells: string[]): string {
  return cells.map((cell) => cell.padStart(12)).join("");
}
