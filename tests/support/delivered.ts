import type { DeliveryCount } from "~/domain/delivery";
import { isYearGroup } from "~/domain/groups";
import type { Deps } from "~/services/deps";
import { recordDelivery, type RecordDeliveryInput } from "~/services/record-delivery.server";
import type { SavedVisit } from "./builders";

type CountOver = Partial<Pick<DeliveryCount, "attended" | "novelty" | "sameAsSessionId">>;

/** By the visit's first presenter: every session delivered, 28 new students in each year of each group. */
export function aDeliveryInput(
  visit: SavedVisit,
  counts: CountOver = {},
  over: Partial<RecordDeliveryInput> = {},
): RecordDeliveryInput {
  return {
    visitId: visit.id,
    recorder: { accountId: visit.presenterIds[0] ?? "", isCoordinator: false },
    version: visit.version,
    revision: 0,
    record: {
      basis: "headcount",
      coveredWhat: true,
      coveredWhy: true,
      coveredHelp: true,
      outcomes: visit.sessions.map(({ id }) => ({ sessionId: id, outcome: "delivered" })),
      counts: visit.sessions.flatMap((session) =>
        session.groups.flatMap((group) =>
          yearsOf(group.yearGroups).map((yearGroup) => ({
            sessionId: session.id,
            sessionGroupId: group.id,
            yearGroup,
            attended: 28,
            novelty: "new" as const,
            sameAsSessionId: null,
            ...counts,
          })),
        ),
      ),
    },
    reasons: [],
    correctionReason: "",
    figuresConfirmed: true,
    ...over,
  };
}

/** Records it; a refusal is a fault of the test. */
export async function delivered(
  visit: SavedVisit,
  deps: Deps,
  counts: CountOver = {},
  over: Partial<RecordDeliveryInput> = {},
): Promise<SavedVisit> {
  const result = await recordDelivery(aDeliveryInput(visit, counts, over), deps);
  if (!result.ok) throw new Error(`The delivery was refused: ${JSON.stringify(result)}`);
  return { ...visit, version: visit.version + 1 };
}

function yearsOf(yearGroups: readonly string[]): DeliveryCount["yearGroup"][] {
  const known = yearGroups.filter(isYearGroup);
  return known.length === 0 ? ["mixed"] : known;
}
