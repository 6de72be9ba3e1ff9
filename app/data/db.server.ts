import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import { citext } from "@electric-sql/pglite/contrib/citext";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { unaccent } from "@electric-sql/pglite/contrib/unaccent";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type Transaction,
} from "@prisma/driver-adapter-utils";
import pg from "pg";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { lockDataFolder } from "./data-folder-lock.server";
import { PrismaClient, type Prisma } from "./generated/client";

export type Db = PrismaClient;
export type Tx = Prisma.TransactionClient;

export type QueryResult = { rows: Record<string, unknown>[]; rowCount: number };

/** As node-postgres has it: text without values may hold several statements, and answers for the last one. */
export type Query = (sql: string, values?: unknown[]) => Promise<QueryResult>;

/** One connection for one job that must not be spread over a pool: migrations under an advisory lock. */
export type SingleConnection = { factory: SqlMigrationAwareDriverAdapterFactory; query: Query };

export type OpenedDatabase = {
  db: Db;
  kind: "embedded" | "server";
  query: Query;
  onOneConnection: <T>(work: (connection: SingleConnection) => Promise<T>) => Promise<T>;
  /** The embedded database's whole data folder as a tar archive; a server has pg_dump for that. */
  dump: () => Promise<Blob>;
  close: () => Promise<void>;
};

export type EmbeddedOptions = {
  /** Holds the folder `postgres` and its lock. */
  dataFolder: string;
  /** Nothing is kept; tests and scratch databases. */
  memory?: boolean;
  /** A dump of a data folder to start from, in memory only. */
  snapshot?: Blob;
};

export type OpenOptions = EmbeddedOptions & { databaseUrl?: string | undefined; poolSize?: number };

/** Longer than Prisma's 2 s and 5 s, which fail under a queue of writers with nothing wrong. */
const TRANSACTION_OPTIONS = { maxWait: 10_000, timeout: 20_000 };

/** Every session works in UTC: the drivers write instants without an offset. Limits in milliseconds. */
const SESSION_SETTINGS = [
  ["TimeZone", "UTC"],
  // Compiling a statement takes longer than any of ours should.
  ["jit", "off"],
  ["statement_timeout", "30000"],
  ["lock_timeout", "10000"],
  ["idle_in_transaction_session_timeout", "60000"],
] as const;

const DEFAULT_POOL_SIZE = 10;

const asPostgresError = (error: unknown): unknown => {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return error;
  const text = (name: string): string | undefined => {
    const value: unknown = Reflect.get(error, name);
    return typeof value === "string" ? value : undefined;
  };
  return new DriverAdapterError({
    kind: "postgres",
    code: error.code,
    originalCode: error.code,
    originalMessage: error.message,
    severity: text("severity") ?? "ERROR",
    message: error.message,
    detail: text("detail"),
    column: text("column"),
    hint: text("hint"),
  });
};

/** Both adapters spoil scripts: one cuts functions at their semicolons, the other does not wait for the end. */
const withWholeScripts = (
  adapter: SqlDriverAdapter,
  runScript: (script: string) => Promise<unknown>,
): SqlDriverAdapter => {
  adapter.executeScript = async (script) => {
    try {
      await runScript(script);
    } catch (error) {
      throw asPostgresError(error);
    }
  };
  return adapter;
};

const noShadowDatabase = (): Promise<SqlDriverAdapter> =>
  Promise.reject(new Error("Shadow databases are not used: compare with a scratch database instead."));

/**
 * The embedded adapter loses what fails at COMMIT: a deferred constraint would be reported as kept while the rows
 * are rolled back. Checking all of them just before gives the error to the caller.
 */
const withCheckedCommit = (transaction: Transaction): Transaction => {
  const commit = transaction.commit.bind(transaction);
  transaction.commit = async () => {
    try {
      await transaction.executeRaw({ sql: "SET CONSTRAINTS ALL IMMEDIATE", args: [], argTypes: [] });
    } catch (error) {
      await transaction.rollback();
      throw error;
    }
    await commit();
  };
  return transaction;
};

const embeddedFactory = (client: PGlite): SqlMigrationAwareDriverAdapterFactory => {
  const factory = new PrismaPGlite(client);
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const adapter = withWholeScripts(await factory.connect(), (script) => client.exec(script));
      const startTransaction = adapter.startTransaction.bind(adapter);
      adapter.startTransaction = async () => withCheckedCommit(await startTransaction());
      return adapter;
    },
    connectToShadowDb: noShadowDatabase,
  };
};

const embeddedQuery =
  (client: PGlite): Query =>
  async (sql, values) => {
    const result =
      values === undefined || values.length === 0
        ? (await client.exec(sql)).at(-1)
        : await client.query<Record<string, unknown>>(sql, values);
    const rows = result?.rows ?? [];
    return { rows, rowCount: rows.length > 0 ? rows.length : (result?.affectedRows ?? 0) };
  };

const openEmbedded = async ({ dataFolder, memory = false, snapshot }: EmbeddedOptions): Promise<OpenedDatabase> => {
  const lock = memory ? null : lockDataFolder(dataFolder);
  try {
    const client = new PGlite({
      ...(memory ? {} : { dataDir: join(dataFolder, "postgres") }),
      ...(snapshot === undefined ? {} : { loadDataDir: snapshot }),
      extensions: { btree_gist, citext, pg_trgm, unaccent },
    });
    await client.waitReady;
    // One connection for everybody: only the time zone is set, a lock or time limit would have nobody to protect.
    await client.exec("SET TimeZone = 'UTC'");
    const factory = embeddedFactory(client);
    const db = new PrismaClient({ adapter: factory, transactionOptions: TRANSACTION_OPTIONS });
    const query = embeddedQuery(client);
    return {
      db,
      kind: "embedded",
      query,
      onOneConnection: (work) => work({ factory, query }),
      dump: () => client.dumpDataDir("none"),
      close: async () => {
        await db.$disconnect();
        if (!client.closed) await client.close();
        lock?.release();
      },
    };
  } catch (error) {
    lock?.release();
    throw error;
  }
};

type ServerResult = pg.QueryResult<Record<string, unknown>>;

/** node-postgres answers text of several statements with an array, which its types do not say. */
const lastOf = (answer: ServerResult | ServerResult[]): ServerResult | undefined =>
  Array.isArray(answer) ? answer.at(-1) : answer;

const serverQuery =
  (pool: pg.Pool): Query =>
  async (sql, values) => {
    const result = lastOf(
      values === undefined || values.length === 0
        ? await pool.query<Record<string, unknown>>(sql)
        : await pool.query<Record<string, unknown>>(sql, values),
    );
    return { rows: result?.rows ?? [], rowCount: result?.rowCount ?? 0 };
  };

const serverFactory = (pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory => {
  const factory = new PrismaPg(pool);
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => withWholeScripts(await factory.connect(), (script) => pool.query(script)),
    connectToShadowDb: noShadowDatabase,
  };
};

const openServer = (databaseUrl: string, poolSize: number): OpenedDatabase => {
  const settings = SESSION_SETTINGS.map(([name, value]) => `-c ${name}=${value}`).join(" ");
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: poolSize,
    connectionTimeoutMillis: 10_000,
    application_name: "knife-crime-awareness",
    options: settings,
  });
  const factory = serverFactory(pool);
  // A server that goes away breaks idle connections too; the pool replaces them, and queries report it to callers.
  pool.on("error", () => undefined);
  const db = new PrismaClient({ adapter: factory, transactionOptions: TRANSACTION_OPTIONS });
  return {
    db,
    kind: "server",
    query: serverQuery(pool),
    onOneConnection: async (work) => {
      const single = new pg.Pool({
        connectionString: databaseUrl,
        max: 1,
        idleTimeoutMillis: 0,
        connectionTimeoutMillis: 10_000,
        application_name: "knife-crime-awareness migrations",
        options: "-c TimeZone=UTC",
      });
      single.on("error", () => undefined);
      try {
        return await work({ factory: serverFactory(single), query: serverQuery(single) });
      } finally {
        await single.end();
      }
    },
    dump: () => Promise.reject(new Error("A server database is copied with pg_dump.")),
    close: async () => {
      await db.$disconnect();
      await pool.end();
    },
  };
};

/**
 * A PostgreSQL server where a URL is given, else the embedded database in the data folder, which it locks: refuses
 * with DataFolderInUse or DataFolderNotWritable. Applies no migrations.
 */
export const openDatabase = ({ databaseUrl, poolSize = DEFAULT_POOL_SIZE, ...embedded }: OpenOptions) =>
  databaseUrl === undefined || databaseUrl === ""
    ? openEmbedded(embedded)
    : Promise.resolve(openServer(databaseUrl, poolSize));
