export type CsvCell = string | number | null;

/** Spreadsheets run what begins like this as a formula, also after spaces and in full-width letters (OWASP). */
const STARTS_A_FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * Rows as RFC 4180 text. Text that a spreadsheet would run gets an apostrophe in front; numbers stay numbers.
 * The byte order mark tells Excel that the file is UTF-8.
 */
export function toCsv(rows: readonly (readonly CsvCell[])[]): string {
  const lines = rows.map((row) => row.map(toField).join(","));
  return `${BYTE_ORDER_MARK}${lines.map((line) => `${line}\r\n`).join("")}`;
}

function toField(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = STARTS_A_FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
