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

const PRESENTERS = "Presenters: ";
const ASK_FOR = "Ask for: ";

/** Title and plain words of a visit's calendar entry; the same for every attendee, so without anything private. */
export function calendarEntry(props: CalendarEntryProps): { title: string; description: string } {
  const lines = [
    `Arrive ${formatMinutes(props.arriveMinutes)}.`,
    ...runningOrderLines(props.runningOrder),
    `${PRESENTERS}${props.presenterNames.join(", ")}`,
    ...(props.askFor === undefined ? [] : [`${ASK_FOR}${props.askFor}`]),
    `Reference: ${props.reference}`,
    `Questions: ${props.replyTo}`,
  ];
  return { title: `${props.programme}: ${props.schoolName}`, description: lines.join("\n") };
}

/** The same words read back, where a mail says what has changed in them. */
export function readEntry(description: string): { runningOrder: string; presenters: string; askFor: string } {
  const lines = description.split("\n");
  const after = (label: string) => lines.find((line) => line.startsWith(label))?.slice(label.length) ?? "";
  const runningOrder = lines.filter((line) => /^\d\d:\d\d to /.test(line)).join("\n");
  return { runningOrder, presenters: after(PRESENTERS), askFor: after(ASK_FOR) };
}
