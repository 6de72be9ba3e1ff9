// Reads the lock that app/data/data-folder-lock.server.ts takes, before anything is installed.
import { readFileSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

const DEAD_AFTER_MS = 90_000;

const read = (path) => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
};

const processLives = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
};

/** The live process that has the data folder open, as { pid, host }, or null. */
export const findLockHolder = (folder) => {
  const path = join(folder, "postgres.lock");
  let holder;
  try {
    holder = JSON.parse(read(path) ?? "");
  } catch {
    return null;
  }
  if (typeof holder?.pid !== "number" || typeof holder.host !== "string") return null;
  if (holder.host !== hostname()) return Date.now() - statSync(path).mtimeMs < DEAD_AFTER_MS ? holder : null;
  const bootId = read("/proc/sys/kernel/random/boot_id")?.trim() ?? null;
  if (holder.bootId && holder.bootId !== bootId) return null;
  if (!processLives(holder.pid)) return null;
  const stat = read(`/proc/${holder.pid}/stat`);
  const startedAt = stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  return startedAt === null || !holder.startedAt || startedAt === holder.startedAt ? holder : null;
};
