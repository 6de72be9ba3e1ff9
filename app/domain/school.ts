import type { Day } from "~/lib/london-time";

/** As the national register (GIAS) has it; a closed school keeps its row. */
export type RegisterStatus = "open" | "proposed_to_close" | "proposed_to_open" | "closed";

/**
 * One school of the register. A key that the file has no column for is left out: what is known stays.
 * Grid references are metres (British National Grid).
 */
export type RegisterSchool = {
  urn: number;
  name: string;
  postcode: string;
  status?: RegisterStatus;
  localAuthority?: { code: string; name: string };
  district?: { code: string; name: string } | null;
  typeName?: string;
  phase?: string;
  street?: string;
  town?: string;
  easting?: number | null;
  northing?: number | null;
  lowAge?: number | null;
  highAge?: number | null;
  pupils?: number | null;
  secondaryPupils?: number | null;
  openedOn?: Day | null;
  closedOn?: Day | null;
};

/** Words that people write in more than one way become the shorter one. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/\bsaint\b/g, "st"],
  [/\b(church of england|c of e|c e)\b/g, "cofe"],
];

/** Lower case, no accents, no punctuation, one blank between words: "St. Anne's" and "saint annes" are the same. */
export function foldForSearch(text: string): string {
  const plain = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[’'`]/g, "")
    .replaceAll("&", " and ")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
  return SPELLINGS.reduce((folded, [pattern, short]) => folded.replace(pattern, short), plain);
}

/** What a school is found by: name, town, postcode with and without its blank, URN. It begins with the name. */
export function searchTextOf(school: { name: string; town: string; postcode: string; urn: number | null }): string {
  const postcode = foldForSearch(school.postcode);
  return [foldForSearch(school.name), foldForSearch(school.town), postcode, postcode.replaceAll(" ", ""), school.urn ?? ""]
    .filter((part) => part !== "")
    .join(" ");
}
