import { describeMaterialFileRefusal, type MaterialFileRefusal } from "~/domain/material";
import { assertNever } from "~/lib/assert-never";
import type { FormErrors, FormValues } from "~/lib/form-data";

type Refusal =
  | { reason: "not_found" | "changed_meanwhile" | "no_source" | "both" }
  | { reason: "file"; refusal: MaterialFileRefusal };

/** Each refusal beside the field that puts it right. */
export function materialErrors(refused: Refusal): FormErrors {
  switch (refused.reason) {
    case "not_found":
      return { form: "This material is no longer there." };
    case "changed_meanwhile":
      return { form: "Somebody changed this material meanwhile. Open the page again to see it." };
    case "no_source":
      return { file: "Choose a file, or enter a link" };
    case "both":
      return { file: "Choose either a file or a link, not both" };
    case "file":
      return { file: describeMaterialFileRefusal(refused.refusal) };
    default:
      return assertNever(refused);
  }
}

export function materialValues(row: {
  kind: string;
  title: string;
  description: string;
  url: string | null;
  updatedAt: Date;
}): FormValues {
  const { kind, title, description, url, updatedAt } = row;
  return { kind, title, description, url: url ?? "", updatedAt: updatedAt.toISOString() };
}
