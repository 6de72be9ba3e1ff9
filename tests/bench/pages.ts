// npm run bench -- pages: the main pages of a production server on PostgreSQL with 10,000 sessions, beside a bare Remix
// page (one loader, one query, a table of 20 rows) in the same run, one after another in turns.
import { join } from "node:path";
import { openDatabase } from "~/data/db.server";
import { applyPendingMigrations } from "~/data/migrations.server";
import { paths } from "~/config/paths";
import { addDays, dayOf } from "~/lib/london-time";
import { freePort } from "../../scripts/lib/ports.mjs";
import { program, root } from "../../scripts/lib/project.mjs";
import { run } from "../../scripts/lib/run.mjs";
import { onBenchStage, signInAs, type BenchStage } from "../support/bench-server";
import { load, percentile, type LoadTarget } from "../support/load";
import { fillWithWork } from "../support/volume";

const SESSIONS = 10_000;
const CONNECTIONS = 10;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 6);
const SLICE_MS = 1_500;
const WARM_UP_MS = 1_500;

type Page = { name: string; target: LoadTarget; hasData: boolean; milliseconds: number[]; seconds: number };

await onBenchStage(measure);

async function measure({ postgres, folder, startServer }: BenchStage): Promise<void> {
  const today = dayOf(new Date());
  const opened = await openDatabase({ databaseUrl: postgres.url, dataFolder: folder, poolSize: 1 });
  await applyPendingMigrations(opened);
  const volume = { sessions: SESSIONS, presenters: 40, schools: 500, waiting: 60, today };
  const { visits } = await fillWithWork(opened.query, {
    ...volume,
    firstOn: addDays(today, -4 * 365),
    lastOn: addDays(today, 200),
  });
  const servicePort = await freePort();
  const barePort = await freePort();
  const service = `http://localhost:${servicePort}`;
  const bareBuild = await run(process.execPath, [join("node_modules", "@remix-run", "dev", "dist", "cli.js"), "vite:build", "tests/bench/bare-page", "--logLevel", "warn"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production" },
    quiet: true,
  });
  if (bareBuild !== 0) throw new Error("The bare page could not be built");
  await startServer([join("build", "server.js")], "Knife Crime Awareness sessions:", {
    ORIGIN: service,
    PORT: String(servicePort),
    DATA_FOLDER: folder,
  });
  await startServer([program.tsx, join("tests", "bench", "bare-page", "server.ts")], "The bare page listens", {
    PORT: String(barePort),
  });

  const cookieOf = (email: string) => signInAs(opened.db, email, service);
  const coordinator = await cookieOf("bench.coordinator@force.example");
  const presenter = await cookieOf("bench.presenter0@force.example");
  const contact = await cookieOf("bench.contact0@school.example");
  const page = (name: string, path: string, cookie?: string, hasData = true): Page => ({
    name,
    target: { url: `${service}${path}`, cookie },
    hasData,
    milliseconds: [],
    seconds: 0,
  });
  const bare: Page = { ...page("bare Remix page", "/"), target: { url: `http://127.0.0.1:${barePort}/` } };
  const pages = [
    page("start page /", paths.home(), undefined, false),
    page("/help", paths.help(), undefined, false),
    page("/bookings", paths.bookings(), contact),
    page("/requests", paths.requests(), coordinator),
    page("/schedule", paths.schedule(), coordinator),
    page("/my-day", paths.myDay(), presenter),
    page("/reach", paths.reach(), coordinator),
  ];
  for (const { target } of [bare, ...pages]) await load(target, { connections: CONNECTIONS, forMs: WARM_UP_MS });
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const each of [bare, ...pages]) {
      const { milliseconds, seconds } = await load(each.target, { connections: CONNECTIONS, forMs: SLICE_MS });
      each.milliseconds.push(...milliseconds);
      each.seconds += seconds;
    }
  }
  await opened.close();
  console.log(
    `\n${SESSIONS.toLocaleString("en-GB")} sessions in ${visits.toLocaleString("en-GB")} visits, PostgreSQL ${postgres.version}, ` +
      `Node ${process.version}; ${CONNECTIONS} connections, ${ROUNDS} turns of ${SLICE_MS} ms each\n`,
  );
  print([bare, ...pages], bare);
}

function print(pages: readonly Page[], bare: Page): void {
  const bareRate = bare.milliseconds.length / bare.seconds;
  console.log(`${"page".padEnd(18)}${"requests/s".padStart(12)}${"p50 ms".padStart(9)}${"p99 ms".padStart(9)}${"to bare".padStart(9)}  aim`);
  for (const { name, milliseconds, seconds, hasData } of pages) {
    const rate = milliseconds.length / seconds;
    const ratio = rate / bareRate;
    const aim = hasData ? 0.5 : 1;
    const verdict = name === bare.name ? "" : `${ratio >= aim ? "reached" : "MISSED"} (${aim})`;
    const figures = [rate.toFixed(0).padStart(12), ...[50, 99].map((at) => percentile(milliseconds, at).toFixed(1).padStart(9))];
    console.log(`${name.padEnd(18)}${figures.join("")}${ratio.toFixed(2).padStart(9)}  ${verdict}`);
  }
}
