import type { TestProject } from "vitest/node";
import { openDatabase } from "../../app/data/db.server";
import { applyPendingMigrations } from "../../app/data/migrations.server";
import { startPostgresServer } from "./postgres-server.mjs";
import { installReset } from "./pristine";

/** A migrated database that test files clone: on TEST_DATABASE_URL's server, else on a private one. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const own = given === undefined || given === "" ? await startPostgresServer() : null;
  const url = own?.url ?? given ?? "";
  const template = `kca_test_template_${process.pid}`;
  const admin = await openDatabase({ databaseUrl: url, dataFolder: "", poolSize: 1 });
  const close = async () => {
    await admin.query(`DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
    await admin.close();
    await own?.stop();
  };
  try {
    await admin.query(`CREATE DATABASE ${template} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'`);
    const templateUrl = new URL(url);
    templateUrl.pathname = `/${template}`;
    const opened = await openDatabase({ databaseUrl: templateUrl.href, dataFolder: "", poolSize: 2 });
    await applyPendingMigrations(opened);
    await installReset(opened.query);
    await opened.close();
  } catch (error) {
    await close();
    throw error;
  }
  project.provide("database", { kind: "server", url, template });
  return close;
}
