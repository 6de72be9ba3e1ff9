import type { Db, Query } from "~/data/db.server";
import { readSettings } from "~/data/settings.server";
import { travelMinutes } from "~/domain/travel";
import { dayOf, minutesOf } from "~/lib/london-time";

export type Verdict = { visits: number; absences: number; doubleBookings: number; travelBreaches: number };

/** Asked of the database itself, from what was committed. */
export async function verdictOf(db: Db, query: Query): Promise<Verdict> {
  const { rows: pairs } = await query(`
    SELECT count(*)::int AS count FROM commitment a JOIN commitment b
      ON a.presenter_id = b.presenter_id AND a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at`);
  return {
    visits: await db.visit.count({ where: { status: "scheduled" } }),
    absences: await db.absence.count(),
    doubleBookings: Number(pairs[0]?.count ?? 0),
    travelBreaches: await countTravelBreaches(db),
  };
}

/** Two visits of a presenter on one day, one after the other, with less time between than the way takes. */
async function countTravelBreaches(db: Db): Promise<number> {
  const { travel } = await readSettings(db);
  const rows = await db.commitment.findMany({
    where: { kind: "visit" },
    orderBy: [{ presenterId: "asc" }, { startsAt: "asc" }],
    select: {
      presenterId: true,
      startsAt: true,
      endsAt: true,
      visitPresenter: { select: { visit: { select: { schoolId: true, easting: true, northing: true } } } },
    },
  });
  return rows.filter((row, index) => {
    const before = rows[index - 1];
    if (before?.presenterId !== row.presenterId || dayOf(before.endsAt) !== dayOf(row.startsAt)) return false;
    if (before.endsAt > row.startsAt || !before.visitPresenter || !row.visitPresenter) return false;
    const [from, to] = [before.visitPresenter.visit, row.visitPresenter.visit].map(({ schoolId, ...place }) => ({ id: schoolId, ...place }));
    if (!from || !to) return false;
    const available = Math.floor((row.startsAt.getTime() - before.endsAt.getTime()) / 60_000);
    return travelMinutes(from, to, minutesOf(before.endsAt), travel, []).minutes > available;
  }).length;
}
