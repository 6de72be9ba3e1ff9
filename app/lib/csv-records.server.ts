import { createReadStream } from "node:fs";
import { CsvError, parse } from "csv-parse";
import iconv from "iconv-lite";

/** One record with the line that it ends on. */
export type CsvRecord = { line: number; cells: string[] };

/** The file is no CSV from this line on. */
export class UnreadableCsv extends Error {
  constructor(readonly line: number) {
    super(`The file cannot be read as CSV from line ${line} on`);
  }
}

/**
 * Streams the records of a CSV file, the header among them. UTF-8 where the whole file is valid UTF-8, else
 * windows-1252, which any bytes are; so the file is read twice. Throws UnreadableCsv.
 */
export async function* csvRecords(path: string): AsyncGenerator<CsvRecord> {
  const encoding = (await isUtf8(path)) ? "utf8" : "windows-1252";
  const parser = parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true });
  const file = createReadStream(path);
  const decoded = file.pipe(iconv.decodeStream(encoding));
  file.on("error", (error) => parser.destroy(error));
  decoded.pipe(parser);
  try {
    for await (const entry of parser) yield toRecord(entry);
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableCsv(typeof error.lines === "number" ? error.lines : 1);
    throw error;
  } finally {
    file.destroy();
  }
}

function toRecord(entry: unknown): CsvRecord {
  const info: unknown = Reflect.get(Object(entry), "info");
  const record: unknown = Reflect.get(Object(entry), "record");
  const line: unknown = Reflect.get(Object(info), "lines");
  return { line: Number(line), cells: Array.isArray(record) ? record.map(String) : [] };
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
