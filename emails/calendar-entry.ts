import { formatMinutes } from "~/lib/london-time";
import { runningOrderLines, type RunningOrderLine } from "./visit-facts";

export type CalendarEntryProps = {
  programme: string;
  schoolName: string;
  reference: string;
  arriveMinutes: number;
  runningOrder: readonly RunningOrderLine[];
  presenterNames: readonly string[];
  /** Whom to ask for; left out of feeds together with every phone number. */
  askFor?: string;
  replyTo: string;
};

/** Title and plain words of a visit's calendar entry; the same for every attendee, so without anything private. */
export function calendarEntry(props: CalendarEntryProps): { title: string; description: string } {
  const lines = [
    `Arrive ${formatMinutes(props.arriveMinutes)}.`,
    ...runningOrderLines(props.runningOrder),
    `Presenters: ${props.presenterNames.join(", ")}`,
    ...(props.askFor === undefined ? [] : [`Ask for: ${props.askFor}`]),
    `Reference: ${props.reference}`,
    `Questions: ${props.replyTo}`,
  ];
  return { title: `${props.programme}: ${props.schoolName}`, description: lines.join("\n") };
}
