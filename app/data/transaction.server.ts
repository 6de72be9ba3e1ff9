import { setTimeout as wait } from "node:timers/promises";
import type { Db, Tx } from "./db.server";

const ATTEMPTS = 6;
const FIRST_WAIT_MS = 15;

/** What PostgreSQL said, through Prisma and either driver adapter. */
type DatabaseFault = { sqlState: string; message: string };

const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;

const faultOf = (error: unknown): DatabaseFault | null => {
  // A failing COMMIT surfaces as the adapter's own error, everything else inside Prisma's `meta`.
  const cause = field(field(field(error, "meta"), "driverAdapterError"), "cause") ?? field(error, "cause");
  const sqlState = field(cause, "originalCode");
  const message = field(cause, "originalMessage");
  return typeof sqlState === "string" && typeof message === "string" ? { sqlState, message } : null;
};

/** Integrity violations: exclusion, unique, foreign key, restrict, check; triggers of ours raise 23514. */
const VIOLATIONS: ReadonlySet<string> = new Set(["23P01", "23505", "23503", "23001", "23514"]);

/**
 * Whether the database refused because of this constraint, unique index or exclusion, by name. For triggers that raise
 * an error of their own, the name must stand in double quotes in their message.
 */
export const isConstraintViolation = (error: unknown, constraint: string): boolean => {
  const fault = faultOf(error);
  return fault !== null && VIOLATIONS.has(fault.sqlState) && fault.message.includes(`"${constraint}"`);
};

/** Two transactions stood in each other's way, or none could be had in time: the same work may succeed in a moment. */
const isPassing = (error: unknown): boolean => {
  const sqlState = faultOf(error)?.sqlState;
  if (sqlState === "40P01" || sqlState === "40001") return true;
  const code = field(error, "code");
  if (code === "P2034") return true;
  // P2028 also means "ran too long", which a second try would only repeat.
  return code === "P2028" && error instanceof Error && error.message.includes("Unable to start a transaction");
};

const isRefusal = (result: unknown): boolean => field(result, "ok") === false;

class Refused extends Error {
  override name = "Refused";
}

/**
 * Runs `work` in one transaction. A returned `{ ok: false }` rolls back what was written and is returned. Deadlocks and
 * serialisation failures are tried again a few times, so `work` must have no effect outside the database. Anything else
 * is thrown. Inside, use only `tx`: the embedded database has one connection.
 */
export const transact = async <T>(
  db: Db,
  work: (tx: Tx) => Promise<T>,
  /** Longer than usual, for work on thousands of rows that a person waits for. */
  options?: { timeout: number },
): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    const refused: T[] = [];
    try {
      return await db.$transaction(async (tx) => {
        const result = await work(tx);
        if (!isRefusal(result)) return result;
        refused.push(result);
        throw new Refused();
      }, options);
    } catch (error) {
      if (error instanceof Refused) for (const result of refused) return result;
      if (attempt === ATTEMPTS || !isPassing(error)) throw error;
      await wait(Math.random() * FIRST_WAIT_MS * 2 ** attempt);
    }
  }
};
