import { describeClash } from "~/domain/clash-words";
import { assertNever } from "~/lib/assert-never";
import type { ScheduleVisitResult } from "~/services/schedule-visit.server";

type Refusal = Exclude<ScheduleVisitResult, { ok: true }>;

export type RefusalWords = {
  title: string;
  sentences: string[];
  errors: Record<string, string>;
  nearest: { onDate: string; startMinutes: number }[];
  needsReason: boolean;
};

/** What a coordinator reads when a visit could not be scheduled. */
export function explainRefusal(refusal: Refusal): RefusalWords {
  const plain = { sentences: [], nearest: [], needsReason: false };
  switch (refusal.reason) {
    case "not_found":
      return { ...plain, title: "This request does not exist", errors: { form: "This request does not exist" } };
    case "no_school":
      return { ...plain, title: "The school is not in the register yet", errors: { form: "Add the school first" } };
    case "awaiting_go_ahead":
      return {
        ...plain,
        title: "A manager’s go-ahead is missing",
        errors: { form: "A sensitive request needs a manager’s go-ahead before it can be scheduled" },
      };
    case "changed_meanwhile":
      return {
        ...plain,
        title: "Somebody changed this request meanwhile",
        sentences: ["Nothing was saved. Open the request to see what happened; what you typed is below."],
        errors: { form: "Somebody changed this request meanwhile" },
      };
    case "in_the_past":
      return { ...plain, title: "That time has passed", errors: { form: "Choose a time that is still to come" } };
    case "unknown_presenter":
      return {
        ...plain,
        title: "A presenter is no longer available",
        errors: { form: "Choose presenters who are in the list" },
      };
    case "running_order":
      return {
        ...plain,
        title: "The running order cannot be given like this",
        sentences: [...refusal.sentences],
        errors: { form: "Check the running order: nobody can be in two sessions at once" },
      };
    case "slot_taken":
      return {
        title: "That time is taken",
        sentences: refusal.clashes.map(describeClash),
        errors: { form: "That time has just been taken, or was taken before. Nothing was saved" },
        nearest: refusal.nearest.map(({ onDate, startMinutes }) => ({ onDate, startMinutes })),
        needsReason: refusal.clashes.some(({ severity }) => severity === "override"),
      };
    case "needs_reason":
      return {
        title: "This goes against a rule",
        sentences: refusal.clashes.map(describeClash),
        errors: { overrideReason: "Give a reason to plan it all the same, or choose another time" },
        nearest: refusal.nearest.map(({ onDate, startMinutes }) => ({ onDate, startMinutes })),
        needsReason: true,
      };
    default:
      return assertNever(refusal);
  }
}
