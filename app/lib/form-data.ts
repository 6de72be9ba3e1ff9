import type { z } from "zod";

export type FormErrors = Record<string, string>;
export type FormValues = Record<string, string | string[]>;

export type FormReading<T> = { ok: true; value: T } | { ok: false; errors: FormErrors; values: FormValues };

type Branch = { [name: string]: Node };
type Node = string | Node[] | Branch | undefined;

const MAX_ROWS = 200;
const MAX_DEPTH = 6;
const FORBIDDEN_PARTS = ["__proto__", "constructor", "prototype"];

/**
 * Reads a form with a zod schema. Names are nested with dots: `rows.0.start` is the field `start` of the first
 * row, `on.day` a part of a date. A repeated name is a list; where the schema wants a list, one value or none
 * becomes one.
 * Errors are keyed by the field's name (the first message of each); `values` hold what was typed.
 * Files are left out: this service takes none.
 */
export function readForm<Schema extends z.ZodType>(
  schema: Schema,
  formData: FormData,
): FormReading<z.output<Schema>> {
  const values = formValues(formData);
  let tree = toTree(values);
  // Each round turns the single values of one depth into lists.
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    const parsed = schema.safeParse(tree);
    if (parsed.success) return { ok: true, value: parsed.data };
    const lists = parsed.error.issues.filter(
      (issue) =>
        issue.code === "invalid_type" && issue.expected === "array" && isLeaf(find(tree, issue.path)),
    );
    if (lists.length === 0) return { ok: false, errors: errorsByField(parsed.error.issues), values };
    for (const issue of lists) tree = asList(tree, issue.path);
  }
  return { ok: false, errors: { form: "Check your answers and try again" }, values };
}

/** What was typed, by field name; a repeated name gives a list. Without NUL, which PostgreSQL takes in no text. */
export function formValues(formData: FormData): FormValues {
  const values: FormValues = {};
  for (const name of new Set(formData.keys())) {
    if (FORBIDDEN_PARTS.includes(name)) continue;
    const texts = formData.getAll(name).flatMap((value) => (typeof value === "string" ? [value.replaceAll("\0", "")] : []));
    const [first] = texts;
    if (first === undefined) continue;
    values[name] = texts.length === 1 ? first : texts;
  }
  return values;
}

/** The first value of a field, or "" when it was not sent. */
export function textOf(values: FormValues | undefined, name: string): string {
  const value = values?.[name];
  return (Array.isArray(value) ? value[0] : value) ?? "";
}

/** All values of a field: the ticked boxes. */
export function textsOf(values: FormValues | undefined, name: string): string[] {
  const value = values?.[name];
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** "YYYY-MM-DD" from the parts of a date field, or null when they are no day. Four-digit years only. */
export function dayFromParts(parts: { day: string; month: string; year: string }): string | null {
  const [day, month, year] = [parts.day, parts.month, parts.year].map((part) => part.trim());
  if (
    !day ||
    !month ||
    !year ||
    !/^\d{1,2}$/.test(day) ||
    !/^\d{1,2}$/.test(month) ||
    !/^\d{4}$/.test(year)
  ) {
    return null;
  }
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : null;
}

/** The three parts to fill a date field with; empty for no day. */
export function partsFromDay(day: string | null | undefined): { day: string; month: string; year: string } {
  const [year = "", month = "", date = ""] = (day ?? "").split("-");
  return { day: date.replace(/^0/, ""), month: month.replace(/^0/, ""), year };
}

function errorsByField(issues: readonly { path: PropertyKey[]; message: string }[]): FormErrors {
  const errors: FormErrors = {};
  for (const issue of issues) {
    const name = issue.path.map(String).join(".") || "form";
    errors[name] ??= issue.message;
  }
  return errors;
}

function toTree(values: FormValues): Node {
  const tree: Branch = {};
  for (const [name, value] of Object.entries(values)) {
    const parts = name.split(".");
    if (parts.length > MAX_DEPTH || parts.some((part) => FORBIDDEN_PARTS.includes(part))) continue;
    if (parts.some((part) => /^\d+$/.test(part) && Number(part) >= MAX_ROWS)) continue;
    put(tree, parts, value);
  }
  return withLists(tree);
}

function put(branch: Branch, parts: readonly string[], value: string | string[]): void {
  const [part, ...rest] = parts;
  if (part === undefined) return;
  if (rest.length === 0) {
    branch[part] = value;
    return;
  }
  const next = branch[part];
  const child: Branch = isBranch(next) ? next : {};
  branch[part] = child;
  put(child, rest, value);
}

/** A branch whose keys are all numbers is a list; a number left out is an empty row: the others keep theirs. */
function withLists(node: Node): Node {
  if (!isBranch(node)) return node;
  const entries = Object.entries(node).map(([key, child]) => ({ key, child: withLists(child) }));
  if (entries.length === 0 || !entries.every(({ key }) => /^\d+$/.test(key))) {
    return Object.fromEntries(entries.map(({ key, child }) => [key, child]));
  }
  const last = Math.max(...entries.map(({ key }) => Number(key)));
  const byIndex = new Map(entries.map(({ key, child }) => [Number(key), child]));
  return Array.from({ length: last + 1 }, (_, index) => byIndex.get(index) ?? {});
}

function find(node: Node, path: readonly PropertyKey[]): Node {
  let current = node;
  for (const part of path) {
    if (Array.isArray(current)) current = current[Number(part)];
    else if (isBranch(current)) current = current[String(part)];
    else return undefined;
  }
  return current;
}

function asList(node: Node, path: readonly PropertyKey[]): Node {
  const [part, ...rest] = path;
  if (part === undefined) {
    if (typeof node === "string") return node === "" ? [] : [node];
    return [];
  }
  if (Array.isArray(node)) {
    return node.map((child, index) => (index === Number(part) ? asList(child, rest) : child));
  }
  if (!isBranch(node)) return node;
  return { ...node, [String(part)]: asList(node[String(part)], rest) };
}

function isBranch(node: Node): node is Branch {
  return typeof node === "object" && !Array.isArray(node);
}

function isLeaf(node: Node): boolean {
  return node === undefined || typeof node === "string";
}
