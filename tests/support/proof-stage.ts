import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, type OpenedDatabase } from "~/data/db.server";
import { freePort } from "../../scripts/lib/ports.mjs";
import { buildProduct, root } from "../../scripts/lib/project.mjs";
import { findPostgresBinaries, startPostgresServer } from "./postgres-server.mjs";
import { startSmtpSink, type ReceivedMail, type SmtpSink } from "./smtp-sink";

const START_WITHIN_MS = 60_000;
const MAIL_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 40;

/** A mail server that can be away for a while; it keeps what it received before. */
export type Mailbox = {
  all: () => ReceivedMail[];
  /** The first mail that fits, also one that came before; throws when none has come in time. */
  waitFor: (what: string, fits: (mail: ReceivedMail) => boolean, withinMs?: number) => Promise<ReceivedMail>;
  stop: () => Promise<void>;
  start: () => Promise<void>;
};

export type Stage = {
  origin: string;
  databaseWords: string;
  isServer: boolean;
  mail: Mailbox;
  mailFrom: { name: string; email: string };
  folder: string;
  /** npm run with the service's settings; throws with what it printed when it fails. */
  npmRun: (...words: string[]) => Promise<string>;
  /** A preload is a module that Node runs before the service: only who starts the process can give one. */
  startService: (preload?: string) => Promise<void>;
  /** Answers the exit code. */
  stopService: () => Promise<number | null>;
  /** Lines of the service's log that tell of a fault. */
  faults: () => string[];
  /** The database itself, for what only time could do; the embedded one belongs to the service, which then pauses. */
  withDatabase: <Result>(work: (opened: OpenedDatabase) => Promise<Result>) => Promise<Result>;
  /** The same before the service starts for the first time. */
  prepareDatabase: (work: (opened: OpenedDatabase) => Promise<void>) => Promise<void>;
  stop: () => Promise<void>;
};

/** Everything that a proof starts: a fresh database, an SMTP server, settings as in production. */
export async function setStage(options: { embedded: boolean; say: (line: string) => void }): Promise<Stage> {
  if (!(await buildProduct(options.say))) throw new Error("The build failed");
  const folder = mkdtempSync(join(tmpdir(), "kca-proof-"));
  const isServer = !options.embedded && findPostgresBinaries() !== null;
  const postgres = isServer ? await startPostgresServer({ handleSignals: false }) : null;
  const mailFrom = { name: "Knife Crime Awareness team", email: "sessions@force.example" };
  const sinks: SmtpSink[] = [await startSmtpSink()];
  const mail = mailboxOf(sinks);
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    APP_MODE: "production",
    NODE_ENV: "production",
    ORIGIN: origin,
    PORT: String(port),
    DATABASE_URL: postgres?.url ?? "",
    DATA_FOLDER: folder,
    SMTP_URL: sinks[0]?.url ?? "",
    MAIL_FROM: `${mailFrom.name} <${mailFrom.email}>`,
    LOG_LEVEL: "info",
    TRUST_PROXY: "0",
  };
  const log: string[] = [];
  let service: ChildProcess | null = null;

  const open = () => openDatabase({ databaseUrl: postgres?.url, dataFolder: folder });

  async function startService(preload?: string) {
    const before = preload === undefined ? [] : ["--import", preload];
    const child = spawn(process.execPath, [...before, join("build", "server.js")], {
      cwd: root,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    service = child;
    const ended = { yes: false };
    child.once("exit", () => {
      ended.yes = true;
    });
    const output = linesOf(child);
    const startedAt = Date.now();
    while (!output.some((line) => line.startsWith("Knife Crime Awareness sessions:"))) {
      const late = Date.now() - startedAt > START_WITHIN_MS;
      if (late || ended.yes) throw new Error(`The service did not start:\n${output.join("\n")}`);
      await aMoment();
    }
  }

  function linesOf(child: ChildProcess): string[] {
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8");
      stream?.on("data", (chunk: string) => {
        const lines = chunk.split("\n").filter((line) => line !== "");
        output.push(...lines);
        log.push(...lines);
      });
    }
    return output;
  }

  async function stopService(): Promise<number | null> {
    const child = service;
    service = null;
    if (child === null || child.exitCode !== null) return child?.exitCode ?? null;
    const ended = new Promise<number | null>((resolve) => {
      child.once("exit", (code) => resolve(code));
    });
    child.kill("SIGTERM");
    return ended;
  }

  return {
    origin,
    databaseWords: postgres
      ? `PostgreSQL ${postgres.version}, a server of its own`
      : `the embedded database (${options.embedded ? "asked for" : "no PostgreSQL server was found"})`,
    isServer,
    mail,
    mailFrom,
    folder,
    npmRun: (...words) => npmRun(words, env),
    startService,
    stopService,
    faults: () =>
      log.filter((line) => /"level":"?(50|60|error|fatal)\b/.test(line) || /^\s+at |Unhandled/.test(line)),
    async prepareDatabase(work) {
      const opened = await open();
      try {
        await work(opened);
      } finally {
        await opened.close();
      }
    },
    async withDatabase(work) {
      if (!isServer) await stopService();
      const opened = await open();
      try {
        return await work(opened);
      } finally {
        await opened.close();
        if (!isServer) await startService();
      }
    },
    async stop() {
      await stopService();
      await mail.stop();
      await postgres?.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function mailboxOf(sinks: SmtpSink[]): Mailbox {
  let isUp = true;
  const all = () => sinks.flatMap(({ received }) => received);
  return {
    all,
    async waitFor(what, fits, withinMs = MAIL_WITHIN_MS) {
      const startedAt = Date.now();
      for (;;) {
        const found = all().find(fits);
        if (found) return found;
        if (Date.now() - startedAt > withinMs) {
          const came = all().map(({ to, parsed }) => `${to.join(", ")}: ${parsed.subject ?? ""}`);
          throw new Error(
            `No mail came within ${withinMs / 1000} s: ${what}. There are:\n${came.join("\n")}`,
          );
        }
        await aMoment();
      }
    },
    async stop() {
      if (isUp) await sinks.at(-1)?.close();
      isUp = false;
    },
    async start() {
      sinks.push(await startSmtpSink({ port: sinks[0]?.port }));
      isUp = true;
    },
  };
}

function npmRun(words: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  // Started by npm itself, its own program is known: no shell is needed, on any system.
  const npm = process.env.npm_execpath;
  const [command, before] = npm?.endsWith("js") ? [process.execPath, [npm]] : ["npm", []];
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...before, "run", "--silent", ...words], {
      cwd: root,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      shell: command === "npm" && process.platform === "win32",
    });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => output.push(String(chunk)));
    child.once("error", reject);
    child.once("close", (code) => {
      const text = output.join("").trim();
      if (code === 0) resolve(text);
      else reject(new Error(`npm run ${words.join(" ")} ended with ${code ?? "a signal"}:\n${text}`));
    });
  });
}

export function aMoment(ms = LOOK_EVERY_MS): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
