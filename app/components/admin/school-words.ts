import type { SchoolLinkKind } from "~/domain/register";
import type { RegisterStatus } from "~/domain/school";

export const STATUS_WORDS: Readonly<Record<RegisterStatus, string>> = {
  open: "Open",
  closed: "Closed",
  proposed_to_close: "Open, but proposed to close",
  proposed_to_open: "Proposed to open",
};

/** Of a link, seen from the school that it leaves, and from the one that it leads to. */
export const FORWARD_LINK: Readonly<Record<SchoolLinkKind, string>> = {
  successor: "Followed by",
  merged_into: "Merged into",
  split_into: "Split into",
  same_as: "The same as",
};
export const BACKWARD_LINK: Readonly<Record<SchoolLinkKind, string>> = {
  successor: "Follows",
  merged_into: "Took in",
  split_into: "Split from",
  same_as: "The same as",
};

type Place = { town: string; postcode: string; phase: string; typeName: string; urn: number | null };

/** What tells schools of one name apart. */
export function whereAndWhat({ town, postcode, phase, typeName, urn }: Place): string {
  const number = urn === null ? "not in the national register" : `URN ${urn}`;
  return [town, postcode, phase || typeName, number].filter((part) => part !== "").join(", ");
}
