import { describeClash } from "~/domain/clash-words";
import type { MoveRefusal } from "~/services/move-visit.server";

/** One sentence for a coordinator who wanted to give a visit to other presenters. */
export function explainReplacing(refusal: Exclude<MoveRefusal, { reason: "not_found" }>): string {
  switch (refusal.reason) {
    case "slot_taken":
    case "needs_reason":
      return ["Nothing was changed.", ...refusal.clashes.map(describeClash)].join(" ");
    case "not_scheduled":
      return "Nothing was changed: this visit is not scheduled any more.";
    case "begun":
    case "in_the_past":
      return "Nothing was changed: this visit has begun.";
    case "unchanged":
      return "Nothing was changed: this place is not empty any more.";
    case "changed_meanwhile":
      return "Nothing was changed: somebody changed this visit meanwhile. The list shows it as it is now.";
    case "unknown_presenter":
      return "Nothing was changed: one of the presenters can no longer be booked.";
    case "running_order":
      return ["Nothing was changed.", ...refusal.sentences].join(" ");
    case "no_reason":
      return "Nothing was changed: no reason for moving is kept in the settings.";
  }
}
