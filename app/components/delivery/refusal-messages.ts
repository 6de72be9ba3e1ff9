import type { AskedSessionView } from "~/components/delivery/session-fields";
import {
  describeDeliveryQuestion,
  describeDeliveryRefusal,
  type DeliveryQuestion,
  type DeliveryRefusal,
} from "~/domain/delivery";
import { assertNever } from "~/lib/assert-never";
import type { FormErrors } from "~/lib/form-data";

export type RefusedDelivery =
  | { reason: "changed_meanwhile" | "no_correction_reason" }
  | { reason: "refused"; refusals: readonly DeliveryRefusal[] }
  | { reason: "unknown_reason"; sessionId: string }
  | { reason: "unknown_earlier_session"; sessionGroupId: string }
  | { reason: "unlikely"; questions: readonly DeliveryQuestion[] };

/** How the page answers: 422 for what the person can put right in the form, 409 for what changed under it. */
export type RefusalAnswer = { status: 409 | 422; errors: FormErrors; questions: string[] };

export function answerRefusal(
  refused: RefusedDelivery,
  sessions: readonly AskedSessionView[],
): RefusalAnswer {
  const answer = (status: 409 | 422, errors: FormErrors, questions: string[] = []) => ({
    status,
    errors,
    questions,
  });
  switch (refused.reason) {
    case "changed_meanwhile":
      return answer(409, {
        form: "Somebody else changed this visit or its record meanwhile. Nothing of yours has been saved yet.",
      });
    case "no_correction_reason":
      return answer(422, { correctionReason: "Say why the record is corrected" });
    case "refused":
      return answer(409, { form: refused.refusals.map(describeDeliveryRefusal).join(" ") });
    case "unknown_reason": {
      const index = sessions.findIndex(({ id }) => id === refused.sessionId);
      const labels = sessions[index]?.groups.map(({ label }) => label).join(", ") ?? "";
      const message = `${labels}: choose why the session did not take place`;
      return answer(422, { [`sessions.${index}.reasons`]: message });
    }
    case "unknown_earlier_session":
      return answer(422, {
        [sameAsField(refused.sessionGroupId, sessions)]: "Choose an earlier session that took place",
      });
    case "unlikely":
      return answer(
        422,
        { figuresConfirmed: "Look at the figures again, and tick the box if they are right" },
        refused.questions.map(describeDeliveryQuestion),
      );
    default:
      return assertNever(refused);
  }
}

function sameAsField(sessionGroupId: string, sessions: readonly AskedSessionView[]): string {
  const fields = sessions.flatMap((session, index) =>
    session.groups.map((group, position) => ({
      id: group.id,
      field: `sessions.${index}.groups.${position}.sameAs`,
    })),
  );
  return fields.find(({ id }) => id === sessionGroupId)?.field ?? "form";
}
