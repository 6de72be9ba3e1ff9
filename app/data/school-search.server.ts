import type { Db, Tx } from "~/data/db.server";
import { Prisma } from "~/data/generated/client";
import { isTelling, rankSchools, spellingsToLookFor, tolerantReadings, wordsOf, type Reading } from "~/domain/school-search";

export type FoundSchool = {
  id: string;
  urn: number | null;
  name: string;
  typeName: string;
  phase: string;
  town: string;
  postcode: string;
};

/** Enough that the school meant is among them; the nearest of these are shown. */
const MOST_CANDIDATES = 200;

/**
 * Schools that can be asked for by name, town, postcode or URN, the nearest to what was typed first (decision 007).
 * Typos are forgiven only where nothing fits as it stands. `more` tells that the limit cut some off.
 */
export async function searchSchools(
  db: Db | Tx,
  text: string,
  limit: number,
): Promise<{ schools: FoundSchool[]; more: boolean }> {
  const words = wordsOf(text);
  if (words.length === 0) return { schools: [], more: false };
  const folded = words.join(" ");
  const asTyped = await candidates(db, folded, [words.map((word) => [word])]);
  const found = asTyped.length > 0 ? asTyped : await candidates(db, folded, await tolerant(db, words));
  const ranked = rankSchools(folded, found);
  return { schools: ranked.slice(0, limit), more: ranked.length > limit };
}

async function tolerant(db: Db | Tx, words: readonly string[]): Promise<Reading[]> {
  const { patterns, words: parts } = spellingsToLookFor(words);
  const known = await db.$queryRaw<{ word: string }[]>`
    SELECT word FROM school_search_word WHERE word LIKE ANY (${patterns}::text[])
     UNION
    SELECT word FROM school_search_word WHERE word = ANY (${parts}::text[])`;
  return tolerantReadings(
    words,
    known.map(({ word }) => word),
  );
}

/** Closed schools cannot host, and a targeted place is never named outside the team: as in `findOfferedSchool`. */
async function candidates(db: Db | Tx, folded: string, readings: readonly Reading[]): Promise<FoundSchool[]> {
  if (readings.length === 0) return [];
  const fits = Prisma.join(readings.map(allWords), " OR ");
  return db.$queryRaw<FoundSchool[]>`
    SELECT id::text, urn, name, type_name AS "typeName", phase, town, postcode
      FROM school
     WHERE status <> 'closed' AND NOT targeted AND (${fits})
     ORDER BY search_text LIKE ${`${folded}%`} DESC, search_text, id
     LIMIT ${MOST_CANDIDATES}`;
}

/**
 * Only telling words go through the index: the planner guesses badly which these are, worst where a table was never
 * analysed. Folded words hold no wildcards of their own.
 */
function allWords(reading: Reading): Prisma.Sql {
  const tells = isTelling(reading);
  const conditions = reading.map((meanings) => {
    const text = tells(meanings) ? Prisma.sql`(' ' || search_text)` : Prisma.sql`concat(' ', search_text)`;
    return Prisma.join(
      meanings.map((word) => Prisma.sql`${text} LIKE ${`% ${word}%`}`),
      " OR ",
      "(",
      ")",
    );
  });
  return Prisma.join(conditions, " AND ", "(", ")");
}
