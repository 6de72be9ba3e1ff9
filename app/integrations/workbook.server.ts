import writeXlsxFile, { type Row } from "write-excel-file/node";
import type { CsvCell } from "~/lib/csv";

export type Sheet = {
  /** At most 31 characters, as Excel wants it. */
  name: string;
  /** The first row names the columns. Without one (null) the sheet is words and values beside each other. */
  header: readonly string[] | null;
  rows: readonly (readonly CsvCell[])[];
  /** Widths of the columns in characters. */
  widths: readonly number[];
};

/**
 * An XLSX workbook. Text is written as text cells, which no spreadsheet program runs as a formula, whatever it begins
 * with; numbers stay numbers.
 */
export async function renderWorkbook(sheets: readonly Sheet[]): Promise<Uint8Array<ArrayBuffer>> {
  const book = await writeXlsxFile(
    sheets.map(({ name, header, rows, widths }) => ({
      sheet: name,
      data: [...(header === null ? [] : [header.map(heading)]), ...rows.map((row) => toRow(row, header === null))],
      columns: widths.map((width) => ({ width })),
      stickyRowsCount: header === null ? 0 : 1,
    })),
  ).toBuffer();
  return Uint8Array.from(book);
}

const heading = (value: string) => ({ value, type: String, fontWeight: "bold" as const, wrap: true });

function toRow(row: readonly CsvCell[], firstIsName: boolean): Row {
  return row.map((value, index) => {
    if (value === null) return null;
    if (typeof value === "number") return { value, type: Number, align: "right" as const };
    const bold = firstIsName && index === 0 ? { fontWeight: "bold" as const } : {};
    return { value, type: String, wrap: true, alignVertical: "top" as const, ...bold };
  });
}
