import { renderWorkbook } from "~/integrations/workbook.server";
import type { ReachExport } from "~/services/reach-export.server";

/** Every table as a sheet, behind one that says what the numbers are. */
export async function reachWorkbook({ about, tables }: ReachExport): Promise<Uint8Array<ArrayBuffer>> {
  return renderWorkbook([
    { name: "About these figures", header: null, rows: about, widths: [34, 100] },
    ...tables.map(({ title, header, rows, widths }) => ({ name: title, header, rows, widths })),
  ]);
}
