import type { Db } from "~/data/db.server";
import type { Actor } from "~/data/history.server";
import { retireCampaign, saveCampaign } from "~/services/save-campaign.server";
import { retireFunder, saveFunder } from "~/services/save-funder.server";
import { retirePriorityArea, savePriorityArea } from "~/services/save-priority-area.server";
import { saveProgrammeYear } from "~/services/save-programme-year.server";
import { testDeps } from "../../support/deps";
import { ALL_SAID_AT, AREAS, CAMPAIGNS, FUNDERS, PROGRAMME_YEARS, type AreaPlan, type CampaignPlan, type TagPlan, type YearsPlan } from "./plan";
import { found, mustBe, type Step } from "./steps";

type Kind = "campaigns" | "funders" | "areas" | "years";
/** Ids by the position in the plan, once entered. */
export type Marks = Record<Kind, Map<number, string>>;

type Existing = { id: string; version: number } | null;

export const noMarks = (): Marks => ({ campaigns: new Map(), funders: new Map(), areas: new Map(), years: new Map() });

const added = (kind: Kind, index: number): string => `${kind} ${index} added`;

/** The steps that have to come before something is tagged. */
export const tagsFirst = ({ campaign, funder }: TagPlan): string[] => [
  ...(campaign === null ? [] : [added("campaigns", campaign)]),
  ...(funder === null ? [] : [added("funders", funder)]),
];

/** The tags as the services take them; null for what is not there yet. */
export const tagIds = ({ campaign, funder }: TagPlan, { campaigns, funders }: Marks) => ({
  campaignId: campaign === null ? null : (campaigns.get(campaign) ?? null),
  funderId: funder === null ? null : (funders.get(funder) ?? null),
});

/** Campaigns, funders, priority areas and programme years: added, changed and taken out of use while work goes on. */
export function markSteps(plan: YearsPlan, { db, actor, marks }: { db: Db; actor: Actor; marks: Marks }): Step[] {
  const deps = testDeps(db, ALL_SAID_AT);
  const steps: Step[] = [];
  const step = (name: string, kind: string, after: readonly string[], enter: () => Promise<void>) => steps.push({ name, kind, after, enter });
  const idOf = (kind: Kind, index: number): string => found(marks[kind].get(index), added(kind, index));
  const keep = (kind: Kind, index: number, result: { ok: true; id: string } | { ok: false }): void => {
    mustBe(result, added(kind, index));
    if (result.ok) marks[kind].set(index, result.id);
  };
  const select = { id: true, version: true } as const;

  CAMPAIGNS.forEach(({ name, retired }, index) => {
    const days = found(plan.campaigns[index], name);
    const row = () => db.campaign.findUniqueOrThrow({ where: { id: idOf("campaigns", index) }, select });
    const save = async (existing: Existing, span: CampaignPlan["last"]) => {
      const words = { name, ...span, target: 100 * (index + 1), description: "" };
      keep("campaigns", index, await saveCampaign({ existing, words, actor }, deps));
    };
    const changed = `campaigns ${index} changed`;
    step(added("campaigns", index), "campaign added", [], () => save(null, days.first));
    step(changed, "campaign changed", [added("campaigns", index)], async () => save(await row(), days.last));
    if (retired !== true) return;
    const users = usersOf(plan, (tags) => tags.campaign === index);
    step(`campaigns ${index} retired`, "campaign retired", [changed, ...users], async () => {
      mustBe(await retireCampaign({ ...(await row()), retired: true, actor }, deps), `${name} retired`);
    });
  });

  FUNDERS.forEach(({ name, laterName, retired }, index) => {
    const row = () => db.funder.findUniqueOrThrow({ where: { id: idOf("funders", index) }, select: { ...select, name: true } });
    const save = async (existing: Existing, words: Pick<Parameters<typeof saveFunder>[0], "name" | "costs">) =>
      keep("funders", index, await saveFunder({ existing, ...words, actor }, deps));
    step(added("funders", index), "funder added", [], () => save(null, { name, costs: [] }));
    const paidFirst = [added("funders", index), ...PROGRAMME_YEARS.map((_, year) => added("years", year))];
    [paidFirst, [`funders ${index} paid 0`]].forEach((after, version) => {
      step(`funders ${index} paid ${version}`, "cost of a funder", after, async () => {
        const existing = await row();
        const costs = PROGRAMME_YEARS.flatMap(({ paid }, year) => {
          const costPence = paid[index]?.[version];
          return costPence === undefined ? [] : [{ programmeYearId: idOf("years", year), costPence }];
        });
        await save(existing, { name: existing.name, costs });
      });
    });
    if (laterName !== undefined) {
      step(`funders ${index} renamed`, "funder renamed", [added("funders", index)], async () => save(await row(), { name: laterName, costs: [] }));
    }
    if (retired !== true) return;
    const users = usersOf(plan, (tags) => tags.funder === index);
    step(`funders ${index} retired`, "funder retired", [added("funders", index), ...users], async () => {
      const { id, version } = await row();
      mustBe(await retireFunder({ id, version, retired: true, actor }, deps), `${name} retired`);
    });
  });

  PROGRAMME_YEARS.forEach(({ costs: [first = null, last = null], paid: _, ...words }, index) => {
    const row = () => db.programmeYear.findUniqueOrThrow({ where: { id: idOf("years", index) }, select });
    const save = async (existing: Existing, costPence: number | null) =>
      keep("years", index, await saveProgrammeYear({ existing, year: { ...words, costPence }, actor }, deps));
    step(added("years", index), "programme year added", [], () => save(null, first));
    step(`years ${index} changed`, "programme year changed", [added("years", index)], async () => save(await row(), last));
  });

  AREAS.forEach(({ name, versions: [first, last], nearMetres, endsOn, retired }, index) => {
    const row = () => db.priorityArea.findUniqueOrThrow({ where: { id: idOf("areas", index) }, select });
    const save = async (existing: Existing, shape: AreaPlan["versions"][0]) => {
      const words = { name, reason: "", startsOn: null, endsOn, nearMetres };
      keep("areas", index, await savePriorityArea({ existing, words, shape: shapeOf(shape), actor }, deps));
    };
    step(added("areas", index), "area added", [], () => save(null, first));
    if (last) step(`areas ${index} changed`, "area changed", [added("areas", index)], async () => save(await row(), last));
    if (retired !== true) return;
    step(`areas ${index} retired`, "area retired", [added("areas", index)], async () => {
      mustBe(await retirePriorityArea({ ...(await row()), retired: true, actor }, deps), `${name} retired`);
    });
  });
  return steps;
}

const shapeOf = (shape: AreaPlan["versions"][0]) => {
  if (shape.kind === "outline") return { kind: shape.kind, polygons: [shape.rings] };
  const { kind, easting, northing, radiusMetres } = shape;
  return { kind, centre: { kind: "point" as const, easting, northing }, radiusMetres };
};

/** Steps that put a tag on something: what is out of use is not put on anything new. */
function usersOf({ visits, past }: YearsPlan, isMeant: (tags: TagPlan) => boolean): string[] {
  return [
    ...visits.flatMap(({ key, tags, retags }) => [
      ...(isMeant(tags) ? [`${key} planned`] : []),
      ...retags.flatMap((retag, index) => (isMeant(retag) ? [`${key} tagged ${index}`] : [])),
    ]),
    ...past.flatMap(({ key, tags }) => (isMeant(tags) ? [`${key} record 1`] : [])),
  ];
}
