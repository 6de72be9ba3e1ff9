// A private PostgreSQL server for tests and proofs, in a folder of its own that disappears with it.
// Plain Node without packages: scripts/test.mjs uses it before it knows whether anything is installed.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { accessSync, chownSync, constants, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const OLDEST_VERSION = 15;
const START_WITHIN_MS = 30_000;

export const HOW_TO_INSTALL_POSTGRES =
  "PostgreSQL 15 or newer was not found. Install it (on Debian or Ubuntu: apt-get install postgresql), " +
  "or set TEST_DATABASE_URL to a server where databases may be created.";

const runs = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const versionOf = (folder) => {
  const { stdout } = spawnSync(join(folder, "postgres"), ["--version"], { encoding: "utf8" });
  return Number(/\d+/.exec(stdout ?? "")?.[0] ?? 0);
};

/** The folder with `postgres` and `initdb`, newest first; null when there is none that is new enough. */
export const findPostgresBinaries = () => {
  const debian = "/usr/lib/postgresql";
  const packaged = existsSync(debian)
    ? readdirSync(debian)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(debian, version, "bin"))
    : [];
  const folders = [...packaged, ...(process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "")];
  return (
    folders.find(
      (folder) => runs(join(folder, "postgres")) && runs(join(folder, "initdb")) && versionOf(folder) >= OLDEST_VERSION,
    ) ?? null
  );
};

/** The user that the server runs as: PostgreSQL refuses to run as root. */
const findServerUser = () => {
  if (process.getuid?.() !== 0) return null;
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const user = ["postgres", "nobody"].map((name) => users.find((fields) => fields[0] === name)).find(Boolean);
  if (user === undefined) throw new Error("PostgreSQL cannot run as root, and there is no user postgres or nobody.");
  return { uid: Number(user[2]), gid: Number(user[3]) };
};

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

const untilReady = async (child, log, startedAt) => {
  while (!log.text.includes("database system is ready to accept connections")) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`PostgreSQL did not start:\n${log.text}`);
    if (Date.now() - startedAt > START_WITHIN_MS) throw new Error(`PostgreSQL is not ready after 30 s:\n${log.text}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
};

/**
 * Starts a server that keeps nothing. Text sorts by code point and folds case by Unicode, as the embedded database
 * does (docs/decisions/006). Returns { url, urlOf(database), version, stop, restart }; it is stopped and removed at the latest
 * when this process ends, also by a signal; a caller that handles signals itself says so with `handleSignals: false`.
 * `onLog` is given what the server logs, in pieces. With `survivesCrash` what it acknowledged is there after a crash of it.
 * @param {{ handleSignals?: boolean, onLog?: (text: string) => void, survivesCrash?: boolean }} [options]
 */
export const startPostgresServer = async ({ handleSignals = true, onLog, survivesCrash = false } = {}) => {
  const binaries = findPostgresBinaries();
  if (binaries === null) throw new Error(HOW_TO_INSTALL_POSTGRES);
  const user = findServerUser();
  const folder = mkdtempSync(join(tmpdir(), "kca-postgres-"));
  if (user !== null) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  const as = { cwd: folder, env: { ...process.env, LC_ALL: "C.UTF-8", TZ: "UTC" }, ...(user ?? {}) };
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });

  let child = null;
  try {
    execFileSync(
      join(binaries, "initdb"),
      ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--lc-collate=C", "--lc-ctype=C.UTF-8", "--no-sync"],
      { ...as, stdio: ["ignore", "ignore", "pipe"] },
    );
    const port = await freePort();
    const settings = [
      ["listen_addresses", "127.0.0.1"],
      ["port", String(port)],
      ["unix_socket_directories", ""],
      ["fsync", "off"],
      // A commit that the kernel has is safe from a crash of the server, if not of the machine.
      ["synchronous_commit", survivesCrash ? "on" : "off"],
      ["full_page_writes", "off"],
      ["max_connections", "100"],
      ["timezone", "UTC"],
      ["logging_collector", "off"],
    ];
    let ended = Promise.resolve();
    const words = ["-D", data, ...settings.flatMap(([key, value]) => ["-c", `${key}=${value}`])];
    const launch = async () => {
      child = spawn(join(binaries, "postgres"), words, { ...as, stdio: ["ignore", "ignore", "pipe"] });
      const started = child;
      ended = new Promise((resolve) => started.once("exit", resolve));
      const log = { text: "" };
      child.stderr.on("data", (chunk) => {
        log.text = (log.text + chunk).slice(-20_000);
        onLog?.(String(chunk));
      });
      await untilReady(child, log, Date.now());
      child.unref();
      child.stderr.unref();
    };
    // SIGINT is PostgreSQL's fast shutdown: connections are cut and nothing is waited for.
    const shutDown = async () => {
      child.ref();
      child.kill("SIGINT");
      await ended;
    };
    // SIGQUIT is its immediate shutdown, as `pg_ctl -m immediate`: nothing is written, the next start recovers from the log.
    const crash = async () => {
      child.ref();
      child.kill("SIGQUIT");
      await ended;
    };
    await launch();

    const stopAtOnce = () => {
      child.kill("SIGQUIT");
      remove();
    };
    const onSignal = (signal) => {
      stopAtOnce();
      process.exit(signal === "SIGINT" ? 130 : 143);
    };
    process.once("exit", stopAtOnce);
    if (handleSignals) {
      process.once("SIGINT", onSignal);
      process.once("SIGTERM", onSignal);
    }

    const urlOf = (database) => `postgresql://postgres@127.0.0.1:${port}/${database}`;
    return {
      url: urlOf("postgres"),
      urlOf,
      version: versionOf(binaries),
      stop: async () => {
        process.removeListener("exit", stopAtOnce);
        process.removeListener("SIGINT", onSignal);
        process.removeListener("SIGTERM", onSignal);
        await shutDown();
        remove();
      },
      /**
       * The same data on the same port again; `whileDown` runs before the new start.
       * @param {"fast" | "immediate"} mode
       */
      restart: async (mode, whileDown = () => Promise.resolve()) => {
        await (mode === "fast" ? shutDown() : crash());
        await whileDown();
        await launch();
      },
    };
  } catch (error) {
    child?.kill("SIGQUIT");
    remove();
    throw error;
  }
};
