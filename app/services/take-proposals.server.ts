import type { OfferedPlan } from "~/domain/offers";
import type { Deps } from "~/services/deps";
import { explainRefusal } from "~/services/explain-refusal";
import { scheduleVisit } from "~/services/schedule-visit.server";

export type TakenProposal = { reference: string; version: number; plan: OfferedPlan; because: string };

/**
 * Schedules proposals one after another, each in a transaction of its own: one that has become impossible keeps no other
 * from being saved. Says for each that was refused what happened.
 */
export async function takeProposals(
  takes: readonly TakenProposal[],
  actor: { kind: "staff"; accountId: string },
  deps: Deps,
): Promise<{ scheduled: string[]; refused: { reference: string; title: string; sentences: string[] }[] }> {
  const scheduled: string[] = [];
  const refused: { reference: string; title: string; sentences: string[] }[] = [];
  for (const { reference, version, plan, because } of takes) {
    const result = await scheduleVisit(
      {
        reference,
        version,
        ...plan,
        overrideReason: "",
        noteForSchool: "",
        noteForTeam: because === "" ? "" : `Proposed: ${because}.`,
        actor,
      },
      deps,
    );
    if (result.ok) scheduled.push(reference);
    else {
      const { title, sentences } = explainRefusal(result);
      refused.push({ reference, title, sentences });
    }
  }
  return { scheduled, refused };
}
