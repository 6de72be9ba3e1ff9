import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { MigrationList, SchemaEngine } from "@prisma/schema-engine-wasm/schema_engine_bg";
import type { OpenedDatabase, Query, SingleConnection } from "./db.server";

/** The number that Prisma's own CLI locks, so that it and this tool wait for each other. */
const MIGRATION_LOCK = 72_707_369;

export class MigrationFailed extends Error {
  override name = "MigrationFailed";
}

/** The folder that holds `prisma/migrations`: above this file in the source tree, above the bundle in a build. */
export const projectRoot = (): string => {
  for (const start of [dirname(fileURLToPath(import.meta.url)), process.cwd()]) {
    let folder = start;
    for (;;) {
      if (existsSync(join(folder, "prisma", "migrations"))) return folder;
      const parent = dirname(folder);
      if (parent === folder) break;
      folder = parent;
    }
  }
  throw new Error("The folder prisma/migrations was not found beside the program.");
};

export const migrationsFolder = (): string => join(projectRoot(), "prisma", "migrations");

export const listMigrationNames = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "migration.sql")))
    .map((entry) => entry.name)
    .sort();

/** Loads the folder as Prisma's engine wants it; `before` leaves out what comes after a name. */
export const readMigrations = (folder: string, before?: string): MigrationList => ({
  baseDir: folder,
  lockfile: {
    path: "migration_lock.toml",
    content: existsSync(join(folder, "migration_lock.toml"))
      ? readFileSync(join(folder, "migration_lock.toml"), "utf8")
      : null,
  },
  shadowDbInitScript: "",
  migrationDirectories: listMigrationNames(folder)
    .filter((name) => before === undefined || name < before)
    .map((name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: readFileSync(join(folder, name, "migration.sql"), "utf8") },
      },
    })),
});

/** The package's own entry imports .wasm as a module, which Node does not do without a flag. */
const loadEngine = async () => {
  const bindings = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const path = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasm = readFileSync(path.replace(/\.js$/, ".wasm"));
  const { instance } = await WebAssembly.instantiate(wasm, { "./schema_engine_bg.js": { ...bindings } });
  const connectMemory: unknown = Reflect.get(bindings, "__wbg_set_wasm");
  const start = instance.exports.__wbindgen_start;
  if (typeof connectMemory !== "function" || typeof start !== "function") {
    throw new Error("@prisma/schema-engine-wasm has changed its shape.");
  }
  Reflect.apply(connectMemory, undefined, [instance.exports]);
  Reflect.apply(start, undefined, []);
  return bindings;
};

/** Once a process, not once a copy of this file: the bindings hold one memory, and a second load would pull it away. */
const engineHolder: { [key: symbol]: ReturnType<typeof loadEngine> | undefined } = globalThis;
const ENGINE = Symbol.for("knife-crime-awareness.schema-engine");
const loadEngineOnce = () => (engineHolder[ENGINE] ??= loadEngine());

/** Prisma's schema engine over one connection. `datamodels` are paths and texts of Prisma schemas to compare with. */
export const withSchemaEngine = async <T>(
  connection: SingleConnection,
  datamodels: [string, string][] | undefined,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> => {
  const { SchemaEngine } = await loadEngineOnce();
  const engine = await SchemaEngine.new(
    { datamodels },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(connection.factory),
  );
  try {
    return await work(engine);
  } finally {
    engine.free();
  }
};

export type MigrationState = { applied: string[]; pending: string[]; failed: string[]; unknown: string[] };

/** What `_prisma_migrations` says, held against the folder. `unknown`: applied here, but not in the folder. */
export const readMigrationState = async (query: Query, folder = migrationsFolder()): Promise<MigrationState> => {
  const names = listMigrationNames(folder);
  const table = await query("SELECT to_regclass('_prisma_migrations')::text AS name");
  if (table.rows[0]?.name === null) return { applied: [], pending: names, failed: [], unknown: [] };
  const { rows } = await query(
    'SELECT migration_name, finished_at IS NOT NULL AS finished FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
  );
  const namesOf = (finished: boolean) =>
    rows.filter((row) => row.finished === finished).map((row) => String(row.migration_name));
  const applied = new Set(namesOf(true));
  return {
    applied: names.filter((name) => applied.has(name)),
    pending: names.filter((name) => !applied.has(name)),
    failed: namesOf(false).filter((name) => !applied.has(name)),
    unknown: [...applied].filter((name) => !names.includes(name)).sort(),
  };
};

/** Names of migrations that the folder has and the database has not, oldest first. */
export const pendingMigrations = async (opened: OpenedDatabase): Promise<string[]> =>
  (await readMigrationState(opened.query)).pending;

/** The engine's message without its trace, but with the migration that the trace names. */
const explain = (error: unknown): string => {
  const text = error instanceof Error ? error.message : String(error);
  const name = /migration_name="([^"]+)"/.exec(text)?.[1];
  const reason = text
    .split("\n")
    .filter((line) => !/^\s+(\d+:|at |with )/.test(line) && line !== "external connector error")
    .join("\n")
    .trim();
  return name === undefined ? reason : `Migration ${name} could not be applied: ${reason}`;
};

/**
 * Applies what is pending and returns the names, recorded as `prisma migrate deploy` does. Several processes may call
 * it at once: one works, the others wait and find nothing to do. Throws MigrationFailed; each script is rolled back whole.
 */
export const applyPendingMigrations = (opened: OpenedDatabase, folder = migrationsFolder()): Promise<string[]> =>
  opened.onOneConnection(async (connection) => {
    await connection.query(`SELECT pg_advisory_lock(${MIGRATION_LOCK})`);
    try {
      const before = await readMigrationState(connection.query, folder);
      const [failed] = before.failed;
      if (failed !== undefined) {
        throw new MigrationFailed(
          `Migration ${failed} failed earlier. Put right what it stumbled over, then run: npm run db -- retry ${failed}`,
        );
      }
      if (before.pending.length === 0) return [];
      return await withSchemaEngine(connection, undefined, async (engine) => {
        try {
          const { appliedMigrationNames } = await engine.applyMigrations({
            migrationsList: readMigrations(folder),
            filters: { externalTables: [], externalEnums: [] },
          });
          return appliedMigrationNames;
        } catch (error) {
          throw new MigrationFailed(explain(error), { cause: error });
        }
      });
    } finally {
      await connection.query(`SELECT pg_advisory_unlock(${MIGRATION_LOCK})`);
    }
  });

/** Lets a failed migration be tried again; its script left nothing behind, since it runs as one transaction. */
export const markMigrationRolledBack = (opened: OpenedDatabase, migrationName: string): Promise<void> =>
  opened.onOneConnection((connection) =>
    withSchemaEngine(connection, undefined, async (engine) => {
      await engine.markMigrationRolledBack({ migrationName });
    }),
  );
