import type { SlotProposal } from "~/domain/slot-search";
import { describeWish, type Wish } from "~/domain/wishes";
import { formatMinutes } from "~/lib/london-time";

const LIGHT = 0.75;
const HEAVY = 1.25;

type AboutTeam = {
  nameOf: (presenterId: string) => string;
  /** Work over a fair share of it, and whether they like the format. */
  presenterOf: (presenterId: string) => { share: number; likes: boolean | null } | undefined;
};

/** Why a proposal ranks where it does, in words for coordinators: it names other schools and who works how much. */
export function slotReasons(proposal: SlotProposal, about: AboutTeam & { wishes: readonly Wish[] }): string[] {
  return [wishReason(proposal, about.wishes), ...teamReasons(proposal, about)];
}

/** The same of the people alone: their way, their share of the work, what they like. */
export function teamReasons(proposal: Pick<SlotProposal, "presenterIds" | "travel">, about: AboutTeam): string[] {
  const { presenterIds } = proposal;
  const share = (id: string) => about.presenterOf(id)?.share ?? 1;
  const names = (ids: readonly string[]) => listOf(ids.map(about.nameOf));
  const light = presenterIds.filter((id) => share(id) < LIGHT);
  const heavy = presenterIds.filter((id) => share(id) > HEAVY);
  const liking = presenterIds.filter((id) => about.presenterOf(id)?.likes === true);
  const rather = presenterIds.filter((id) => about.presenterOf(id)?.likes === false);
  return [
    travelReason(proposal, about.nameOf),
    ...(light.length > 0 ? [`${names(light)} ${light.length === 1 ? "has" : "have"} had less work than most lately`] : []),
    ...(heavy.length > 0 ? [`${names(heavy)} ${heavy.length === 1 ? "has" : "have"} had more work than most lately`] : []),
    ...(liking.length > 0 ? [`${names(liking)} ${liking.length === 1 ? "likes" : "like"} this kind of session`] : []),
    ...(rather.length > 0 ? [`${names(rather)} would rather not give this kind of session`] : []),
  ];
}

function wishReason({ wishRank, daysOff }: SlotProposal, wishes: readonly Wish[]): string {
  const wish = wishRank === null ? undefined : wishes[wishRank];
  if (wishRank !== null && wish) return `fits wish ${wishRank + 1}: ${describeWish(wish)}`;
  if (wishes.length === 0) return "the school named no days";
  if (daysOff === 0) return "fits no wish; on a wished day or between wished days";
  return `fits no wish; ${daysOff === 1 ? "a day" : `${daysOff} days`} from the nearest wished day`;
}

function travelReason({ travel }: Pick<SlotProposal, "travel">, nameOf: (id: string) => string): string {
  const minutes = travel.reduce((sum, each) => sum + each.minutes, 0);
  const added = minutes === 0 ? "adds no travel" : `adds ${minutes} ${minutes === 1 ? "minute" : "minutes"} of travel`;
  const near = travel.flatMap(({ presenterId, nearby }) => {
    if (!nearby) return [];
    const when = nearby.side === "before" ? `until ${formatMinutes(nearby.atMinutes)}` : `from ${formatMinutes(nearby.atMinutes)}`;
    return [`${nameOf(presenterId)} is nearby ${when} (${nearby.schoolName})`];
  });
  return near.length === 0 ? added : `${added}, since ${listOf(near)}`;
}

function listOf(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
