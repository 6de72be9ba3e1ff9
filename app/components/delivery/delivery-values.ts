import type { AskedSessionView } from "~/components/delivery/session-fields";
import type { DeliveryRecord } from "~/domain/delivery";
import type { FormValues } from "~/lib/form-data";

type Reasons = readonly { sessionId: string; codes: readonly string[] }[];

/** What the newest record says, as the form's values: a correction begins from it. */
export function valuesOfRecord(
  record: DeliveryRecord,
  reasons: Reasons,
  sessions: readonly AskedSessionView[],
): FormValues {
  const values: FormValues = { basis: record.basis ?? "" };
  for (const name of ["coveredWhat", "coveredWhy", "coveredHelp"] as const) {
    const covered = record[name];
    values[name] = covered === null ? "" : covered ? "yes" : "no";
  }
  sessions.forEach((session, index) => {
    const name = `sessions.${index}`;
    values[`${name}.outcome`] = record.outcomes.find((each) => each.sessionId === session.id)?.outcome ?? "";
    values[`${name}.reasons`] = [...(reasons.find((each) => each.sessionId === session.id)?.codes ?? [])];
    session.groups.forEach((group, position) => {
      const counts = record.counts.filter((count) => count.sessionGroupId === group.id);
      for (const count of counts) {
        const field = `${name}.groups.${position}`;
        values[`${field}.y${count.yearGroup}`] = String(count.attended);
        values[`${field}.novelty`] = count.novelty;
        values[`${field}.sameAs`] = count.sameAsSessionId ?? "";
      }
    });
  });
  return values;
}
