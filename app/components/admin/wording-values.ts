import { HELP_LISTS, type Wording } from "~/domain/wording";
import type { FormValues } from "~/lib/form-data";

/** Wording as if it had been typed into the form. */
export function wordingValues(wording: Wording, version: string): FormValues {
  return {
    version,
    area: wording.area,
    purpose: wording.purpose,
    covered: wording.covered.join("\n"),
    howToReachUs: wording.howToReachUs,
    emergencyPhone: wording.emergency.phone,
    emergencyWhat: wording.emergency.what,
    ...Object.fromEntries(
      HELP_LISTS.flatMap((list) =>
        wording[list].flatMap((line, index) =>
          Object.entries(line).map(([name, value]) => [`${list}.${index}.${name}`, value]),
        ),
      ),
    ),
  };
}
