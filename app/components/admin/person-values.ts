import type { StaffRole } from "~/domain/roles";
import type { FormValues } from "~/lib/form-data";

type Base = { baseName: string; baseEasting: number | null; baseNorthing: number | null };

/** A person as if it had been typed into the form. */
export function personValues(
  person: { name: string; roles: readonly StaffRole[] },
  base: Base | null,
): FormValues {
  return {
    name: person.name,
    roles: [...person.roles],
    rolesSeen: person.roles.join(" "),
    baseName: base?.baseName ?? "",
    baseEasting: base?.baseEasting?.toString() ?? "",
    baseNorthing: base?.baseNorthing?.toString() ?? "",
  };
}
