import type { ReachedWhen, SchoolInNeed } from "~/domain/coverage";
import type { Ways } from "~/domain/travel-ways";
import { straightKilometres, type Place } from "~/domain/travel";
import { addDays, type Day } from "~/lib/london-time";

export type ApproachWay = "mail" | "phone" | "in_person";

export const APPROACH_WAY_LABELS: Readonly<Record<ApproachWay, string>> = {
  mail: "by mail",
  phone: "by phone",
  in_person: "in person",
};

/** When a school was asked last, and by whom. `noMore`: the address that it was mailed to wants no more invitations. */
export type Approach = { onDate: Day; way: ApproachWay; byName: string; noMore: boolean };

/** A visit ahead that a presenter could go on from. */
export type PlannedVisit = { id: string; onDate: Day; endsAtMinutes: number; schoolName: string; place: Place };

export type NearVisit = { visitId: string; schoolName: string; onDate: Day; minutes: number };

/** As long as this from one school to the next leaves a morning for both. */
export const NEAR_MINUTES = 20;
/** Nothing farther than this as the crow flies is driven in that time. */
const NEAR_KILOMETRES = 25;

/** The visit ahead that is the shortest way off when it ends, by the travel rule; null where none is near. */
export function nearestVisit(place: Place, visits: readonly PlannedVisit[], ways: Ways): NearVisit | null {
  let nearest: NearVisit | null = null;
  for (const visit of visits) {
    const kilometres = straightKilometres(visit.place, place);
    // Without both places the way is assumed, and nobody can say that it is near.
    if (kilometres === null || kilometres > NEAR_KILOMETRES || visit.place.id === place.id) continue;
    const minutes = ways.between(visit.place, place, visit.endsAtMinutes);
    if (minutes > NEAR_MINUTES || (nearest && minutes >= nearest.minutes)) continue;
    nearest = { visitId: visit.id, schoolName: visit.schoolName, onDate: visit.onDate, minutes };
  }
  return nearest;
}

/** The first day on which a school may be asked again. */
export function mayAskAgainOn(askedOn: Day, approachDays: number): Day {
  return addDays(askedOn, approachDays);
}

export const NEEDS = ["never", "earlier", "recently", "area"] as const;
export type Need = (typeof NEEDS)[number];

export const NEED_LABELS: Readonly<Record<Need, string>> = {
  never: "Never reached",
  earlier: "Reached longer ago",
  recently: "Reached in the two years before",
  area: "In or near a priority area",
};

export function hasNeed({ when, areas }: Pick<SchoolInNeed, "areas"> & { when: ReachedWhen }, need: Need): boolean {
  return need === "area" ? areas.length > 0 : when === need;
}

export type ApproachFilter = {
  district: string | null;
  need: Need | null;
  /** Those near a planned visit alone, the shortest way first. */
  near: boolean;
  /** Those asked lately as well. */
  all: boolean;
};
