import { createHash, randomUUID } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DataFolderInUse } from "~/data/data-folder-lock.server";
import { openDatabase } from "~/data/db.server";
import {
  applyPendingMigrations,
  listMigrationNames,
  markMigrationRolledBack,
  MigrationFailed,
  migrationsFolder,
  pendingMigrations,
  readMigrationState,
} from "~/data/migrations.server";
import { describeMissing, keptIndexes, readExpected, readRules } from "../../../prisma/scripts/rules";
import { diffToSchema, withoutDropsOf } from "../../../prisma/scripts/scratch";
import { describeStructureDrift, readStructure } from "../../../prisma/scripts/structure";
import { testDatabase, type TestDatabase } from "../../support/database";

let opened: TestDatabase;
let folder: string;

beforeAll(async () => {
  opened = await testDatabase();
});
afterAll(() => opened.close());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kca-migrations-"));
  cpSync(migrationsFolder(), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const addMigration = (name: string, sql: string): void => {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, "migration.sql"), sql);
};

describe("migrations", () => {
  it("are all applied in a test database, and applying again does nothing", async () => {
    expect(await pendingMigrations(opened)).toEqual([]);
    expect(await applyPendingMigrations(opened)).toEqual([]);
  });

  it("are recorded as Prisma records them", async () => {
    const { rows } = await opened.query('SELECT * FROM "_prisma_migrations" ORDER BY "migration_name"');
    const names = listMigrationNames(migrationsFolder());
    expect(rows.map((row) => row.migration_name)).toEqual(names);
    for (const [index, name] of names.entries()) {
      const sql = readFileSync(join(migrationsFolder(), name, "migration.sql"));
      expect(rows[index]).toMatchObject({
        checksum: createHash("sha256").update(sql).digest("hex"),
        applied_steps_count: 1,
        rolled_back_at: null,
        logs: null,
      });
    }
  });

  it("that are new are named, applied whole and once, also by two at a time", async () => {
    const name = "20990101000000_later";
    addMigration(
      name,
      `CREATE TABLE later_table (id int);
       CREATE FUNCTION later_function() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 2; END $$;`,
    );
    expect((await readMigrationState(opened.query, folder)).pending).toEqual([name]);
    const both = await Promise.all(
      opened.kind === "server"
        ? [applyPendingMigrations(opened, folder), applyPendingMigrations(opened, folder)]
        : [applyPendingMigrations(opened, folder)],
    );
    expect(both.flat()).toEqual([name]);
    expect((await opened.query("SELECT later_function() AS value")).rows).toEqual([{ value: 2 }]);
    // The project's own folder does not know it: an older version would see a database that is ahead of it.
    expect((await readMigrationState(opened.query)).unknown).toEqual([name]);
    await opened.query(
      `DROP TABLE later_table; DROP FUNCTION later_function; DELETE FROM "_prisma_migrations" WHERE migration_name = '${name}'`,
    );
  });

  it("that fail leave nothing behind, say why, and can be tried again", async () => {
    const name = "20990101000001_broken";
    addMigration(name, "CREATE TABLE half_done (id int); INSERT INTO no_such_table VALUES (1);");
    await expect(applyPendingMigrations(opened, folder)).rejects.toThrow(
      new MigrationFailed(`Migration ${name} could not be applied: No such table: no_such_table`),
    );
    expect((await opened.query("SELECT to_regclass('half_done')::text AS name")).rows).toEqual([{ name: null }]);
    expect((await readMigrationState(opened.query, folder)).failed).toEqual([name]);
    await expect(applyPendingMigrations(opened, folder)).rejects.toThrow(`npm run db -- retry ${name}`);

    await markMigrationRolledBack(opened, name);
    writeFileSync(join(folder, name, "migration.sql"), "CREATE TABLE half_done (id int);");
    expect(await applyPendingMigrations(opened, folder)).toEqual([name]);
    await opened.query(`DROP TABLE half_done; DELETE FROM "_prisma_migrations" WHERE migration_name = '${name}'`);
  });
});

describe("drift", () => {
  it("finds nothing in a migrated database", async () => {
    expect(describeMissing(readExpected(), await readRules(opened.query), "here")).toEqual([]);
    if (opened.kind === "embedded") expect(await diffToSchema(opened, keptIndexes(readExpected()))).toBeNull();
  });

  it.each([
    ["an exclusion", "ALTER TABLE commitment DROP CONSTRAINT commitment_no_overlap", "commitment_no_overlap"],
    ["a check", "ALTER TABLE commitment DROP CONSTRAINT commitment_ends_after_start", "commitment_ends_after_start"],
    ["a trigger", "DROP TRIGGER history_entry_append_only ON history_entry", "history_entry_append_only"],
    ["a trigger's force", "ALTER TABLE history_entry DISABLE TRIGGER history_entry_append_only", "history_entry_append_only"],
    [
      "a trigger's meaning",
      "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
      "refuse_change",
    ],
    ["a partial index", "DROP INDEX commitment_one_per_visit_presenter", "commitment_one_per_visit_presenter"],
    [
      "a constraint's words",
      `ALTER TABLE format DROP CONSTRAINT format_figures, ADD CONSTRAINT format_figures CHECK (min_minutes > 0)`,
      "format_figures",
    ],
  ])("finds that %s is gone", async (_what, sql, name) => {
    const query = opened.query;
    const rules = await opened.onOneConnection(async (connection) => {
      await connection.query("BEGIN");
      try {
        await connection.query(sql);
        return await readRules(connection.query);
      } finally {
        await connection.query("ROLLBACK");
      }
    });
    const problems = describeMissing(readExpected(), rules, "here");
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(name);
    expect(describeMissing(readExpected(), await readRules(query), "here")).toEqual([]);
  });

  it("finds a column that nobody asked for, and one that is missing", async () => {
    const before = await readStructure(opened.query);
    const after = await opened.onOneConnection(async (connection) => {
      await connection.query("BEGIN; ALTER TABLE account ADD COLUMN nickname text; ALTER TABLE account DROP COLUMN phone");
      try {
        return await readStructure(connection.query);
      } finally {
        await connection.query("ROLLBACK");
      }
    });
    expect(describeStructureDrift(before, after, "here")).toEqual([
      "Missing in here: column account.phone text",
      "Not from a migration, in here: column account.nickname text",
    ]);
  });

  it("keeps indexes that Prisma cannot say, and only those", () => {
    const sql = '-- DropIndex\nDROP INDEX "kept";\n\n-- DropIndex\nDROP INDEX "gone";\n';
    expect(withoutDropsOf(new Set(["kept"]), sql)).toBe('-- DropIndex\nDROP INDEX "gone";\n');
  });
});

describe("openDatabase", () => {
  it("works in UTC and sorts by code point on both databases", async () => {
    const { rows } = await opened.query(
      `SELECT current_setting('TimeZone') AS zone, array_to_string(ARRAY(SELECT v FROM unnest(ARRAY['b', 'Ä', 'a', 'Z']) v ORDER BY v), '') AS sorted,
              lower('ÄÉ') AS folded`,
    );
    expect(rows).toEqual([{ zone: "UTC", sorted: "ZabÄ", folded: "äé" }]);
  });

  it("answers raw queries as node-postgres does", async () => {
    expect(await opened.query("SELECT $1::int + 1 AS sum", [1])).toEqual({ rows: [{ sum: 2 }], rowCount: 1 });
    expect((await opened.query("SELECT 1 AS a; SELECT 2 AS b")).rows).toEqual([{ b: 2 }]);
    const updated = await opened.query('UPDATE "format" SET "name" = "name" WHERE "code" = $1', ["assembly"]);
    expect(updated.rowCount).toBe(1);
  });

  it("takes an embedded folder for itself and keeps what was written", async ({ skip }) => {
    skip(opened.kind === "server", "the server needs no lock");
    const dataFolder = join(folder, "var");
    const first = await openDatabase({ dataFolder });
    await first.query("CREATE TABLE kept (id int); INSERT INTO kept VALUES (7)");
    await expect(openDatabase({ dataFolder })).rejects.toThrow(DataFolderInUse);
    await first.close();
    const second = await openDatabase({ dataFolder });
    expect((await second.query("SELECT id FROM kept")).rows).toEqual([{ id: 7 }]);
    await second.close();
    expect(readdirSync(dataFolder)).toEqual(["postgres"]);
  });
});

describe("reset of test databases", () => {
  it("empties append-only tables too and puts back what the migrations put in", async () => {
    const formats = await opened.db.format.count();
    await opened.db.account.create({ data: { email: "gone@example.test" } });
    const entry = { at: new Date(0), actorKind: "system" as const, subject: "setting", subjectId: randomUUID(), action: "set" };
    await opened.db.historyEntry.create({ data: entry });
    await opened.db.$executeRaw`DELETE FROM "reason" WHERE "code" = 'move.other'`;
    const reasons = await opened.db.reason.count();
    await opened.reset();
    expect(await opened.db.account.count()).toBe(0);
    expect(await opened.db.historyEntry.count()).toBe(0);
    expect(await opened.db.format.count()).toBe(formats);
    expect(await opened.db.reason.count()).toBe(reasons + 1);
  });
});
