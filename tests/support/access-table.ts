import { readFileSync } from "node:fs";

export const PEOPLE = [
  "nobody",
  "contact",
  "other contact",
  "presenter",
  "other presenter",
  "coordinator",
  "manager",
  "analyst",
] as const;

export type Person = (typeof PEOPLE)[number];

export type AccessRow = {
  /** With placeholders: "/visits/{visit}". */
  address: string;
  /** The route's file without its ending. */
  route: string;
  method: "GET" | "POST";
  outcomes: Record<Person, string>;
};

/** Reads the table of docs/access.md, whose headings name the people. */
export function readAccessTable(): AccessRow[] {
  const lines = readFileSync("docs/access.md", "utf8").split("\n").map(cellsOf);
  const heading = lines.findIndex((cells) => cells[0] === "Address");
  const names = lines[heading] ?? [];
  if (names.slice(3).join() !== PEOPLE.join())
    throw new Error(`docs/access.md names ${names.slice(3).join(", ")}`);
  const end = lines.findIndex((cells, index) => index > heading && cells.length === 0);
  return lines.slice(heading + 2, end).map(([address = "", route = "", method, ...outcomes]) => {
    if (method !== "GET" && method !== "POST") throw new Error(`${address} has no method`);
    const outcomeOf = (person: Person) => outcomes[PEOPLE.indexOf(person)] ?? "";
    return {
      address,
      route,
      method,
      outcomes: {
        nobody: outcomeOf("nobody"),
        contact: outcomeOf("contact"),
        "other contact": outcomeOf("other contact"),
        presenter: outcomeOf("presenter"),
        "other presenter": outcomeOf("other presenter"),
        coordinator: outcomeOf("coordinator"),
        manager: outcomeOf("manager"),
        analyst: outcomeOf("analyst"),
      },
    };
  });
}

function cellsOf(line: string): string[] {
  if (!line.startsWith("|")) return [];
  return line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim().replace(/^`|`$/g, ""));
}

/** The parameters of an address, by the route's file name as Remix reads it; null when it is not there. */
export function paramsOf(route: string, address: string): Record<string, string> | null {
  const parts = (route.match(/(\[[^\]]*\]|[^.[])+/g) ?? []).filter((part) => part !== "_index");
  const here = new URL(address, "http://x.invalid").pathname.split("/").filter((part) => part !== "");
  const params: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    if (part === "$") return { ...params, "*": here.slice(index).join("/") };
    const value = here[index];
    if (value === undefined) return null;
    if (part.startsWith("$")) params[part.slice(1)] = decodeURIComponent(value);
    else if (part.replace(/[[\]]|_$/g, "") !== value) return null;
  }
  return parts.length === here.length ? params : null;
}
