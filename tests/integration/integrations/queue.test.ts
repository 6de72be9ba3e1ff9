import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OpenedDatabase, Query } from "~/data/db.server";
import { startQueue } from "~/integrations/queue.server";
import { silentLogger } from "~/lib/logger.server";
import { testDatabase } from "../../support/database";

let opened: OpenedDatabase;

beforeAll(async () => {
  opened = await testDatabase();
});

afterAll(async () => {
  await opened.close();
});

describe("the queue", () => {
  it("outlives a database that is away just when a job is done", async () => {
    let refusals = 0;
    const query: Query = (sql, values) => {
      if (sql.includes("completed_on = now()") && refusals === 0) {
        refusals += 1;
        return Promise.reject(new Error("the connection was lost"));
      }
      return opened.query(sql, values);
    };
    const queue = await startQueue({ query, log: silentLogger(), pollSeconds: 1 });
    let runs = 0;
    await queue.work("tests.count", { expireSeconds: 60 }, () => {
      runs += 1;
      return Promise.resolve();
    });
    queue.wake("tests.count");
    await expect.poll(() => refusals, { timeout: 10_000 }).toBe(1);
    queue.wake("tests.count");
    await expect.poll(() => runs, { timeout: 10_000 }).toBe(2);
    await queue.check();
    await queue.stop(5_000);
  });

  it("runs a job that failed again, and keeps working meanwhile", async () => {
    const queue = await startQueue({ query: opened.query, log: silentLogger(), pollSeconds: 1 });
    let runs = 0;
    await queue.work("tests.fail", { expireSeconds: 60 }, () => {
      runs += 1;
      return runs === 1 ? Promise.reject(new Error("not today")) : Promise.resolve();
    });
    queue.wake("tests.fail");
    await expect.poll(() => runs, { timeout: 10_000 }).toBe(1);
    queue.wake("tests.fail");
    await expect.poll(() => runs, { timeout: 10_000 }).toBe(2);
    await queue.stop(5_000);
    const { rows } = await opened.query("SELECT state::text FROM pgboss.job WHERE name = $1 ORDER BY created_on", [
      "tests.fail",
    ]);
    expect(rows.map(({ state }) => state).sort()).toEqual(["completed", "retry"]);
  });
});
