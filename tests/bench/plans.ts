// npm run bench -- plans: how PostgreSQL reads for the pages of the schedule and the report with 100,000 sessions (or
// BENCH_SESSIONS), as auto_explain tells it: for each statement its tables and indexes, slowest first. What stands in
// docs/query-plans.md was printed by it.
import { z } from "zod";
import { openDatabase, type Db } from "~/data/db.server";
import { feedState } from "~/data/feed-visits.server";
import { applyPendingMigrations } from "~/data/migrations.server";
import { listRequestsToSchedule } from "~/data/request-inbox.server";
import { silentLogger } from "~/lib/logger.server";
import { addDays, dayOf, mondayOf, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { coveragePage } from "~/services/coverage-page.server";
import { inboxPage } from "~/services/inbox-page.server";
import { listGaps } from "~/services/list-gaps.server";
import { proposeVisits } from "~/services/propose-visits.server";
import { reachPage } from "~/services/reach-page.server";
import { schedulePage } from "~/services/schedule-page.server";
import { weekByPresenter } from "~/services/week-by-presenter.server";
import { onBenchStage, type BenchStage } from "../support/bench-server";
import { fillWithWork } from "../support/volume";

const SESSIONS = Number(process.env.BENCH_SESSIONS ?? 100_000);
/** A table with fewer rows is read whole with good reason. */
const SMALL_TABLE = 1_000;
const SLOWEST = 12;

type Plan = {
  "Node Type": string;
  "Relation Name"?: string | undefined;
  "Index Name"?: string | undefined;
  "Actual Rows": number;
  "Actual Loops": number;
  "Actual Total Time": number;
  Plans?: Plan[] | undefined;
};
const planSchema: z.ZodType<Plan> = z.lazy(() =>
  z.object({
    "Node Type": z.string(),
    "Relation Name": z.string().optional(),
    "Index Name": z.string().optional(),
    "Actual Rows": z.number(),
    "Actual Loops": z.number(),
    "Actual Total Time": z.number(),
    Plans: z.array(planSchema).optional(),
  }),
);
const loggedSchema = z.object({ "Query Text": z.string(), Plan: planSchema });
type Logged = z.output<typeof loggedSchema>;

/** Ends a stretch of the log. */
const MARK = "the stretch ends";
let log = "";
await onBenchStage(measure, {
  onLog: (text) => {
    log += text;
  },
});

async function measure({ postgres }: BenchStage): Promise<void> {
  const today = dayOf(new Date());
  await fill(postgres.url, today);
  const opened = await openDatabase({ databaseUrl: postgres.url, dataFolder: "" });
  const sizes = new Map<string, number>();
  for (const { name, rows } of await opened.db.$queryRaw<{ name: string; rows: number }[]>`
    SELECT relname AS name, greatest(reltuples, 0)::float8 AS rows FROM pg_class WHERE relkind = 'r'`) {
    sizes.set(name, rows);
  }
  console.log(`${SESSIONS.toLocaleString("en-GB")} sessions, 40 presenters; rows read and milliseconds with the cost of looking\n`);
  for (const [title, work] of readings(opened.db, today)) {
    // The first look warms up. A number given to a transaction makes what is recalled old (docs/decisions/010).
    await work();
    await opened.db.$queryRaw`SELECT pg_current_xact_id()::text`;
    await marked(opened.db);
    await work();
    print(title, await marked(opened.db), sizes);
  }
  await opened.close();
}

async function fill(databaseUrl: string, today: Day): Promise<void> {
  const opened = await openDatabase({ databaseUrl, dataFolder: "" });
  await applyPendingMigrations(opened);
  const lastOn = addDays(today, 12 * 7);
  await opened.onOneConnection(async ({ query }) => {
    const volume = { sessions: SESSIONS, presenters: 40, schools: 400, waiting: 60, today };
    await fillWithWork(query, { ...volume, firstOn: addDays(lastOn, -7 * Math.ceil(SESSIONS / 3 / 80)), lastOn });
    for (const setting of [
      "session_preload_libraries = 'auto_explain'",
      "auto_explain.log_min_duration = 0",
      "auto_explain.log_analyze = on",
      "auto_explain.log_format = 'json'",
    ]) {
      await query(`ALTER DATABASE postgres SET ${setting}`);
    }
  });
  await opened.close();
}

function readings(db: Db, today: Day): [string, () => Promise<unknown>][] {
  const deps: Deps = { db, now: () => new Date(), origin: "http://localhost", log: silentLogger(), wakeMail: () => undefined };
  return [
    [
      "Search for three proposals over twelve weeks",
      async () => {
        const [request] = await listRequestsToSchedule(db, 1);
        if (!request) throw new Error("No request waits");
        await proposeVisits({ request, count: 3 }, deps);
      },
    ],
    ["Week by presenter", () => weekByPresenter({ monday: mondayOf(today), viewerId: "", isOffice: true }, deps)],
    ["Schedule, four weeks", () => schedulePage({ fromOn: today, toOn: addDays(today, 27), forOffice: true }, deps)],
    ["Visits short of presenters", () => listGaps(deps)],
    ["Inbox", () => inboxPage({ filter: "waiting", search: "", page: 1, pageSize: 20 }, deps)],
    ["Reach", () => reachPage({ choice: null, audience: "team" }, deps)],
    ["Coverage", () => coveragePage({ audience: "team", district: null }, deps)],
    ["Calendar of the team, unchanged", () => feedState(db, { kind: "team" }, deps.now())],
  ];
}

/** What was logged since the last mark. The server logs behind the answer: a statement of ours ends the stretch. */
async function marked(db: Db): Promise<Logged[]> {
  await db.$queryRaw`SELECT 'the stretch ends'`;
  while (!log.includes(MARK) || !log.trimEnd().endsWith("}")) await new Promise((resolve) => setTimeout(resolve, 20));
  const text = log;
  log = "";
  return text
    .split(/^.*LOG: {2}duration: .* plan:$/m)
    .slice(1)
    .map((piece) => piece.slice(0, piece.lastIndexOf("}") + 1))
    .map((piece) => loggedSchema.parse(JSON.parse(piece.replace(/^\t/gm, ""))))
    .filter((logged) => !logged["Query Text"].includes(MARK));
}

function print(title: string, statements: readonly Logged[], sizes: ReadonlyMap<string, number>): void {
  const slowest = [...statements].sort((a, b) => b.Plan["Actual Total Time"] - a.Plan["Actual Total Time"]);
  console.log(`## ${title}: ${statements.length} statements\n`);
  for (const { "Query Text": sql, Plan: plan } of slowest.slice(0, SLOWEST)) {
    console.log(`- ${plan["Actual Total Time"].toFixed(1)} ms: \`${sql.replace(/\s+/g, " ").trim().slice(0, 100)}\``);
    const scans = scansOf(plan).map(({ table, by, rows }) => {
      const whole = by === null && (sizes.get(table) ?? 0) > SMALL_TABLE;
      return `${table} ${by === null ? (whole ? "**read whole**" : "whole") : `by ${by}`} (${Math.round(rows)})`;
    });
    if (scans.length > 0) console.log(`  ${[...new Set(scans)].join("; ")}`);
  }
  console.log("");
}

/** Each table that a plan reads, with its index; null where it is read from end to end. */
function scansOf(plan: Plan): { table: string; by: string | null; rows: number }[] {
  const inner = (plan.Plans ?? []).flatMap(scansOf);
  const table = plan["Relation Name"];
  if (table === undefined) return inner;
  const by = plan["Index Name"] ?? (plan["Node Type"] === "Bitmap Heap Scan" ? indexBelow(plan) : null);
  return [{ table, by, rows: plan["Actual Rows"] * plan["Actual Loops"] }, ...inner];
}

function indexBelow(plan: Plan): string | null {
  for (const below of plan.Plans ?? []) {
    const name = below["Index Name"] ?? indexBelow(below);
    if (name) return name;
  }
  return null;
}
