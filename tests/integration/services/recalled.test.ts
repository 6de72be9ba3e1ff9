import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Db } from "~/data/db.server";
import { recalled } from "~/services/recalled.server";
import { savedSchool } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";

let database: TestDatabase;
let db: Db;
let clock: Date;
let reads: number;
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
beforeEach(async () => {
  await database.reset();
  clock = new Date("2026-11-16T09:00:20Z");
  reads = 0;
});
afterAll(() => database.close());

const schoolsNow = () => recalled(async (_input: null, deps) => {
  reads += 1;
  return deps.db.school.count();
});

describe("what was read is kept", () => {
  const deps = () => ({ db, now: () => clock });

  it("until something is committed", async () => {
    const countSchools = schoolsNow();
    expect([await countSchools(null, deps()), await countSchools(null, deps()), reads]).toEqual([0, 0, 1]);
    await savedSchool(db);
    expect([await countSchools(null, deps()), reads]).toEqual([1, 2]);
  });

  it("not over the commit of a transaction that was open when it was read", async () => {
    await savedSchool(db);
    const countSchools = schoolsNow();
    let deleted: () => void = () => undefined;
    let finish: () => void = () => undefined;
    const isDeleted = new Promise<void>((resolve) => (deleted = resolve));
    const mayFinish = new Promise<void>((resolve) => (finish = resolve));
    const other = db.$transaction(async (tx) => {
      await tx.school.deleteMany();
      deleted();
      await mayFinish;
    });
    await isDeleted;
    // The embedded database has one connection: a reader waits for the transaction.
    const before = database.kind === "server" ? await countSchools(null, deps()) : 1;
    expect(before).toBe(1);
    finish();
    await other;
    expect(await countSchools(null, deps())).toBe(0);
  });

  it("for the minute, since what is to come becomes what was", async () => {
    const countSchools = schoolsNow();
    await countSchools(null, deps());
    clock = new Date("2026-11-16T09:00:59Z");
    await countSchools(null, deps());
    expect(reads).toBe(1);
    clock = new Date("2026-11-16T09:01:00Z");
    await countSchools(null, deps());
    expect(reads).toBe(2);
  });

  it("for each question on its own, and never a failure", async () => {
    let fails = true;
    const read = recalled((input: { of: string }) => (fails ? Promise.reject(new Error(`No ${input.of}`)) : Promise.resolve(input.of)));
    await expect(read({ of: "one" }, deps())).rejects.toThrow("No one");
    fails = false;
    expect(await read({ of: "one" }, deps())).toBe("one");
    expect(await read({ of: "two" }, deps())).toBe("two");
  });
});
