import type { Format } from "~/domain/formats";
import type { FormValues } from "~/lib/form-data";

type FormatRow = Format & { description: string; position: number; version: number };

/** A format as if it had been typed into the form. */
export function formatValues(format: FormatRow): FormValues {
  const { id: _id, wholeCohort, ...fields } = format;
  const values: FormValues = Object.fromEntries(
    Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return { ...values, wholeCohort: wholeCohort ? "yes" : "no" };
}
