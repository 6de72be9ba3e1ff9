import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, type OpenedDatabase } from "~/data/db.server";
import { freePort } from "../../../scripts/lib/ports.mjs";
import { buildProduct, root } from "../../../scripts/lib/project.mjs";
import { startPostgresServer } from "../../support/postgres-server.mjs";
import { aMoment } from "../../support/proof-stage";
import { startSmtpSink, type ReceivedMail, type SinkMood } from "../../support/smtp-sink";

export const TEAM = { name: "Knife Crime Awareness team", email: "sessions@force.example" };

const PROGRAMS = { web: join(root, "build", "server.js"), worker: join(root, "build", "jobs.js") };
const START_WITHIN_MS = 180_000;

/** Something that may keep a sender from learning that its mail was taken. */
export type Blow = { at: number; until: number; what: "web killed" | "worker killed" | "PostgreSQL restarted" | "PostgreSQL crashed" | "line broken" };

/** A worker is `npm run jobs`. */
type Kind = "web" | "worker";
type Running = { kind: Kind; works: boolean; port: number; child: ChildProcess | null; isReady: boolean; output: string[] };

export type House = {
  origin: string;
  opened: OpenedDatabase;
  blows: Blow[];
  /** Processes that ended without being told to, with their last words. */
  deaths: string[];
  received: () => ReceivedMail[];
  start: () => Promise<void>;
  /** A web process that answers; null while none does. */
  webAddress: () => string | null;
  killOne: () => Promise<void>;
  /** "immediate" is a crash: the server writes nothing more, and recovers from its log when it starts again. */
  restartPostgres: (mode: "fast" | "immediate") => Promise<void>;
  behave: (mood: SinkMood) => void;
  refuseConnections: (forMs: number) => Promise<void>;
  stop: () => Promise<void>;
};

/** Two servers, one of which does not work on the queue, and two workers without pages, on one PostgreSQL, each started again whenever it ends, and a mail server. */
export async function buildHouse(say: (line: string) => void): Promise<House> {
  if (!(await buildProduct(say))) throw new Error("The build failed");
  const folder = mkdtempSync(join(tmpdir(), "kca-no-lost-mail-"));
  const postgres = await startPostgresServer({ handleSignals: false, survivesCrash: true });
  say(`Database: PostgreSQL ${postgres.version}, a server of its own`);
  const sinks = [await startSmtpSink()];
  const port = sinks[0]?.port ?? 0;
  const kinds: Kind[] = ["web", "web", "worker", "worker"];
  const running: Running[] = [];
  for (const [at, kind] of kinds.entries()) {
    // The first serves pages and leaves all work to others.
    running.push({ kind, works: at > 0, port: await freePort(), child: null, isReady: false, output: [] });
  }
  const origin = `http://localhost:${running[0]?.port ?? 0}`;
  const opened = await openDatabase({ databaseUrl: postgres.url, dataFolder: folder });
  const blows: Blow[] = [];
  const deaths: string[] = [];
  let isStopping = false;
  let isPostgresUp = true;
  let mood: SinkMood = { kind: "accept" };

  function launch(each: Running) {
    const child = spawn(process.execPath, [PROGRAMS[each.kind]], {
      cwd: root,
      env: {
        ...process.env,
        APP_MODE: "production",
        NODE_ENV: "production",
        ORIGIN: origin,
        PORT: String(each.port),
        DATABASE_URL: postgres.url,
        DATA_FOLDER: folder,
        SMTP_URL: `smtp://127.0.0.1:${port}`,
        MAIL_FROM: `${TEAM.name} <${TEAM.email}>`,
        LOG_LEVEL: "error",
        TRUST_PROXY: "0",
        WORKER: each.works ? "on" : "off",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    each.child = child;
    each.isReady = false;
    each.output = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", (chunk: string) => {
        each.output.push(chunk);
        // Both say on their first line that they are there.
        if (chunk.includes("Knife Crime Awareness")) each.isReady = true;
      });
    }
    child.once("exit", (code, signal) => {
      each.isReady = false;
      if (isStopping) return;
      // Without its database a process may refuse to start; it is tried again like any other.
      const isExpected = signal === "SIGKILL" || (!isPostgresUp && code !== null);
      if (!isExpected) deaths.push(`${each.kind} ended with ${code ?? signal ?? ""}: ${each.output.join("").slice(-600)}`);
      setTimeout(() => {
        if (!isStopping) launch(each);
      }, isExpected ? 50 : 500);
    });
  }

  return {
    origin,
    opened,
    blows,
    deaths,
    received: () => sinks.flatMap(({ received }) => received),
    async start() {
      for (const each of running) launch(each);
      const startedAt = Date.now();
      while (!running.every(({ isReady }) => isReady)) {
        const late = Date.now() - startedAt > START_WITHIN_MS;
        if (late || deaths.length > 2) throw new Error(`Not everything started:\n${running.map(({ output }) => output.join("")).join("\n")}`);
        await aMoment();
      }
    },
    webAddress() {
      const ready = running.filter(({ kind, isReady }) => kind === "web" && isReady);
      const chosen = ready[Math.floor(Math.random() * ready.length)];
      return chosen ? `http://localhost:${chosen.port}` : null;
    },
    async killOne() {
      // Also one that is just starting: any moment may be the last.
      const alive = running.filter(({ child }) => child !== null && child.exitCode === null && child.signalCode === null);
      const chosen = alive[Math.floor(Math.random() * alive.length)];
      if (!chosen?.child) return;
      const ended = once(chosen.child, "exit");
      const at = Date.now();
      chosen.child.kill("SIGKILL");
      await ended;
      blows.push({ at, until: Date.now(), what: `${chosen.kind} killed` });
    },
    async restartPostgres(mode) {
      const at = Date.now();
      isPostgresUp = false;
      await postgres.restart(mode, () => aMoment(1_500));
      blows.push({ at, until: Date.now(), what: mode === "fast" ? "PostgreSQL restarted" : "PostgreSQL crashed" });
      // Who was just starting may still find out.
      setTimeout(() => {
        isPostgresUp = true;
      }, 10_000).unref();
    },
    behave(next) {
      mood = next;
      sinks.at(-1)?.behave(next);
      if (next.kind === "drop_after_data") blows.push({ at: Date.now(), until: Date.now() + 3_000, what: "line broken" });
    },
    async refuseConnections(forMs) {
      const at = Date.now();
      await sinks.at(-1)?.close();
      await aMoment(forMs);
      const next = await startSmtpSink({ port });
      next.behave(mood);
      sinks.push(next);
      blows.push({ at, until: Date.now(), what: "line broken" });
    },
    async stop() {
      isStopping = true;
      const children = running.flatMap(({ child }) => (child && child.exitCode === null && child.signalCode === null ? [child] : []));
      const ended = children.map((child) => once(child, "exit"));
      for (const child of children) child.kill("SIGTERM");
      const killer = setTimeout(() => {
        for (const child of children) child.kill("SIGKILL");
      }, 20_000);
      await Promise.all(ended);
      clearTimeout(killer);
      await opened.close();
      await sinks.at(-1)?.close();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
