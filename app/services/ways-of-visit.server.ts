import { loadPlanningFacts } from "~/data/planning.server";
import { readSettings } from "~/data/settings.server";
import { travelAt, type TravelOfPresenter } from "~/domain/scheduling";
import { addDays, minutesOf, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";

type VisitOfPresenters = {
  id: string;
  onDate: Day | null;
  startsAt: Date | null;
  endsAt: Date | null;
  school: { id: string };
  presenters: readonly { id: string; name: string }[];
};

export type WayOfPresenter = TravelOfPresenter & { name: string };

/**
 * How long each presenter drives to a visit and on from it, as their day stands now: from and to their other visits of
 * that day, else their base. Staff whereabouts: with `onlyOf` that presenter's alone. None without a time.
 */
export async function waysOfVisit(
  { visit, onlyOf }: { visit: VisitOfPresenters; onlyOf?: string },
  { db, now }: Pick<Deps, "db" | "now">,
): Promise<WayOfPresenter[]> {
  const { id: visitId, onDate, startsAt, endsAt, school } = visit;
  const presenters = visit.presenters.filter(({ id }) => onlyOf === undefined || id === onlyOf);
  if (onDate === null || startsAt === null || endsAt === null || presenters.length === 0) return [];
  const presenterIds = presenters.map(({ id }) => id);
  const span = { fromOn: addDays(onDate, -1), toOn: addDays(onDate, 1), now: now() };
  const facts = await loadPlanningFacts(db, { schoolId: school.id, presenterIds, ...span });
  const { travel } = await readSettings(db);
  const plan = { visitId, onDate, presenterIds, replacesCommitmentIds: [] };
  const times = { arriveMinutes: minutesOf(startsAt), leaveMinutes: minutesOf(endsAt) };
  const ways = new Map(travelAt(plan, times, facts, travel).map((way) => [way.presenterId, way]));
  return presenters.flatMap(({ id, name }) => {
    const way = ways.get(id);
    return way && (way.before || way.after) ? [{ ...way, name }] : [];
  });
}
