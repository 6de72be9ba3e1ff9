import type { VisitStatus } from "~/domain/visit";
import type { Day } from "~/lib/london-time";

/** Local times of London as "2026-11-23T09:10": the calendar shows them wherever its reader is. */
type LocalSpan = { start: string; end: string };

export type VisitItem = LocalSpan & {
  kind: "visit";
  id: string;
  title: string;
  /** Everything that the box has no room for, as one sentence. */
  words: string;
  status: VisitStatus;
  presenterIds: string[];
  /** Null where the viewer may not open it. */
  href: string | null;
  /** The page that moves it; null where nobody may any more, or the viewer may not. */
  moveHref: string | null;
  /** Minutes from its start to its first session. */
  firstStartMinute: number;
};

/** Away, held, or on the way between two visits. */
export type SpanItem = LocalSpan & { kind: "away" | "held" | "travel"; id: string; title: string; presenterId: string };

export type CalendarItem = VisitItem | SpanItem;

/** Bank holidays and school holidays; the last day is included. */
export type ClosedDays = { title: string; fromOn: Day; toOn: Day };

/** Which visits the calendar shows; null stands for all, of the states for those that are not cancelled. */
export type ScheduleFilter = { presenterId: string | null; districtCode: string | null; status: VisitStatus | null };
