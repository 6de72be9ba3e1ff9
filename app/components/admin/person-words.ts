import { assertNever } from "~/lib/assert-never";
import type { FormErrors } from "~/lib/form-data";

type Refusal =
  | { reason: "not_found" | "changed_meanwhile" | "last_manager" | "already_staff" }
  | { reason: "visits_ahead"; visits: number };

/** Why a person could not be saved, beside the field that it is about. */
export function personRefusal(refusal: Refusal): FormErrors {
  switch (refusal.reason) {
    case "not_found":
      return { form: "This person is no longer there." };
    case "changed_meanwhile":
      return { form: "Somebody changed this person’s roles meanwhile. Open the page again to see them." };
    case "last_manager":
      return { roles: "This is the last manager. Make somebody else a manager first." };
    case "already_staff":
      return { email: "Somebody with this address is on the team already. Open them in the list to change them." };
    case "visits_ahead":
      return {
        roles: `${refusal.visits === 1 ? "One visit is" : `${refusal.visits} visits are`} still planned with this presenter. Move or cancel first.`,
      };
    default:
      return assertNever(refusal);
  }
}
