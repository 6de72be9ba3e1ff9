import type { Travel } from "~/domain/scheduling";

/** "25 minutes from the base; 12 minutes on to Oakfield School". The base is where their day begins and ends. */
export function describeWays({ before, after }: { before: Travel | null; after: Travel | null }): string {
  const there = before && `${minutes(before)} from ${before.otherSchoolName ?? "the base"}`;
  const onward = after && (after.otherSchoolName === null ? `${minutes(after)} back to the base` : `${minutes(after)} on to ${after.otherSchoolName}`);
  return [there, onward].filter(Boolean).join("; ");
}

function minutes({ minutes: count, basis }: Travel): string {
  return `${basis === "assumed" ? "about " : ""}${count} ${count === 1 ? "minute" : "minutes"}`;
}
