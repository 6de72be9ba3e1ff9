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

/** Words that people write in more than one way become the short one; a school is found by the long one as well. */
const SPELLINGS: readonly { written: RegExp; short: string; long: string }[] = [
  { written: /\bsaint\b/g, short: "st", long: "saint" },
  { written: /\b(church of england|c of e|c e|ce)\b/g, short: "cofe", long: "church of england" },
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
  return SPELLINGS.reduce((folded, { written, short }) => folded.replace(written, short), plain);
}

/**
 * What a school is found by: name, town, postcode with and without its blank, URN, and the long spellings, because a
 * long one that is mistyped is not folded. It begins with the name.
 */
export function searchTextOf(school: { name: string; town: string; postcode: string; urn: number | null }): string {
  const postcode = foldForSearch(school.postcode);
  const parts = [
    foldForSearch(school.name),
    foldForSearch(school.town),
    postcode,
    postcode.replaceAll(" ", ""),
    school.urn ?? "",
  ];
  const words = new Set(parts.join(" ").split(" "));
  const long = SPELLINGS.filter(({ short }) => words.has(short)).map((spelling) => spelling.long);
  return [...parts, ...long].filter((part) => part !== "").join(" ");
}
