import { randomUUID } from "node:crypto";
import { openAsBlob } from "node:fs";
import { inject } from "vitest";
import { openDatabase, type OpenedDatabase } from "~/data/db.server";
import { resetDatabase } from "./pristine";

type TestDatabaseSource =
  | { kind: "embedded"; snapshot: string }
  | { kind: "server"; url: string; template: string };

declare module "vitest" {
  // Vitest is told of provided values by merging into its interface; a type alias cannot merge.
  interface ProvidedContext {
    database: TestDatabaseSource;
  }
}

export type TestDatabase = OpenedDatabase & {
  /** Back to what the migrations put in; takes a few milliseconds, so that every test may begin with it. */
  reset: () => Promise<void>;
  /** On the server alone: another process or pool may open the same database. */
  url: string | null;
};

const openEmbedded = async (snapshot: string): Promise<TestDatabase> => {
  const opened = await openDatabase({ dataFolder: "", memory: true, snapshot: await openAsBlob(snapshot) });
  return { ...opened, url: null, reset: () => resetDatabase(opened.query) };
};

const openOnServer = async (serverUrl: string, template: string): Promise<TestDatabase> => {
  const name = `kca_test_${randomUUID().replaceAll("-", "")}`;
  const admin = await openDatabase({ databaseUrl: serverUrl, dataFolder: "", poolSize: 1 });
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const opened = await openDatabase({ databaseUrl: url.href, dataFolder: "" });
  return {
    ...opened,
    url: url.href,
    reset: () => resetDatabase(opened.query),
    close: async () => {
      await opened.close();
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.close();
    },
  };
};

/**
 * A fresh migrated database for one test file, on the embedded or the server side as the vitest project says. Open it in
 * `beforeAll`, `reset` it in `beforeEach`, `close` it in `afterAll`.
 */
export const testDatabase = (): Promise<TestDatabase> => {
  const source = inject("database");
  return source.kind === "embedded" ? openEmbedded(source.snapshot) : openOnServer(source.url, source.template);
};
