import type { FormErrors } from "~/lib/form-data";
import { explainRefusal, type RefusalWords } from "~/services/explain-refusal";
import type { MoveRefusal } from "~/services/move-visit.server";

const PLAIN = { sentences: [], nearest: [], needsReason: false };

/** What a coordinator reads when a visit could not be moved. */
export function explainMove(refusal: Exclude<MoveRefusal, { reason: "not_found" }>): RefusalWords {
  switch (refusal.reason) {
    case "not_scheduled":
      return plain("This visit is not scheduled any more", "It was cancelled, or has taken place. Nothing was saved");
    case "begun":
      return plain("This visit has begun", "A visit that has begun cannot be moved. Record what happened instead");
    case "unchanged":
      return plain("Nothing would change", "Change the day, a time, a room or a presenter");
    case "no_reason":
      return { ...PLAIN, title: "A reason is missing", errors: { reasons: "Select at least one reason" } };
    case "changed_meanwhile":
      return {
        ...PLAIN,
        title: "Somebody changed this visit meanwhile",
        sentences: [
          "Nothing was saved. What you typed is below: compare it with the visit as it is now, then check again.",
        ],
        errors: { form: "Somebody changed this visit meanwhile. Nothing was saved" },
      };
    case "needs_reason": {
      const words = explainRefusal(refusal);
      return { ...words, errors: { overrideReason: "Give a reason to move it all the same, or choose another time" } };
    }
    default:
      return explainRefusal(refusal);
  }
}

function plain(title: string, form: string): RefusalWords {
  const errors: FormErrors = { form };
  return { ...PLAIN, title, errors };
}
