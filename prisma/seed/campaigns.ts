import { dayToColumn } from "~/data/day";
import { listProgrammeYears } from "~/data/programme-years.server";
import { isInPeriod } from "~/domain/programme-year";
import { addDays, formatMonth, mondayOf, monthOf, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { saveCampaign } from "~/services/save-campaign.server";
import { saveFunder } from "~/services/save-funder.server";
import { tagOneVisit } from "~/services/set-tags.server";
import { idOf, type Staff } from "./office";

const FUNDERS = [
  { name: "Safer Futures grant", costPence: 1_850_000 },
  { name: "Harbour Street Community Fund", costPence: 420_000 },
] as const;

const DESCRIPTION =
  "A week in which as many schools as possible talk about knife crime with their students: why some young people carry, " +
  "what follows from it, and where to find help. Officers come to assemblies, tutor time and lessons.";

/** Two that pay, a week of action that is over and one to come; visits are tagged as coordinators do it. */
export async function tellCampaigns(deps: Deps, staff: Staff, today: Day): Promise<void> {
  const actor = { kind: "staff" as const, accountId: idOf(staff, "helen") };
  const year = (await listProgrammeYears(deps.db)).find((each) => isInPeriod(each, today));
  const funderIds: string[] = [];
  for (const { name, costPence } of FUNDERS) {
    const costs = year ? [{ programmeYearId: year.id, costPence }] : [];
    const saved = await saveFunder({ existing: null, name, costs, actor }, deps);
    if (!saved.ok) throw new Error(`${name} could not be added: ${saved.reason}`);
    funderIds.push(saved.id);
  }
  const weeks = [mondayOf(addDays(today, -21)), mondayOf(addDays(today, 56))];
  const campaignIds: string[] = [];
  for (const startsOn of weeks) {
    const words = { startsOn, endsOn: addDays(startsOn, 4), target: 900, description: DESCRIPTION };
    const name = `Week of action, ${formatMonth(monthOf(startsOn))}`;
    const saved = await saveCampaign({ existing: null, words: { ...words, name }, actor }, deps);
    if (!saved.ok) throw new Error(`${name} could not be added: ${saved.reason}`);
    campaignIds.push(saved.id);
  }
  await tagVisits(deps, staff, { weeks, campaignIds, funderIds });
}

async function tagVisits(
  deps: Deps,
  staff: Staff,
  { weeks, campaignIds, funderIds }: { weeks: readonly Day[]; campaignIds: readonly string[]; funderIds: readonly string[] },
): Promise<void> {
  const actor = { kind: "staff" as const, accountId: idOf(staff, "judith") };
  const visits = await deps.db.visit.findMany({
    where: { status: { in: ["scheduled", "completed"] } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: { id: true, onDate: true },
  });
  for (const [index, { id, onDate }] of visits.entries()) {
    const week = weeks.findIndex(
      (startsOn) => onDate !== null && onDate >= dayToColumn(startsOn) && onDate <= dayToColumn(addDays(startsOn, 4)),
    );
    const funder = index % 3 === 0 ? 0 : index % 7 === 0 ? 1 : -1;
    const tags = { campaignId: campaignIds[week] ?? null, funderId: funderIds[funder] ?? null };
    if (tags.campaignId === null && tags.funderId === null) continue;
    const tagged = await tagOneVisit({ visitId: id, tags, actor }, deps);
    if (!tagged.ok) throw new Error(`A visit could not be tagged: ${tagged.reason}`);
  }
}
