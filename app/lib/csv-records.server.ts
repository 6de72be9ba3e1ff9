import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import iconv from "iconv-lite";

/** One record with the line that it ends on. */
export type CsvRecord = { line: number; cells: string[] };

/** The file is no CSV from this line on. */
export class UnreadableCsv extends Error {
  constructor(readonly line: number) {
    super(`The file cannot be read as CSV from line ${line} on`);
  }
}

/** A quote that nobody closes would take in the rest of the file. */
const LONGEST_RECORD = 1024 * 1024;
const FIRST_LINE_BYTES = 8 * 1024;

export type Separator = "," | ";" | "\t";

type Found = { cells: string[]; next: number; lines: number };

/**
 * Streams the records of a CSV file (RFC 4180), the header among them. `separator` stands between the cells. UTF-8 where the whole file is valid UTF-8, else
 * windows-1252, which any bytes are; so the file is read twice. `onBytes` hears how far it has come. Throws
 * UnreadableCsv. Written by hand: csv-parse took five times as long over the 140 columns of the register.
 */
export async function* csvRecords(
  path: string,
  onBytes?: (bytesRead: number) => void,
  separator: Separator = ",",
): AsyncGenerator<CsvRecord> {
  const decoder = iconv.getDecoder((await isUtf8(path)) ? "utf8" : "windows-1252");
  let text = "";
  let line = 0;
  let bytes = 0;

  function* records(atEnd: boolean): Generator<CsvRecord> {
    let position = 0;
    while (position < text.length) {
      const found = recordAt(text, position, atEnd, separator);
      if (!found) {
        if (atEnd || text.length - position > LONGEST_RECORD) throw new UnreadableCsv(line + 1);
        break;
      }
      position = found.next;
      line += found.lines;
      if (found.cells.length > 1 || found.cells[0] !== "") yield { line, cells: found.cells };
    }
    text = text.slice(position);
  }

  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    if (!(chunk instanceof Buffer)) continue;
    text += decoder.write(chunk);
    if (bytes === 0) text = text.replace(/^\uFEFF/, "");
    bytes += chunk.length;
    yield* records(false);
    onBytes?.(bytes);
  }
  text += decoder.end() ?? "";
  yield* records(true);
}

/** The record that begins here; null while its end has not been read. */
function recordAt(text: string, start: number, atEnd: boolean, separator: Separator): Found | null {
  const lineEnd = text.indexOf("\n", start);
  if (lineEnd === -1 && !atEnd) return null;
  const end = lineEnd === -1 ? text.length : lineEnd;
  const plain = text.slice(start, end);
  if (!plain.includes('"')) {
    return { cells: plain.split(separator).map((cell) => cell.trim()), next: end + 1, lines: 1 };
  }
  return quotedRecordAt(text, start, atEnd, separator);
}

function quotedRecordAt(text: string, start: number, atEnd: boolean, separator: Separator): Found | null {
  const cells: string[] = [];
  let lines = 1;
  let position = start;
  for (;;) {
    let cell = "";
    if (text[position] === '"') {
      const close = closingQuote(text, position + 1);
      // A quote that is the last character read so far may be the first of two.
      if (close === -1 || (close === text.length - 1 && !atEnd)) return null;
      cell = text.slice(position + 1, close).replaceAll('""', '"');
      lines += cell.split("\n").length - 1;
      position = close + 1;
    }
    const comma = text.indexOf(separator, position);
    const newline = text.indexOf("\n", position);
    if (newline === -1 && !atEnd) return null;
    const lineEnd = newline === -1 ? text.length : newline;
    const cellEnd = comma === -1 ? lineEnd : Math.min(comma, lineEnd);
    cells.push((cell + text.slice(position, cellEnd)).trim());
    position = cellEnd + 1;
    if (cellEnd === lineEnd) return { cells, next: position, lines };
  }
}

function closingQuote(text: string, from: number): number {
  let quote = text.indexOf('"', from);
  while (quote !== -1 && text[quote + 1] === '"') quote = text.indexOf('"', quote + 2);
  return quote;
}

/** What stands most often in the first line, which a spreadsheet of another country writes with semicolons. */
export async function findSeparator(path: string): Promise<Separator> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(FIRST_LINE_BYTES), 0, FIRST_LINE_BYTES, 0);
    const [firstLine = ""] = buffer.toString("latin1", 0, bytesRead).split("\n");
    const count = (separator: Separator) => firstLine.split(separator).length;
    const all: readonly Separator[] = [",", ";", "\t"];
    return all.reduce((best, separator) => (count(separator) > count(best) ? separator : best));
  } finally {
    await file.close();
  }
}

async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of createReadStream(path)) {
      if (chunk instanceof Uint8Array) decoder.decode(chunk, { stream: true });
    }
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
