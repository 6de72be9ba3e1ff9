import type { OfferedPlan } from "~/domain/offers";
import type { Deps } from "~/services/deps";
import { explainRefusal } from "~/services/explain-refusal";
import { scheduleVisit, type ScheduleVisitResult } from "~/services/schedule-visit.server";

export type TakenProposal = { reference: string; version: number; plan: OfferedPlan; because: string };

type By = { kind: "staff"; accountId: string };

/** Schedules one proposal as it stands; why it was proposed is kept in the note for the team. */
export function takeProposal({ plan, because, ...request }: TakenProposal, actor: By, deps: Deps): Promise<ScheduleVisitResult> {
  const noteForTeam = because === "" ? "" : `Proposed: ${because}.`;
  return scheduleVisit({ ...request, ...plan, overrideReason: "", noteForSchool: "", noteForTeam, actor }, deps);
}

/**
 * Schedules proposals one after another, each in a transaction of its own: one that has become impossible keeps no other
 * from being saved. Says for each that was refused what happened.
 */
export async function takeProposals(
  takes: readonly TakenProposal[],
  actor: By,
  deps: Deps,
): Promise<{ scheduled: string[]; refused: { reference: string; title: string; sentences: string[] }[] }> {
  const scheduled: string[] = [];
  const refused: { reference: string; title: string; sentences: string[] }[] = [];
  for (const take of takes) {
    const { reference } = take;
    const result = await takeProposal(take, actor, deps);
    if (result.ok) scheduled.push(reference);
    else {
      const { title, sentences } = explainRefusal(result);
      refused.push({ reference, title, sentences });
    }
  }
  return { scheduled, refused };
}
