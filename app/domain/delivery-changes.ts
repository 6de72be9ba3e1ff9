import { COUNT_BASIS_LABELS, type DeliveryCount, type DeliveryRecord } from "~/domain/delivery";
import { cohortYearLabel } from "~/domain/groups";

type NamedSession = { id: string; groups: readonly { id: string; label: string }[] };

const NOVELTY_WORDS = { new: "all new", same: "the same students", mixed: "some new" } as const;

/** What a correction changed, a sentence a figure: "9A: 27 to 28 students". Empty where only the reason is new. */
export function describeDeliveryChanges(
  before: DeliveryRecord,
  after: DeliveryRecord,
  sessions: readonly NamedSession[],
): string[] {
  return [...sessions.flatMap((session) => changesOfSession(before, after, session)), ...changesOnce(before, after)];
}

function changesOfSession(before: DeliveryRecord, after: DeliveryRecord, session: NamedSession): string[] {
  const labels = session.groups.map(({ label }) => label).join(", ");
  const [was, is] = [outcomeOf(before, session.id), outcomeOf(after, session.id)];
  const outcome = was === is ? [] : [`${labels}: ${is === "delivered" ? "took place after all" : "did not take place"}`];
  return [...outcome, ...session.groups.flatMap((group) => changesOfGroup(before, after, group))];
}

function changesOfGroup(
  before: DeliveryRecord,
  after: DeliveryRecord,
  { id, label }: { id: string; label: string },
): string[] {
  const countsOf = (record: DeliveryRecord) => record.counts.filter((count) => count.sessionGroupId === id);
  const [was, is] = [countsOf(before), countsOf(after)];
  const years = [...new Set([...was, ...is].map(({ yearGroup }) => yearGroup))];
  return years.flatMap((yearGroup) => {
    const find = (counts: readonly DeliveryCount[]) => counts.find((count) => count.yearGroup === yearGroup);
    const [old, now] = [find(was), find(is)];
    const name = years.length === 1 ? label : `${label}, ${cohortYearLabel(yearGroup)}`;
    const changes: string[] = [];
    if (old?.attended !== now?.attended) {
      changes.push(`${name}: ${old?.attended ?? "no figure"} to ${now?.attended ?? "no figure"} students`);
    }
    if (old && now && old.novelty !== now.novelty) {
      changes.push(`${name}: ${NOVELTY_WORDS[old.novelty]} to ${NOVELTY_WORDS[now.novelty]}`);
    } else if (old && now && old.sameAsSessionId !== now.sameAsSessionId) {
      changes.push(`${name}: the same students as in another session than before`);
    }
    return changes;
  });
}

function changesOnce(before: DeliveryRecord, after: DeliveryRecord): string[] {
  const changes: string[] = [];
  if (before.basis !== after.basis) {
    const words = (basis: DeliveryRecord["basis"]) => (basis ? COUNT_BASIS_LABELS[basis].toLowerCase() : "nothing");
    changes.push(`Numbers based on: ${words(before.basis)} to ${words(after.basis)}`);
  }
  for (const [name, what] of [
    ["coveredWhat", "What knife crime is"],
    ["coveredWhy", "Why people carry knives"],
    ["coveredHelp", "Where to get help"],
  ] as const) {
    if (before[name] !== after[name]) changes.push(`${what}: ${answer(before[name])} to ${answer(after[name])}`);
  }
  return changes;
}

const answer = (covered: boolean | null): string =>
  covered === null ? "no answer" : covered ? "covered" : "not covered";

const outcomeOf = (record: DeliveryRecord, sessionId: string) =>
  record.outcomes.find((each) => each.sessionId === sessionId)?.outcome ?? null;
