import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { holdRun, takeDueRun } from "~/data/clock-jobs.server";
import { lastDueAt } from "~/domain/clock";
import { runClockJobs, type ClockJob } from "~/services/run-clock-jobs.server";
import { testDatabase, type TestDatabase } from "../../support/database";
import { testDeps } from "../../support/deps";

let database: TestDatabase;
let ran: string[];
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await database.reset();
  ran = [];
});
afterAll(() => database.close());

const daily = (run: ClockJob["run"] = (_deps, dueAt) => Promise.resolve(ran.push(dueAt.toISOString()))): ClockJob[] => [
  { name: "daily", due: { every: "day", minutes: 435 }, run },
];
const tick = (now: string, jobs = daily()) => runClockJobs(testDeps(database.db, now), jobs);

describe("jobs of the clock", () => {
  it("run once a due time, however many workers ask, and not before they have been seen once", async () => {
    await tick("2026-11-23T09:00:00Z");
    expect(ran).toEqual([]);
    await tick("2026-11-24T07:14:00Z");
    await Promise.all([1, 2, 3, 4].map(() => tick("2026-11-24T07:16:00Z")));
    await tick("2026-11-24T07:17:00Z");
    expect(ran).toEqual(["2026-11-24T07:15:00.000Z"]);
  });

  it("run late what was missed, once, at its newest due time", async () => {
    await tick("2026-11-23T09:00:00Z");
    await tick("2026-11-27T11:00:00Z");
    await tick("2026-11-27T11:01:00Z");
    expect(ran).toEqual(["2026-11-27T07:15:00.000Z"]);
  });

  it("are tried again when they failed, and taken over from a worker that died", async () => {
    await tick("2026-11-23T09:00:00Z");
    await tick("2026-11-24T07:15:00Z", daily(() => Promise.reject(new Error("no mail server"))));
    await tick("2026-11-24T07:19:00Z");
    expect(ran).toEqual([]);
    await tick("2026-11-24T07:20:00Z");
    expect(ran).toHaveLength(1);
    await database.db.clockJob.updateMany({ data: { doneAt: null, leaseUntil: new Date("2026-11-24T07:30:00Z") } });
    await tick("2026-11-24T07:29:00Z");
    expect(ran).toHaveLength(1);
    await tick("2026-11-24T07:30:00Z");
    expect(ran).toHaveLength(2);
  });

  it("are kept for a worker that is still at it, and taken over within a minute of its last word", async () => {
    const { db } = database;
    const run = (now: string) => ({ name: "long", dueAt: new Date("2026-11-24T07:15:00Z"), now: new Date(now) });
    await takeDueRun(db, { ...run("2026-11-23T09:00:00Z"), dueAt: new Date("2026-11-23T07:15:00Z") });
    expect(await takeDueRun(db, run("2026-11-24T07:15:00Z"))).toBe(true);
    await holdRun(db, run("2026-11-24T07:15:50Z"));
    expect(await takeDueRun(db, run("2026-11-24T07:16:40Z"))).toBe(false);
    expect(await takeDueRun(db, run("2026-11-24T07:16:50Z"))).toBe(true);
  });
});

describe("when a job is due", () => {
  it("is the wall's time in London, in summer and on the days the clocks change", () => {
    const day = { every: "day", minutes: 435 } as const;
    expect(lastDueAt(day, new Date("2026-07-01T06:15:00Z")).toISOString()).toBe("2026-07-01T06:15:00.000Z");
    expect(lastDueAt(day, new Date("2026-07-01T06:14:00Z")).toISOString()).toBe("2026-06-30T06:15:00.000Z");
    expect(lastDueAt(day, new Date("2026-10-25T07:15:00Z")).toISOString()).toBe("2026-10-25T07:15:00.000Z");
    expect(lastDueAt({ every: "month", minutes: 435 }, new Date("2026-12-01T07:00:00Z")).toISOString()).toBe(
      "2026-11-01T07:15:00.000Z",
    );
    expect(lastDueAt({ every: "hour", minute: 17 }, new Date("2026-12-01T07:16:00Z")).toISOString()).toBe(
      "2026-12-01T06:17:00.000Z",
    );
  });
});
