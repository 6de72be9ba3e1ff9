// npm run bench -- search: school search in a national register of 26,509 schools, on a PostgreSQL server and on the
// embedded database. Queries are drawn with a fixed seed: the same on each run.
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { openDatabase, type Db, type OpenedDatabase } from "~/data/db.server";
import { applyPendingMigrations } from "~/data/migrations.server";
import { settleSearchIndexes } from "~/data/register-writes.server";
import { searchSchools } from "~/data/school-search.server";
import { foldForSearch, searchTextOf } from "~/domain/school";
import { root } from "../../scripts/lib/project.mjs";
import { HOW_TO_INSTALL_POSTGRES, findPostgresBinaries, startPostgresServer } from "../support/postgres-server.mjs";

type School = { urn: number; name: string; town: string; postcode: string };
type Asked = { text: string; urn: number | null };
type Kind = { words: string; queries: Asked[] };

const REAL_REGISTER = join(root, "..", "shared", "data", "gias", "england_open_establishments_2026.csv");
const SCHOOLS = 26_509;
const QUERIES = Number(process.env.BENCH_QUERIES ?? 300);
const SHOWN = 5;
const SEED = 20261123;

const random = seededRandom(SEED);
const schools = existsSync(REAL_REGISTER) ? readRegister(REAL_REGISTER) : inventRegister(SCHOOLS);
const kinds = kindsOf(schools);
console.log(
  existsSync(REAL_REGISTER)
    ? `${schools.length} schools of the published register; seed ${SEED}`
    : `${schools.length} invented schools (the published register is not here); seed ${SEED}`,
);
console.log("Hits: the school meant is within the first five. Times: one search at a time, in milliseconds.\n");

if (findPostgresBinaries() === null) console.log(`${HOW_TO_INSTALL_POSTGRES}\n`);
else {
  const postgres = await startPostgresServer();
  await measure(`PostgreSQL ${postgres.version} server`, { databaseUrl: postgres.url, dataFolder: "" });
  await postgres.stop();
}
const folder = mkdtempSync(join(tmpdir(), "kca-bench-"));
try {
  await measure("Embedded database", { dataFolder: folder });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(words: string, options: { databaseUrl?: string; dataFolder: string }): Promise<void> {
  const opened = await openDatabase(options);
  try {
    await applyPendingMigrations(opened);
    const startedAt = performance.now();
    await fill(opened, schools);
    console.log(`${words} (loaded in ${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
    console.log(row("", "queries", "hits", "p50", "p95", "max"));
    for (const kind of kinds) console.log(await measureKind(opened.db, kind));
    console.log("");
  } finally {
    await opened.close();
  }
}

async function measureKind(db: Db, { words, queries }: Kind): Promise<string> {
  const times: number[] = [];
  let meant = 0;
  let hits = 0;
  for (const { text, urn } of queries) {
    const startedAt = performance.now();
    const { schools: found } = await searchSchools(db, text, SHOWN);
    times.push(performance.now() - startedAt);
    if (urn === null) continue;
    meant += 1;
    if (found.some((school) => school.urn === urn)) hits += 1;
    else if (process.env.BENCH_MISSES) console.log(`  missed: ${text} -> ${found[0]?.name ?? "nothing"}`);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1);
  const rate = meant === 0 ? "-" : `${((hits / meant) * 100).toFixed(1)} %`;
  return row(words, String(queries.length), rate, at(0.5), at(0.95), at(1));
}

function row(words: string, ...figures: string[]): string {
  return `  ${words.padEnd(44)}${figures.map((figure) => figure.padStart(9)).join("")}`;
}

async function fill({ db }: OpenedDatabase, all: readonly School[]): Promise<void> {
  for (let at = 0; at < all.length; at += 1_000) {
    const data = all.slice(at, at + 1_000).map((school) => {
      const id = randomUUID();
      return { ...school, id, lineageId: id, searchText: searchTextOf(school) };
    });
    await db.school.createMany({ data });
  }
  if (!process.env.BENCH_WITHOUT_STATISTICS) await db.$transaction((tx) => settleSearchIndexes(tx));
}

function kindsOf(all: readonly School[]): Kind[] {
  const named = new Map<string, number>();
  for (const { name } of all) named.set(foldForSearch(name), (named.get(foldForSearch(name)) ?? 0) + 1);
  const unique = all.filter(({ name }) => named.get(foldForSearch(name)) === 1);
  const draw = (from: readonly School[], make: (school: School) => string): Asked[] =>
    Array.from({ length: QUERIES }, () => {
      const school = pick(from);
      return { text: make(school), urn: school.urn };
    });
  const shared = all.filter(({ name, town }) => (named.get(foldForSearch(name)) ?? 0) > 1 && town !== "");
  return [
    { words: "unique name, one typo", queries: draw(unique, ({ name }) => withTypo(name)) },
    { words: "unique name as it is", queries: draw(unique, ({ name }) => name) },
    { words: "unique name, words in another order", queries: draw(unique, ({ name }) => reordered(name)) },
    { words: "shared name and town", queries: draw(shared, ({ name, town }) => `${name} ${town}`) },
    { words: "shared name and town, one typo", queries: draw(shared, ({ name, town }) => withTypo(`${name} ${town}`)) },
    { words: "shared name and postcode", queries: draw(shared, ({ name, postcode }) => `${name} ${postcode}`) },
    { words: "URN", queries: draw(all, ({ urn }) => String(urn)) },
    { words: "postcode without blank (alone on it or not)", queries: draw(all, ({ postcode }) => postcode.replace(" ", "")) },
    { words: "while typing: 2 letters", queries: unaimed(all, 2) },
    { words: "while typing: 4 letters", queries: unaimed(all, 4) },
    { words: "while typing: 9 letters", queries: unaimed(all, 9) },
    { words: "nothing like it: two words of nonsense", queries: nonsense() },
  ];
}

function unaimed(all: readonly School[], length: number): Asked[] {
  return Array.from({ length: QUERIES }, () => ({ text: pick(all).name.slice(0, length), urn: null }));
}

function nonsense(): Asked[] {
  const word = () => Array.from({ length: 6 }, () => pick([..."abcdefghijklmnopqrstuvwxyz"])).join("");
  return Array.from({ length: QUERIES }, () => ({ text: `${word()} ${word()}`, urn: null }));
}

/** One letter replaced, added, left out or swapped with the next, anywhere, blanks included. */
function withTypo(text: string): string {
  const letter = pick([..."abcdefghijklmnopqrstuvwxyz"]);
  for (;;) {
    const at = Math.floor(random() * text.length);
    const [before, after] = [text.slice(0, at), text.slice(at + 1)];
    const wrong = pick([
      before + letter + after,
      before + letter + text.slice(at),
      before + after,
      before + text.slice(at + 1, at + 2) + text.charAt(at) + text.slice(at + 2),
    ]);
    if (wrong.toLowerCase() !== text.toLowerCase()) return wrong;
  }
}

function reordered(name: string): string {
  const words = name.split(" ");
  const by = 1 + Math.floor(random() * Math.max(1, words.length - 1));
  return [...words.slice(by), ...words.slice(0, by)].join(" ").toUpperCase();
}

function readRegister(file: string): School[] {
  const rows: Record<string, string>[] = parse(readFileSync(file, "utf8"), { columns: true, bom: true });
  return rows.map((columns) => ({
    urn: Number(columns.URN),
    name: columns.EstablishmentName ?? "",
    town: columns.Town ?? "",
    postcode: columns.Postcode ?? "",
  }));
}

/** As large and as alike as the real one: few kinds of school, some saints, many places. */
function inventRegister(count: number): School[] {
  const starts = ["Al", "Bran", "Cor", "Dun", "El", "Fen", "Gar", "Hol", "In", "Kel", "Lang", "Mel", "Nor", "Os", "Pem"];
  const middles = ["", "ber", "ders", "ing", "ker", "len", "mins", "nor", "per", "ses", "ter", "wen"];
  const ends = ["by", "combe", "dale", "field", "ford", "ham", "ley", "mere", "stead", "thorpe", "ton", "wick"];
  const saints = ["St Anne’s", "St John’s", "St Mary’s", "St Peter’s", "Holy Trinity", "All Saints"];
  const types = ["Primary School", "Church of England Primary School", "Catholic Primary School", "Academy", "High School"];
  const place = () => pick(starts) + pick(middles) + pick(ends);
  return Array.from({ length: count }, (_, index) => {
    const name = random() < 0.15 ? pick(saints) : random() < 0.2 ? `${place()} ${place()}` : place();
    const postcode = `Z${pick([..."ABCDE"])}${1 + (index % 40)} ${index % 10}${pick([..."ABDEFG"])}${pick([..."HJLNP"])}`;
    return { urn: 900_000 + index, name: `${name} ${pick(types)}`, town: place(), postcode };
  });
}

function pick<Item>(items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error("Nothing to pick from");
  return item;
}

/** mulberry32 */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
