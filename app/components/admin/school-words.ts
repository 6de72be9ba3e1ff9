import type { RegisterStatus } from "~/domain/school";

export const STATUS_WORDS: Readonly<Record<RegisterStatus, string>> = {
  open: "Open",
  closed: "Closed",
  proposed_to_close: "Open, but proposed to close",
  proposed_to_open: "Proposed to open",
};

type Place = { town: string; postcode: string; phase: string; typeName: string; urn: number | null };

/** What tells schools of one name apart. */
export function whereAndWhat({ town, postcode, phase, typeName, urn }: Place): string {
  const number = urn === null ? "not in the national register" : `URN ${urn}`;
  return [town, postcode, phase || typeName, number].filter((part) => part !== "").join(", ");
}
