import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireStaff } from "~/auth/viewer.server";
import { listFormats } from "~/data/formats.server";
import { PAST_COLUMNS } from "~/domain/past-sessions";
import { toCsv, type CsvCell } from "~/lib/csv";

/** A file to fill in: the columns, and three rows that show how; its schools are nobody's. */
export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager", "coordinator"]);
  const formats = await listFormats(deps.db);
  const [first = "Assembly", second = first] = formats.map(({ name }) => name);
  const rows: CsvCell[][] = [
    [...PAST_COLUMNS],
    ["999999", "06/10/2024", first, "9", 182, "new", "", "register", "", "", ""],
    ["Example Academy", "14/11/2024", second, "8", 27, "new", "8B", "headcount", 50, "", ""],
    ["Example Academy", "12/03/2025", second, "8", 25, "same as 14/11/2024", "8B", "estimate", "", "", ""],
  ];
  return new Response(toCsv(rows), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="earlier-sessions-example.csv"',
      "Cache-Control": "private, no-store",
    },
  });
}
