import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../../app/data/db.server";
import { applyPendingMigrations, listMigrationNames, migrationsFolder } from "../../app/data/migrations.server";
import { installReset } from "./pristine";

const cacheFolder = join("node_modules", ".cache", "kca-tests");

const fingerprint = (): string => {
  const hash = createHash("sha256").update(PGlite.name);
  const files = [
    ...listMigrationNames(migrationsFolder()).map((name) => join(migrationsFolder(), name, "migration.sql")),
    "tests/support/pristine.ts",
    "tests/support/embedded-setup.ts",
    "node_modules/@electric-sql/pglite/package.json",
  ];
  for (const file of files) hash.update(file).update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
};

/** A dump of the migrated data folder, made once for each state of the migrations: test files start from it. */
export default async function setup(project: TestProject): Promise<void> {
  const snapshot = join(cacheFolder, `embedded-${fingerprint()}.tar`);
  if (!existsSync(snapshot)) {
    mkdirSync(cacheFolder, { recursive: true });
    for (const old of readdirSync(cacheFolder)) if (old.startsWith("embedded-")) rmSync(join(cacheFolder, old));
    const opened = await openDatabase({ dataFolder: "", memory: true });
    await applyPendingMigrations(opened);
    await installReset(opened.query);
    const dump = await opened.dump();
    await opened.close();
    const draft = `${snapshot}.${process.pid}`;
    writeFileSync(draft, Buffer.from(await dump.arrayBuffer()));
    renameSync(draft, snapshot);
  }
  project.provide("database", { kind: "embedded", snapshot });
}
