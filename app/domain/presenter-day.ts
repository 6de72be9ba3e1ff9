import { takenBy } from "~/domain/clash-words";
import type { Commitment, PlanningPresenter } from "~/domain/scheduling";
import { workingHoursOn, type MinuteSpan } from "~/domain/working-hours";
import { addDays, instantAt, minutesOf, type Day } from "~/lib/london-time";

export type PresenterState = "free" | "busy" | "absent" | "outside_hours";

/** A stretch of one local day; what lies between stretches is outside the presenter's hours. */
export type PresenterSpan = MinuteSpan & { state: "free" | "busy" | "absent"; label: string };

/**
 * `state` sums the day up: outside hours without any working time, absent when an absence leaves no time
 * free, busy when anything is planned, else free.
 */
export type PresenterDay = {
  onDate: Day;
  state: PresenterState;
  hoursAssumed: boolean;
  spans: readonly PresenterSpan[];
};

/** How one presenter stands on a day, for the planning page. Local minutes from midnight, in order. */
export function presenterStateOn(
  presenter: Pick<PlanningPresenter, "patterns" | "commitments">,
  day: Day,
): PresenterDay {
  const hours = workingHoursOn(presenter.patterns, day);
  const taken = presenter.commitments
    .flatMap((commitment) => takenSpan(commitment, day))
    .sort((one, other) => one.startMinutes - other.startMinutes);
  const free = hours.spans.flatMap((span) => freeWithin(span, taken));
  const spans = [...taken, ...free].sort((one, other) => one.startMinutes - other.startMinutes);
  return { onDate: day, state: summary(hours.spans, taken, free), hoursAssumed: hours.assumed, spans };
}

function summary(
  working: readonly MinuteSpan[],
  taken: readonly PresenterSpan[],
  free: readonly PresenterSpan[],
): PresenterState {
  if (taken.some((span) => span.state === "absent") && free.length === 0) return "absent";
  if (taken.length > 0) return "busy";
  return working.length === 0 ? "outside_hours" : "free";
}

function takenSpan(commitment: Commitment, day: Day): PresenterSpan[] {
  const startsAt = instantAt(day, 0);
  const endsAt = instantAt(addDays(day, 1), 0);
  if (commitment.startsAt >= endsAt || commitment.endsAt <= startsAt) return [];
  return [
    {
      startMinutes: commitment.startsAt <= startsAt ? 0 : minutesOf(commitment.startsAt),
      endMinutes: commitment.endsAt >= endsAt ? 24 * 60 : minutesOf(commitment.endsAt),
      state: commitment.kind === "absence" ? "absent" : "busy",
      label: takenBy(commitment),
    },
  ];
}

/** `taken` is in order. */
function freeWithin(working: MinuteSpan, taken: readonly MinuteSpan[]): PresenterSpan[] {
  const free: PresenterSpan[] = [];
  let startMinutes = working.startMinutes;
  for (const span of taken) {
    if (span.endMinutes <= startMinutes || span.startMinutes >= working.endMinutes) continue;
    if (span.startMinutes > startMinutes) {
      free.push({ startMinutes, endMinutes: span.startMinutes, state: "free", label: "" });
    }
    startMinutes = span.endMinutes;
  }
  if (startMinutes < working.endMinutes) {
    free.push({ startMinutes, endMinutes: working.endMinutes, state: "free", label: "" });
  }
  return free;
}
