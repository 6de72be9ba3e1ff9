import { json } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { openDatabase } from "~/data/db.server";

const ROWS = 20;
const opening = openDatabase({ databaseUrl: process.env.DATABASE_URL, dataFolder: "" });

/** One loader, one query, a table of 20 rows. */
export async function loader() {
  const { db } = await opening;
  const rows = await db.bookingRequest.findMany({
    where: { status: "submitted" },
    orderBy: { answerByOn: "asc" },
    take: ROWS,
    select: { reference: true, status: true, answerByOn: true, school: { select: { name: true } } },
  });
  return json({ rows });
}

export default function BarePage() {
  const { rows } = useLoaderData<typeof loader>();
  return (
    <table>
      <thead>
        <tr>
          <th>Reference</th>
          <th>School</th>
          <th>Status</th>
          <th>Answer by</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.reference}>
            <td>{row.reference}</td>
            <td>{row.school?.name}</td>
            <td>{row.status}</td>
            <td>{row.answerByOn}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
