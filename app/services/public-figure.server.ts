import { findNewestPublished } from "~/data/publications.server";
import { readSettings } from "~/data/settings.server";
import { roundReach } from "~/domain/reach";
import type { Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { reachReport } from "~/services/reach-report.server";

export type PublicFigure = {
  periodName: string;
  startsOn: Day;
  endsOn: Day;
  asAt: string;
  students: number;
  /** Published figures stand as they were signed off; others are rounded down to a hundred. */
  published: boolean;
};

const ROUNDED_TO = 100;

/**
 * The one figure that everybody may see; null while no manager has switched it on, and where so few were reached that
 * the rounded figure says nothing.
 */
export async function publicFigure(deps: Pick<Deps, "db" | "now">): Promise<PublicFigure | null> {
  if (!(await readSettings(deps.db)).publicFigure) return null;
  const published = await findNewestPublished(deps.db);
  if (published) {
    const { figure: students, asAt, ...period } = published;
    return { ...period, students, asAt: asAt.toISOString(), published: true };
  }
  const { period, reach, asAt } = await reachReport({ choice: null, audience: "analyst" }, deps);
  const students = Math.floor(roundReach(reach).figure / ROUNDED_TO) * ROUNDED_TO;
  if (students === 0) return null;
  const { name: periodName, startsOn, endsOn } = period;
  return { periodName, startsOn, endsOn, asAt, students, published: false };
}
