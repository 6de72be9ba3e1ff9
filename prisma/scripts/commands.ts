import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { openDatabase, type OpenedDatabase } from "../../app/data/db.server";
import {
  applyPendingMigrations,
  markMigrationRolledBack,
  migrationsFolder,
  projectRoot,
  readMigrationState,
} from "../../app/data/migrations.server";
import { describeMissing, keptIndexes, readExpected, readRules, rulesFile, serialiseRules } from "./rules";
import { diffToSchema, withScratchDatabase } from "./scratch";
import { describeStructureDrift, readStructure } from "./structure";

const HELP = `Usage: npm run db -- COMMAND

  deploy             apply pending migrations
  status             list what is applied and what is pending
  new NAME           write the step from the migrations to schema.prisma into a new migration
                     --empty: an empty one for SQL written by hand; --at YYYYMMDDHHMMSS: its place in the order
  drift              fail when migrations and schema.prisma disagree, or when a rule that Prisma does not see is gone
  expect             write the rules of all migrations to prisma/expected-constraints.json, to be reviewed in git
  retry NAME         let a migration that failed be tried again by the next deploy

DATABASE_URL chooses a PostgreSQL server; without it the embedded database in var/postgres (or DATA_FOLDER) is meant.
`;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const withDatabase = async <T>(work: (opened: OpenedDatabase) => Promise<T>): Promise<T> => {
  const opened = await openDatabase({
    databaseUrl: process.env.DATABASE_URL,
    dataFolder: process.env.DATA_FOLDER ?? join(projectRoot(), "var"),
  });
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
};

const deploy = (): Promise<number> =>
  withDatabase(async (opened) => {
    const names = await applyPendingMigrations(opened);
    for (const name of names) say(`applied  ${name}`);
    say(names.length === 0 ? "Nothing to do: the database is up to date." : `${names.length} applied.`);
    return 0;
  });

const status = (): Promise<number> =>
  withDatabase(async (opened) => {
    const state = await readMigrationState(opened.query);
    for (const name of state.applied) say(`applied  ${name}`);
    for (const name of state.pending) say(`${state.failed.includes(name) ? "failed " : "pending"}  ${name}`);
    for (const name of state.unknown) say(`unknown  ${name} (in the database, not in prisma/migrations)`);
    const { rows } = await opened.query(
      "SELECT datcollate FROM pg_database WHERE datname = current_database() AND datcollate NOT IN ('C', 'POSIX', 'C.UTF-8')",
    );
    for (const row of rows) say(`note     text sorts by ${String(row.datcollate)} here, not by C: see docs/decisions/006`);
    return state.pending.length + state.unknown.length === 0 ? 0 : 1;
  });

const timestamp = (now: Date): string => now.toISOString().replace(/\D/g, "").slice(0, 14);

/** What a script loses for ever, said before somebody deploys it. */
const warnings = (sql: string): string[] =>
  [...sql.matchAll(/^.*\b(DROP (?:TABLE|COLUMN|INDEX|CONSTRAINT|TYPE)\b.*)$/gm)].map((match) => match[1]?.trim() ?? "");

const create = async (words: string[]): Promise<number> => {
  const at = words.includes("--at") ? words[words.indexOf("--at") + 1] : timestamp(new Date());
  const name = words.find((word, index) => !word.startsWith("--") && words[index - 1] !== "--at");
  if (name === undefined || !/^[a-z0-9_]+$/.test(name) || at === undefined || !/^\d{14}$/.test(at)) {
    say("Give the migration a name of small letters, digits and underscores, for example: npm run db -- new add_feedback");
    return 1;
  }
  const folder = migrationsFolder();
  const target = join(folder, `${at}_${name}`);
  if (existsSync(target)) {
    say(`${relative(projectRoot(), target)} exists already.`);
    return 1;
  }
  const sql = words.includes("--empty")
    ? `-- ${name.replaceAll("_", " ")}\n`
    : await withScratchDatabase(folder, (scratch) => diffToSchema(scratch, keptIndexes(readExpected())), `${at}_${name}`);
  if (sql === null) {
    say("Nothing to do: the migrations lead to schema.prisma already. Use --empty for SQL written by hand.");
    return 0;
  }
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, "migration.sql"), sql.endsWith("\n") ? sql : `${sql}\n`);
  say(`wrote    ${relative(projectRoot(), join(target, "migration.sql"))}`);
  for (const line of warnings(sql)) say(`look at  ${line}`);
  return 0;
};

const expect = async (): Promise<number> => {
  const rules = await withScratchDatabase(migrationsFolder(), (scratch) => readRules(scratch.query));
  writeFileSync(rulesFile(), serialiseRules(rules));
  say(`wrote    ${relative(projectRoot(), rulesFile())} (${rules.length} rules)`);
  return 0;
};

const drift = async (): Promise<number> => {
  const problems: string[] = [];
  const expected = readExpected();
  const kept = keptIndexes(expected);
  const structure = await withScratchDatabase(migrationsFolder(), async (scratch) => {
    const sql = await diffToSchema(scratch, kept);
    if (sql !== null) problems.push(`schema.prisma asks for more than the migrations give:\n${sql.trim()}`);
    const rules = await readRules(scratch.query);
    problems.push(...describeMissing(expected, rules, "the migrations"));
    if (problems.length === 0 && rules.length > expected.length) {
      problems.push("The migrations make rules that are not in prisma/expected-constraints.json: npm run db -- expect");
    }
    return readStructure(scratch.query);
  });
  if (process.env.DATABASE_URL !== undefined && process.env.DATABASE_URL !== "") {
    await withDatabase(async ({ query }) => {
      const where = "the database at DATABASE_URL";
      problems.push(...describeMissing(expected, await readRules(query), where));
      problems.push(...describeStructureDrift(structure, await readStructure(query), where));
    });
  }
  for (const problem of problems) say(problem);
  say(problems.length === 0 ? "No drift." : `Drift: ${problems.length} found.`);
  return problems.length === 0 ? 0 : 1;
};

const retry = async ([name]: string[]): Promise<number> => {
  if (name === undefined) {
    say("Name the migration that failed; npm run db -- status lists it.");
    return 1;
  }
  await withDatabase((opened) => markMigrationRolledBack(opened, name));
  say(`${name} will be tried again by: npm run db -- deploy`);
  return 0;
};

/** Runs one command and returns the exit code. */
export const runCommand = async ([command, ...words]: string[]): Promise<number> => {
  switch (command) {
    case "deploy":
      return deploy();
    case "status":
      return status();
    case "new":
      return create(words);
    case "drift":
      return drift();
    case "expect":
      return expect();
    case "retry":
      return retry(words);
    default:
      process.stdout.write(HELP);
      return command === undefined || command === "help" ? 0 : 1;
  }
};
