import { formatDay, formatMinutes } from "~/lib/london-time";
import { BulletList, Fact, Subheading } from "./layout";

/** One line of a running order; times are minutes from midnight, Europe/London. */
export type RunningOrderLine = {
  startMinutes: number;
  endMinutes: number;
  format: string;
  groups: string;
  room?: string;
};

/** When and where a visit is; times are minutes from midnight, Europe/London, the day is YYYY-MM-DD. */
export type VisitFacts = {
  onDate: string;
  arriveMinutes: number;
  leaveMinutes: number;
  schoolName: string;
  /** One line: street, town, postcode. */
  address: string;
  runningOrder: readonly RunningOrderLine[];
};

export function visitDay(visit: VisitFacts): string {
  return formatDay(visit.onDate);
}

export function visitHours(visit: VisitFacts): string {
  return `${formatMinutes(visit.arriveMinutes)} to ${formatMinutes(visit.leaveMinutes)}`;
}

export function placeLine(visit: VisitFacts): string {
  return visit.address === "" ? visit.schoolName : `${visit.schoolName}, ${visit.address}`;
}

export function runningOrderLines(lines: readonly RunningOrderLine[]): string[] {
  return lines.map(({ startMinutes, endMinutes, format, groups, room }) => {
    const place = room === undefined || room === "" ? "" : `, ${room}`;
    return `${formatMinutes(startMinutes)} to ${formatMinutes(endMinutes)}: ${groups}, ${format}${place}`;
  });
}

export function VisitFactList({ visit }: { visit: VisitFacts }) {
  return (
    <>
      <Fact label="Date">{visitDay(visit)}</Fact>
      <Fact label="From arriving to leaving">{visitHours(visit)}</Fact>
      <Fact label="Where">{placeLine(visit)}</Fact>
      <Subheading>Running order</Subheading>
      <BulletList items={runningOrderLines(visit.runningOrder)} />
    </>
  );
}
