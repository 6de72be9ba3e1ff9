import type { RegisterLink } from "~/domain/register";
import { isDay } from "~/lib/london-time";

export type LinkLine =
  | { kind: "link"; line: number; link: RegisterLink }
  /** Of a kind that says nothing about who follows whom, such as "Sixth Form Centre Link". */
  | { kind: "other"; line: number }
  | { kind: "bad_row"; line: number; problem: string }
  | { kind: "missing_columns"; columns: string[] };

const NEEDED = ["URN", "LinkURN", "LinkType"] as const;

/**
 * Reads the register's links file by the names of its columns. "Successor" names who follows URN, "Predecessor" whom
 * URN follows; "merged" and "amalgamated" say that several became one, "split" that one became several.
 */
export async function* readLinks(
  records: AsyncIterable<{ line: number; cells: readonly string[] }>,
): AsyncGenerator<LinkLine> {
  let header: readonly string[] | null = null;
  for await (const { line, cells } of records) {
    if (header) {
      yield readLink(header, line, cells);
      continue;
    }
    const missing = NEEDED.filter((column) => !cells.includes(column));
    if (missing.length > 0) {
      yield { kind: "missing_columns", columns: missing };
      return;
    }
    header = cells;
  }
  if (!header) yield { kind: "missing_columns", columns: [...NEEDED] };
}

function readLink(header: readonly string[], line: number, cells: readonly string[]): LinkLine {
  const cell = (name: string): string => cells[header.indexOf(name)] ?? "";
  const type = cell("LinkType").toLowerCase();
  const follows = type.startsWith("predecessor");
  if (!follows && !type.startsWith("successor")) return { kind: "other", line };
  const [urn, other] = [cell("URN"), cell("LinkURN")];
  if (!/^\d{1,9}$/.test(urn)) return { kind: "bad_row", line, problem: "URN is not a whole number" };
  if (!/^\d{1,9}$/.test(other)) return { kind: "bad_row", line, problem: "LinkURN is not a whole number" };
  if (urn === other) return { kind: "bad_row", line, problem: "links a school to itself" };
  const day = cell("LinkEstablishedDate").split(/[-/]/).reverse().join("-");
  if (day !== "" && !isDay(day)) {
    return { kind: "bad_row", line, problem: "LinkEstablishedDate is not a date such as 31-08-2026" };
  }
  return {
    kind: "link",
    line,
    link: {
      fromUrn: Number(follows ? other : urn),
      toUrn: Number(follows ? urn : other),
      kind: /merge|amalgam/.test(type) ? "merged_into" : type.includes("split") ? "split_into" : "successor",
      linkedOn: day === "" ? null : day,
      named: { urn: Number(other), name: cell("LinkName") },
    },
  };
}
