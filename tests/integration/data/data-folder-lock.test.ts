import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  DataFolderInUse,
  DataFolderNotWritable,
  findLockHolder,
  lockDataFolder,
  LOCK_FILE_NAME,
  processStart,
  type LockHolder,
} from "~/data/data-folder-lock.server";
import { findLockHolder as findLockHolderBeforeInstall } from "../../../scripts/lib/lock-holder.mjs";

let folder: string;
let children: ChildProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kca-lock-"));
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const writeLock = (over: Partial<LockHolder>): void => {
  const holder: LockHolder = {
    pid: process.pid,
    startedAt: processStart(process.pid),
    host: hostname(),
    bootId: null,
    token: "somebody-else",
    ...over,
  };
  writeFileSync(join(folder, LOCK_FILE_NAME), JSON.stringify(holder));
};

const startSleeper = async (): Promise<ChildProcess & { pid: number }> => {
  const child = spawn(process.execPath, ["-e", "process.stdout.write('up'); setInterval(() => {}, 1000)"]);
  children.push(child);
  await new Promise((resolve) => child.stdout.once("data", resolve));
  const { pid } = child;
  if (pid === undefined) throw new Error("The sleeper did not start.");
  return Object.assign(child, { pid });
};

const bothFindAHolder = (): boolean => {
  const answers = [findLockHolder(folder) !== null, findLockHolderBeforeInstall(folder) !== null];
  expect(answers[0]).toBe(answers[1]);
  return answers[0] ?? false;
};

describe("lockDataFolder", () => {
  it("takes a free folder and gives it back, leaving nothing", () => {
    const lock = lockDataFolder(join(folder, "new", "deep"));
    expect(existsSync(lock.path)).toBe(true);
    lock.release();
    expect(readdirSync(join(folder, "new", "deep"))).toEqual([]);
  });

  it("refuses a second opener with a sentence that names the holder", () => {
    const lock = lockDataFolder(folder);
    expect(bothFindAHolder()).toBe(true);
    expect(() => lockDataFolder(folder)).toThrow(DataFolderInUse);
    expect(() => lockDataFolder(folder)).toThrow(`process ${process.pid}`);
    lock.release();
    lockDataFolder(folder).release();
  });

  it("never takes it from another live process, and takes it over once that is dead", async () => {
    const holder = await startSleeper();
    writeLock({ pid: holder.pid, startedAt: processStart(holder.pid) });
    expect(bothFindAHolder()).toBe(true);
    expect(() => lockDataFolder(folder)).toThrow(DataFolderInUse);
    const ended = new Promise((resolve) => holder.once("exit", resolve));
    holder.kill("SIGKILL");
    await ended;
    expect(bothFindAHolder()).toBe(false);
    lockDataFolder(folder).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.runIf(existsSync("/proc/self/stat"))("knows a process number that was given away again", () => {
    writeLock({ startedAt: "1" });
    expect(bothFindAHolder()).toBe(false);
    lockDataFolder(folder).release();
  });

  it.runIf(existsSync("/proc/self/stat"))("knows that nothing survives the machine's restart", () => {
    writeLock({ bootId: "another-boot" });
    expect(bothFindAHolder()).toBe(false);
    lockDataFolder(folder).release();
  });

  it("goes by the file's age where the holder is on another machine", () => {
    writeLock({ host: "another-machine", pid: 1 });
    expect(bothFindAHolder()).toBe(true);
    expect(() => lockDataFolder(folder)).toThrow("another-machine");
    const longAgo = new Date(Date.now() - 10 * 60_000);
    utimesSync(join(folder, LOCK_FILE_NAME), longAgo, longAgo);
    expect(bothFindAHolder()).toBe(false);
    lockDataFolder(folder).release();
  });

  it("takes over a lock that cannot be read", () => {
    writeFileSync(join(folder, LOCK_FILE_NAME), "half a li");
    expect(bothFindAHolder()).toBe(false);
    lockDataFolder(folder).release();
  });

  it("does not remove a lock that is no longer its own", () => {
    const lock = lockDataFolder(folder);
    writeLock({ host: "another-machine" });
    lock.release();
    expect(readFileSync(lock.path, "utf8")).toContain("another-machine");
  });

  it("says so when the folder cannot be written", ({ skip }) => {
    skip(process.getuid?.() === 0, "root may write everywhere");
    chmodSync(folder, 0o500);
    expect(() => lockDataFolder(folder)).toThrow(DataFolderNotWritable);
    chmodSync(folder, 0o700);
  });

  it("says so when a file stands where the folder should be", () => {
    writeFileSync(join(folder, "file"), "");
    expect(() => lockDataFolder(join(folder, "file"))).toThrow(DataFolderNotWritable);
  });
});
