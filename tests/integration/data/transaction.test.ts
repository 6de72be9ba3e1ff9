import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isConstraintViolation, transact } from "~/data/transaction.server";
import type { Tx } from "~/data/db.server";
import { testDatabase, type TestDatabase } from "../../support/database";

let opened: TestDatabase;

beforeAll(async () => {
  opened = await testDatabase();
});
beforeEach(() => opened.reset());
afterAll(() => opened.close());

const anAccount = (email = `${randomUUID()}@example.test`) => ({ id: randomUUID(), email });

const failureOf = async (work: () => Promise<unknown>): Promise<unknown> => {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error("It did not fail.");
};

const saveAccountWithPresenter = async (tx: Tx): Promise<string> => {
  const account = await tx.account.create({ data: anAccount() });
  const presenter = await tx.presenter.create({ data: { accountId: account.id } });
  return presenter.accountId;
};

const absentOn = (presenterId: string, hour: number) => ({
  presenterId,
  kind: "leave" as const,
  startsAt: new Date(Date.UTC(2026, 10, 2, hour)),
  endsAt: new Date(Date.UTC(2026, 10, 2, hour + 2)),
});

const saveHold = (tx: Tx, presenterId: string, hour: number) =>
  tx.commitment.create({
    data: {
      presenterId,
      kind: "hold",
      startsAt: absentOn(presenterId, hour).startsAt,
      endsAt: absentOn(presenterId, hour).endsAt,
      expiresAt: new Date(Date.UTC(2026, 10, 1)),
    },
  });

describe("transact", () => {
  it("keeps what was written and returns the result", async () => {
    const result = await transact(opened.db, async (tx) => {
      await tx.account.create({ data: anAccount("kept@example.test") });
      return { ok: true as const, value: 7 };
    });
    expect(result).toEqual({ ok: true, value: 7 });
    expect(await opened.db.account.count()).toBe(1);
  });

  it("rolls back on a returned refusal and returns it", async () => {
    const result = await transact(opened.db, async (tx) => {
      await tx.account.create({ data: anAccount() });
      return { ok: false as const, reason: "slot_taken" };
    });
    expect(result).toEqual({ ok: false, reason: "slot_taken" });
    expect(await opened.db.account.count()).toBe(0);
  });

  it("rolls back and throws what is neither a result nor a refusal", async () => {
    await expect(
      transact(opened.db, async (tx) => {
        await tx.account.create({ data: anAccount() });
        throw new Error("a bug");
      }),
    ).rejects.toThrow("a bug");
    expect(await opened.db.account.count()).toBe(0);
  });

  it("tries again after a deadlock or a serialisation failure", async () => {
    for (const code of ["40P01", "40001"]) {
      let tries = 0;
      const result = await transact(opened.db, async (tx) => {
        tries += 1;
        await tx.account.create({ data: anAccount(`${code}@example.test`) });
        if (tries < 3) await tx.$executeRawUnsafe(`DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '${code}'; END $$`);
        return tries;
      });
      expect(result).toBe(3);
    }
    expect(await opened.db.account.count()).toBe(2);
  });

  it("gives up after a few tries", async () => {
    let tries = 0;
    await expect(
      transact(opened.db, async (tx) => {
        tries += 1;
        await tx.$executeRaw`DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40001'; END $$`;
      }),
    ).rejects.toThrow("40001");
    expect(tries).toBe(6);
  });

  it("does not try again what was thrown for another reason", async () => {
    let tries = 0;
    await expect(
      transact(opened.db, async (tx) => {
        tries += 1;
        await tx.$executeRaw`SELECT 1 / 0`;
      }),
    ).rejects.toThrow();
    expect(tries).toBe(1);
  });

  it("lets both sides of a real deadlock through", async ({ skip }) => {
    skip(opened.kind === "embedded", "one connection cannot deadlock");
    const accounts = [anAccount(), anAccount()];
    await opened.db.account.createMany({ data: accounts });
    let waiting = 0;
    let release: () => void = () => undefined;
    const bothHaveOne = new Promise<void>((resolve) => {
      release = resolve;
    });
    let tries = 0;
    const lockInOrder = (order: { id: string }[]) =>
      transact(opened.db, async (tx) => {
        tries += 1;
        for (const [index, { id }] of order.entries()) {
          await tx.$queryRaw`SELECT 1 FROM "account" WHERE "id" = ${id}::uuid FOR UPDATE`;
          if (index > 0) continue;
          waiting += 1;
          if (waiting === 2) release();
          await bothHaveOne;
        }
        return "done";
      });
    const results = await Promise.all([lockInOrder(accounts), lockInOrder([...accounts].reverse())]);
    expect(results).toEqual(["done", "done"]);
    expect(tries).toBe(3);
  });

  it("reports a constraint that is checked only at commit", async () => {
    await opened.query(`
      CREATE TABLE late_parent (id int PRIMARY KEY);
      CREATE TABLE late_child (
        id int PRIMARY KEY,
        parent_id int CONSTRAINT late_child_parent REFERENCES late_parent DEFERRABLE INITIALLY DEFERRED
      )`);
    const error = await failureOf(() =>
      transact(opened.db, (tx) => tx.$executeRaw`INSERT INTO late_child VALUES (1, 99)`),
    );
    expect(isConstraintViolation(error, "late_child_parent")).toBe(true);
    expect((await opened.query("SELECT 1 FROM late_child")).rowCount).toBe(0);
    expect(await opened.db.account.count()).toBe(0);
    await opened.query("DROP TABLE late_child; DROP TABLE late_parent");
  });
});

describe("isConstraintViolation", () => {
  it("knows a unique index, and not another one", async () => {
    await opened.db.account.create({ data: anAccount("twice@example.test") });
    const error = await failureOf(() => opened.db.account.create({ data: anAccount("TWICE@example.test") }));
    expect(isConstraintViolation(error, "account_email_key")).toBe(true);
    expect(isConstraintViolation(error, "account_pkey")).toBe(false);
  });

  it("knows a foreign key", async () => {
    const error = await failureOf(() => opened.db.presenter.create({ data: { accountId: randomUUID() } }));
    expect(isConstraintViolation(error, "presenter_account_id_fkey")).toBe(true);
  });

  it("knows an exclusion", async () => {
    const presenterId = await saveAccountWithPresenter(opened.db);
    await saveHold(opened.db, presenterId, 9);
    await saveHold(opened.db, presenterId, 11);
    const error = await failureOf(() => transact(opened.db, (tx) => saveHold(tx, presenterId, 10)));
    expect(isConstraintViolation(error, "commitment_no_overlap")).toBe(true);
    expect(isConstraintViolation(error, "commitment_ends_after_start")).toBe(false);
  });

  it("knows a check, through models and through raw SQL", async () => {
    const presenterId = await saveAccountWithPresenter(opened.db);
    const absence = { ...absentOn(presenterId, 9), endsAt: new Date(0) };
    const byModel = await failureOf(() => opened.db.absence.create({ data: absence }));
    expect(isConstraintViolation(byModel, "absence_ends_after_start")).toBe(true);
    const byHand = await failureOf(
      () => opened.db.$executeRaw`UPDATE "format" SET "presenters_needed" = 0 WHERE "code" = 'assembly'`,
    );
    expect(isConstraintViolation(byHand, "format_figures")).toBe(true);
  });

  it("is not misled by other errors", async () => {
    const error = await failureOf(() => opened.db.$queryRaw`SELECT "account_email_key" FROM "account"`);
    expect(isConstraintViolation(error, "account_email_key")).toBe(false);
    expect(isConstraintViolation(new Error('constraint "account_email_key"'), "account_email_key")).toBe(false);
    expect(isConstraintViolation(null, "account_email_key")).toBe(false);
  });
});
