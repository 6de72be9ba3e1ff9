import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openDatabase, type OpenedDatabase } from "../../app/data/db.server";
import { projectRoot, readMigrations, withSchemaEngine } from "../../app/data/migrations.server";

const NO_FILTERS = { externalTables: [], externalEnums: [] };

/** An in-memory database with the migrations applied, all of them or those whose name comes before `before`. */
export const withScratchDatabase = async <T>(
  folder: string,
  work: (scratch: OpenedDatabase) => Promise<T>,
  before?: string,
): Promise<T> => {
  const scratch = await openDatabase({ dataFolder: "", memory: true });
  try {
    await scratch.onOneConnection((connection) =>
      withSchemaEngine(connection, undefined, (engine) =>
        engine.applyMigrations({ migrationsList: readMigrations(folder, before), filters: NO_FILTERS }),
      ),
    );
    return await work(scratch);
  } finally {
    await scratch.close();
  }
};

/** Drops of indexes that were made by hand, because Prisma cannot say them, are not meant. */
export const withoutDropsOf = (indexes: ReadonlySet<string>, sql: string): string =>
  sql.replace(/^-- DropIndex\nDROP INDEX "([^"]+)";\n*/gm, (step, name: string) => (indexes.has(name) ? "" : step));

/** The SQL that leads from a database to schema.prisma, keeping the named indexes; null when they agree. */
export const diffToSchema = (from: OpenedDatabase, kept: ReadonlySet<string>): Promise<string | null> => {
  const path = join(projectRoot(), "prisma", "schema.prisma");
  const files = [{ path, content: readFileSync(path, "utf8") }];
  return from.onOneConnection((connection) =>
    withSchemaEngine(connection, [[path, files[0]?.content ?? ""]], async (engine) => {
      const { exitCode, stdout } = await engine.diff({
        from: { tag: "schemaDatasource", files, configDir: projectRoot() },
        to: { tag: "schemaDatamodel", files },
        script: true,
        exitCode: true,
        filters: NO_FILTERS,
      });
      const sql = exitCode === 0 ? "" : withoutDropsOf(kept, stdout ?? "");
      return sql.trim() === "" ? null : sql;
    }),
  );
};
