/** The first page follows it. */
export const BEFORE_ALL_IDS = "00000000-0000-0000-0000-000000000000";

/** Which rows to look at: those after an id, and what counts as long ago. */
export type PageOf = { before: Date; after: string; limit: number };

export type PageRow = { id: string; due: boolean };

/** What is due on a page, and the id that the next one follows; null on the last. */
export type Page = { due: string[]; next: string | null };

/** A page that is not full is the last. */
export function toPage(rows: readonly PageRow[], limit: number): Page {
  const next = rows.length < limit ? null : (rows.at(-1)?.id ?? null);
  return { due: rows.filter(({ due }) => due).map(({ id }) => id), next };
}
