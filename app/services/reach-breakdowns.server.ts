import { listCampaigns } from "~/data/campaigns.server";
import type { Db } from "~/data/db.server";
import { listFunders } from "~/data/funders.server";
import { listAreasOn } from "~/data/priority-areas.server";
import { listPlacesOfLineages } from "~/data/reach.server";
import { areasOf, describeAreas } from "~/domain/area";
import { DIMENSION_KEYS, DIMENSIONS, type Dimension } from "~/domain/reach-dimensions";
import { hideSmall, hideSmallParts, type Shown } from "~/domain/small-numbers";
import { dayOf } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import type { LedgerSide } from "~/services/reach-ledger.server";
import {
  isInternal,
  lineagesOf,
  NO_PART,
  type Looking,
  type OutsideNames,
  type PartsByDimension,
  type ReachPart,
} from "~/services/reach-parts.server";

/** A part as it may be shown. `figure` is null where students reached cannot be split (rule 5). */
export type ShownPart = { key: string; name: string; figure: Shown | null; attendances: Shown; studentHours: Shown };

export type Breakdown = {
  dimension: Dimension;
  parts: ShownPart[];
  total: { figure: Shown | null; attendances: Shown; studentHours: Shown };
};

/**
 * The names that facts do not carry. Schools are marked by the priority areas that count today and by where the register
 * has them now; one in or near several stands under all of them together, so that parts add up to the whole.
 */
export async function outsideNames(
  input: Looking & { side: LedgerSide },
  deps: Pick<Deps, "db" | "now">,
): Promise<OutsideNames> {
  const { db } = deps;
  const byId = (rows: readonly { id: string; name: string }[]) => new Map(rows.map(({ id, name }) => [id, name]));
  return {
    areas: isInternal(input) ? await areasByLineage(db, input.side, deps.now()) : null,
    funders: input.publication === true ? null : byId(await listFunders(db)),
    campaigns: byId(await listCampaigns(db)),
  };
}

async function areasByLineage(db: Db, side: LedgerSide, now: Date): Promise<OutsideNames["areas"]> {
  const areas = await listAreasOn(db, dayOf(now));
  if (areas.length === 0) return null;
  const places = await listPlacesOfLineages(db, lineagesOf(side));
  return new Map(
    places.flatMap(({ lineageId, ...place }) => {
      const words = describeAreas(areasOf(place, areas));
      if (words === "") return [];
      const name = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
      return [[lineageId, { key: words, name }]];
    }),
  );
}

/** Where nothing is marked, one line with everything would say nothing. */
const OPTIONAL: readonly Dimension[] = ["area", "funder", "campaign"];

/** A table for each dimension that has parts. Students reached are left out where the whole itself cannot tell them. */
export function breakdownsOf(parts: PartsByDimension, how: { tellsStudents: boolean; under: number }): Breakdown[] {
  return DIMENSION_KEYS.flatMap((dimension) => {
    const own = parts[dimension];
    const withStudents = how.tellsStudents && DIMENSIONS[dimension].firstContact;
    const untagged = OPTIONAL.includes(dimension) && own.every(({ key }) => key === NO_PART);
    return own.length === 0 || untagged ? [] : [breakdownOf(dimension, own, { withStudents, under: how.under })];
  });
}

function breakdownOf(
  dimension: Dimension,
  parts: readonly ReachPart[],
  { withStudents, under }: { withStudents: boolean; under: number },
): Breakdown {
  const sum = (of: (part: ReachPart) => number) => parts.reduce((total, part) => total + of(part), 0);
  const figures = withStudents ? hideSmallParts(parts.map(({ figure }) => figure), under) : null;
  const attendances = hideSmallParts(parts.map((part) => part.attendances), under);
  return {
    dimension,
    parts: parts.map(({ key, name, studentHours }, index) => {
      const attended = attendances[index] ?? 0;
      const hours = typeof attended === "string" ? attended : studentHours;
      return { key, name, figure: figures === null ? null : (figures[index] ?? 0), attendances: attended, studentHours: hours };
    }),
    total: totalOf(
      {
        figure: sum(({ figure }) => figure),
        attendances: sum((part) => part.attendances),
        studentHours: sum(({ studentHours }) => studentHours),
      },
      withStudents,
      under,
    ),
  };
}

/** The sums of a whole as they may be shown. */
export function totalOf(
  sums: { figure: number; attendances: number; studentHours: number },
  withStudents: boolean,
  under: number,
): Breakdown["total"] {
  const attendances = hideSmall(sums.attendances, under);
  return {
    figure: withStudents ? hideSmall(sums.figure, under) : null,
    attendances,
    studentHours: typeof attendances === "string" ? attendances : sums.studentHours,
  };
}
