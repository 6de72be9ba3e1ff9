import { addDays, type Day } from "~/lib/london-time";

export type OwnedTerm = { owner: string; startsOn: Day; endsOn: Day };
export type HolidaySpan = { fromOn: Day; toOn: Day; owners: string[] };

/**
 * The days between terms from one day to another, both included; owners on holiday on the same days together. What
 * comes before an owner's first term or after the last one is not known, and so no holiday.
 */
export function holidaySpans(terms: readonly OwnedTerm[], fromOn: Day, toOn: Day): HolidaySpan[] {
  const spans: HolidaySpan[] = [];
  for (const owner of [...new Set(terms.map((term) => term.owner))].sort()) {
    const own = terms
      .filter((term) => term.owner === owner)
      .sort((one, other) => (one.startsOn < other.startsOn ? -1 : 1));
    for (const [index, term] of own.entries()) {
      const next = own[index + 1];
      if (!next) continue;
      const gap = { fromOn: later(addDays(term.endsOn, 1), fromOn), toOn: earlier(addDays(next.startsOn, -1), toOn) };
      if (gap.fromOn > gap.toOn) continue;
      const same = spans.find((span) => span.fromOn === gap.fromOn && span.toOn === gap.toOn);
      if (same) same.owners.push(owner);
      else spans.push({ ...gap, owners: [owner] });
    }
  }
  return spans.sort((one, other) => (one.fromOn < other.fromOn ? -1 : 1));
}

const later = (one: Day, other: Day): Day => (one > other ? one : other);
const earlier = (one: Day, other: Day): Day => (one < other ? one : other);
