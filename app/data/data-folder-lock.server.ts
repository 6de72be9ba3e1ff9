import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

export const LOCK_FILE_NAME = "postgres.lock";

/** A holder on another machine or in another container cannot be asked: its file's age tells whether it lives. */
const BEAT_EVERY_MS = 15_000;
const DEAD_AFTER_MS = 90_000;

export type LockHolder = { pid: number; startedAt: string | null; host: string; bootId: string | null; token: string };

export type DataFolderLock = { path: string; release: () => void };

/** Another live process has the folder open; a second one would corrupt it. */
export class DataFolderInUse extends Error {
  override name = "DataFolderInUse";
  constructor(
    readonly folder: string,
    readonly holder: LockHolder,
  ) {
    super(
      `The data folder ${folder} is in use by another copy of the service (process ${holder.pid} on ${holder.host}). ` +
        "Stop that copy first, or choose another data folder.",
    );
  }
}

export class DataFolderNotWritable extends Error {
  override name = "DataFolderNotWritable";
  constructor(readonly folder: string) {
    super(`The data folder ${folder} cannot be written. Give this user permission to write there, or choose another.`);
  }
}

const errorCode = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;

const readOrNull = (path: string): string | null => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
};

/** Clock ticks from boot to the process's start: a pid that was given to a new process has another value. */
export const processStart = (pid: number): string | null => {
  const stat = readOrNull(`/proc/${pid}/stat`);
  // The second field is the command in brackets and may hold spaces; field 22 is the 20th after it.
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
};

const bootId = (): string | null => readOrNull("/proc/sys/kernel/random/boot_id")?.trim() ?? null;

const processLives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
};

const parseHolder = (text: string | null): LockHolder | null => {
  try {
    const value: unknown = JSON.parse(text ?? "");
    if (typeof value !== "object" || value === null) return null;
    if (!("pid" in value) || typeof value.pid !== "number") return null;
    if (!("host" in value) || typeof value.host !== "string") return null;
    if (!("token" in value) || typeof value.token !== "string") return null;
    return {
      pid: value.pid,
      host: value.host,
      token: value.token,
      startedAt: "startedAt" in value && typeof value.startedAt === "string" ? value.startedAt : null,
      bootId: "bootId" in value && typeof value.bootId === "string" ? value.bootId : null,
    };
  } catch {
    return null;
  }
};

const holderLives = (holder: LockHolder, path: string): boolean => {
  if (holder.host !== hostname()) {
    try {
      return Date.now() - statSync(path).mtimeMs < DEAD_AFTER_MS;
    } catch {
      return false;
    }
  }
  if (holder.bootId !== null && holder.bootId !== bootId()) return false;
  if (!processLives(holder.pid)) return false;
  const startedAt = processStart(holder.pid);
  return startedAt === null || holder.startedAt === null || startedAt === holder.startedAt;
};

/** The live process that has the folder open, or null. */
export const findLockHolder = (folder: string): LockHolder | null => {
  const path = join(folder, LOCK_FILE_NAME);
  const holder = parseHolder(readOrNull(path));
  return holder !== null && holderLives(holder, path) ? holder : null;
};

/** Moves a dead holder's lock out of the way; a lock that turned out to be a new one is put back. */
const clearStaleLock = (path: string, stale: string | null): void => {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (readOrNull(aside) !== stale) {
    try {
      linkSync(aside, path);
    } catch {
      // A third process has taken the free name meanwhile; the moved one finds that out at its next beat.
    }
  }
  rmSync(aside, { force: true });
};

/**
 * Takes the folder for this process. Refuses with DataFolderInUse while another live process has it, and with
 * DataFolderNotWritable; takes over what a dead process left.
 */
export const lockDataFolder = (folder: string): DataFolderLock => {
  const path = join(folder, LOCK_FILE_NAME);
  const mine: LockHolder = {
    pid: process.pid,
    startedAt: processStart(process.pid),
    host: hostname(),
    bootId: bootId(),
    token: randomUUID(),
  };
  const draft = `${path}.${mine.token}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(draft, JSON.stringify(mine));
  } catch {
    throw new DataFolderNotWritable(folder);
  }
  try {
    for (;;) {
      try {
        // A hard link appears whole or not at all: nobody ever reads a half-written lock.
        linkSync(draft, path);
        break;
      } catch (error) {
        if (errorCode(error) !== "EEXIST") throw new DataFolderNotWritable(folder);
      }
      const text = readOrNull(path);
      const holder = parseHolder(text);
      if (holder !== null && holderLives(holder, path)) throw new DataFolderInUse(folder, holder);
      clearStaleLock(path, text);
    }
  } finally {
    rmSync(draft, { force: true });
  }

  const beat = setInterval(() => {
    const now = new Date();
    if (parseHolder(readOrNull(path))?.token === mine.token) utimesSync(path, now, now);
  }, BEAT_EVERY_MS);
  beat.unref();

  return {
    path,
    release: () => {
      clearInterval(beat);
      if (parseHolder(readOrNull(path))?.token === mine.token) rmSync(path, { force: true });
    },
  };
};
