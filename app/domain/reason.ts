export const REASON_KINDS = ["decline", "cancel", "move", "not_delivered"] as const;
export type ReasonKind = (typeof REASON_KINDS)[number];

/** What a reason is given for, inside a sentence. */
export const KIND_WORDS: Readonly<Record<ReasonKind, string>> = {
  decline: "declining a request",
  cancel: "cancelling a visit",
  move: "moving a visit",
  not_delivered: "a session that did not take place",
};

/** The kinds that a contact may give too: for cancelling, and for asking for another date. */
export const mayBeSchools = (kind: ReasonKind): boolean => kind === "cancel" || kind === "move";

const LONGEST_WORD = 60;

/** "No room free" of a move → "move.no_room_free"; "move.reason" where a label has neither letter nor digit. */
export function reasonCodeOf(kind: ReasonKind, label: string): string {
  const words = label
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .slice(0, LONGEST_WORD)
    .replace(/^_+|_+$/g, "");
  return `${kind}.${words === "" ? "reason" : words}`;
}
