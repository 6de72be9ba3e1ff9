import { foldForSearch, searchTextOf } from "~/domain/school";

/** Shorter words have more neighbours than meaning: a typo in one only leaves it out. */
const SHORTEST_WITH_TYPO = 3;
/** From here on a word that is still being typed is known in spite of a typo. */
const SHORTEST_UNFINISHED = 5;
/** In so many names that looking one up finds half the register; measured on the published one. */
const COMMON_WORDS: ReadonlySet<string> = new Set(
  (
    "academy aided and catholic church cofe college community controlled england first high hill house infant infants " +
    "john junior london mary marys nursery of on park primary saint school special st the trust voluntary ysgol"
  ).split(" "),
);
const LONGEST_TEXT = 100;
const MOST_SPELLINGS = 12;

/** What was typed as words of the search; empty when there is nothing to look for. */
export function wordsOf(text: string): string[] {
  const folded = foldForSearch(text.slice(0, LONGEST_TEXT));
  return folded === "" ? [] : folded.split(" ");
}

/** Words that tell schools apart; where there are none, the common ones have to do. */
export function isTelling(reading: Reading): (meanings: readonly string[]) => boolean {
  const tells = (meanings: readonly string[]) => meanings.every((word) => word.length > 1 && !COMMON_WORDS.has(word));
  return reading.some(tells) ? tells : () => true;
}

/** What to look for among the known words: patterns for SQL's LIKE ("_" is any letter), and words as they are. */
export type Spellings = { patterns: string[]; words: string[] };

/** Finds every known word that one of these words may have meant, or two of them without the blank. */
export function spellingsToLookFor(words: readonly string[]): Spellings {
  const whole = [...words, ...pairsOf(words)];
  return {
    patterns: [...new Set(whole.flatMap(neighbours))],
    words: [...new Set(whole.flatMap((word) => tearings(word).flat()))],
  };
}

const pairsOf = (words: readonly string[]): string[] =>
  words.slice(0, -1).map((word, index) => word + (words[index + 1] ?? ""));

/** The word itself and all with one letter replaced, too many, missing or swapped with the next. */
function neighbours(word: string): string[] {
  if (word.length < SHORTEST_WITH_TYPO || COMMON_WORDS.has(word)) return [];
  const rest = word.length >= SHORTEST_UNFINISHED ? "%" : "";
  const patterns = [`${word}%`];
  for (let at = 0; at < word.length; at += 1) {
    const before = word.slice(0, at);
    const after = word.slice(at + 1);
    patterns.push(`${before}_${after}${rest}`, `${before}_${word.slice(at)}${rest}`, before + after + rest);
    const next = word[at + 1];
    if (next !== undefined) patterns.push(before + next + word.charAt(at) + word.slice(at + 2) + rest);
  }
  return rest === "" ? [...patterns, `${word}_`] : patterns;
}

/** Two words that lost the blank between them, also where another letter was typed instead of it. */
function tearings(word: string): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 1; at < word.length; at += 1) {
    pairs.push([word.slice(0, at), word.slice(at)]);
    if (at < word.length - 1) pairs.push([word.slice(0, at), word.slice(at + 1)]);
  }
  return pairs;
}

/** One reading of what was typed: for each word what it may have meant, as known words or words in a row. */
export type Reading = readonly (readonly string[])[];

/**
 * How what was typed can be read with at most one typo in each word, or with one blank wrong. `known` is what was
 * found of `spellingsToLookFor`.
 */
export function tolerantReadings(words: readonly string[], known: readonly string[]): Reading[] {
  const all = new Set(known);
  const spelled = words.map((word) => spellings(word, known));
  const mistyped = spelled.filter((_, index) => (words[index] ?? "").length >= SHORTEST_WITH_TYPO);
  const readings: Reading[] = [mistyped];
  const inRow = (pairs: readonly (readonly [string, string])[]) =>
    pairs.filter(([first, second]) => all.has(first) && all.has(second)).map((pair) => pair.join(" "));
  words.forEach((word, index) => {
    const without = (count: number) =>
      words.filter((_, other) => other < index || other >= index + count).map((other) => [other]);
    readings.push([...without(1), inRow(tearings(word))]);
    const next = words[index + 1];
    if (next === undefined) return;
    // The blank is one too many, or it came one letter too early or too late.
    const moved = inRow([
      [word.slice(0, -1), word.slice(-1) + next],
      [word + next.slice(0, 1), next.slice(1)],
    ]);
    readings.push([...without(2), [...spellings(word + next, known), ...moved]]);
  });
  return readings.filter((reading) => reading.length > 0 && reading.every((meanings) => meanings.length > 0));
}

/** Known words that this one may have meant; a word that is still being typed only where no whole one fits. */
function spellings(word: string, known: readonly string[]): string[] {
  if (COMMON_WORDS.has(word)) return [word];
  if (word.length < SHORTEST_WITH_TYPO) return [];
  const near = known.map((candidate) => ({ candidate, cost: nearest(word, [candidate]) }));
  const whole = near.filter(({ cost }) => cost <= TYPO_COST);
  return (whole.length > 0 ? whole : near.filter(({ cost }) => cost < MISSING_COST))
    .sort((a, b) => a.cost - b.cost || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, MOST_SPELLINGS)
    .map(({ candidate }) => candidate);
}

export type Findable = { name: string; town: string; postcode: string; urn: number | null };

const PREFIX_COST = 0.1;
const TYPO_COST = 1;
const UNFINISHED_COST = 1.1;
const MISSING_COST = 2;
const ELSEWHERE_COST = 0.2;
const UNASKED_COST = 0.02;

/** The nearest first: fewest typos, then in the name rather than the town, then the name with the least besides. */
export function rankSchools<School extends Findable>(folded: string, schools: readonly School[]): School[] {
  return schools
    .map((school) => ({ school, cost: costOf(folded, school) }))
    .sort((a, b) => a.cost - b.cost || byWords(a.school, b.school))
    .map(({ school }) => school);
}

function byWords(a: Findable, b: Findable): number {
  const one = `${a.name}\n${a.town}\n${a.postcode}`;
  const other = `${b.name}\n${b.town}\n${b.postcode}`;
  return one < other ? -1 : one > other ? 1 : 0;
}

/** How far a school is from what was typed: 0 is the whole name, each typo costs about 1. */
function costOf(folded: string, school: Findable): number {
  const name = foldForSearch(school.name);
  const nameWords = name.split(" ");
  const otherWords = searchTextOf(school).split(" ").slice(nameWords.length);
  const words = folded.split(" ");
  const perWord = words.reduce((sum, word) => {
    const inName = nearest(word, nameWords);
    const elsewhere = inName < ELSEWHERE_COST ? MISSING_COST : nearest(word, otherWords) + ELSEWHERE_COST;
    return sum + Math.min(inName, elsewhere);
  }, 0);
  // A wrong blank spoils two words but is one typo: what was typed is then held against the name as a whole.
  const cost = perWord < TYPO_COST ? perWord : Math.min(perWord, beginningDistance(folded, name) * TYPO_COST);
  const startsSo = name.startsWith(folded) ? 0 : PREFIX_COST;
  return cost + startsSo + Math.max(0, nameWords.length - words.length) * UNASKED_COST;
}

function nearest(word: string, candidates: readonly string[]): number {
  let best = MISSING_COST;
  for (const candidate of candidates) {
    if (candidate === word) return 0;
    if (candidate.startsWith(word)) best = Math.min(best, PREFIX_COST);
    else if (best > TYPO_COST && Math.abs(candidate.length - word.length) <= 1 && distance(word, candidate) === 1)
      best = TYPO_COST;
    else if (best > UNFINISHED_COST && word.length >= SHORTEST_UNFINISHED && beginningDistance(word, candidate) === 1)
      best = UNFINISHED_COST;
  }
  return best;
}

/** Letters replaced, added, left out or swapped with the next between two words (optimal string alignment). */
export function distance(one: string, other: string): number {
  return lastRow(one, other)[other.length] ?? 0;
}

/** The same between what was typed and the beginning of a word that it comes nearest to. */
export function beginningDistance(typed: string, word: string): number {
  return Math.min(...lastRow(typed, word));
}

/** Distances of `one` to each beginning of `other`. */
function lastRow(one: string, other: string): number[] {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const letter = one[row - 1];
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const opposite = other[column - 1];
      let least = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (letter === opposite ? 0 : 1),
      );
      if (row > 1 && column > 1 && letter === other[column - 2] && one[row - 2] === opposite)
        least = Math.min(least, (beforeLast[column - 2] ?? 0) + 1);
      current.push(least);
    }
    beforeLast = last;
    last = current;
  }
  return last;
}
