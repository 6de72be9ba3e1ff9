import { paths } from "~/config/paths";
import {
  listAway,
  listScheduleEvents,
  scheduleVersion,
  type AwayRow,
  type ScheduleEventRow,
} from "~/data/schedule-events.server";
import { listAuthorityTerms } from "~/data/terms.server";
import { ABSENCE_LABELS } from "~/domain/absence";
import type { CalendarItem, ClosedDays, ScheduleFilter, SpanItem, VisitItem } from "~/domain/calendar-item";
import { bankHolidays } from "~/domain/open-days";
import { holidaySpans } from "~/domain/school-holidays";
import { VISIT_STATUS_LABELS } from "~/domain/visit";
import { addDays, dayOf, formatInstantTime, formatSpan, type Day } from "~/lib/london-time";
import { remembered } from "~/lib/remembered";
import type { Deps } from "~/services/deps";

/** Who looks: presenters open their own visits alone, and read of a colleague's absence no more than "Away". */
export type CalendarViewer = { accountId: string; isOffice: boolean; mayMove: boolean };

const MINUTE = 60_000;

/** Everything that the calendar shows from one day to another, both included. */
export async function calendarItems(
  { fromOn, toOn, filter, viewer }: { fromOn: Day; toOn: Day; filter: ScheduleFilter; viewer: CalendarViewer },
  { db, now }: Pick<Deps, "db" | "now">,
): Promise<CalendarItem[]> {
  const visits = await listScheduleEvents(db, { fromOn, toOn, filter });
  const away = await listAway(db, { fromOn, toOn, presenterId: filter.presenterId, now: now() });
  return [
    ...visits.map((visit) => visitItem(visit, viewer, now())),
    ...visits.flatMap(travelItems),
    ...away.map((row) => awayItem(row, viewer)),
  ];
}

function visitItem(visit: ScheduleEventRow, viewer: CalendarViewer, now: Date): VisitItem {
  const { id, status, schoolName, districtName, startsAt, endsAt, presenters, expected, firstStartMinute } = visit;
  const isOwn = presenters.some((presenter) => presenter.id === viewer.accountId);
  const names = presenters.map(({ name }) => name).join(", ") || "nobody yet";
  const canMove = viewer.mayMove && status === "scheduled" && startsAt > now;
  const when = formatSpan(startsAt, endsAt);
  return {
    kind: "visit",
    id,
    title: schoolName,
    words: `${schoolName}${districtName ? `, ${districtName}` : ""}. ${when}. ${VISIT_STATUS_LABELS[status]}. About ${expected} students. Presenters: ${names}.`,
    status,
    start: local(startsAt),
    end: local(endsAt),
    presenterIds: presenters.map((presenter) => presenter.id),
    href: viewer.isOffice || isOwn ? paths.visit(id) : null,
    moveHref: canMove ? paths.moveVisit(id) : null,
    firstStartMinute,
  };
}

/** The way from the visit before and to the visit after, as it was worked out when the visit was planned. */
function travelItems({ id, status, startsAt, endsAt, presenters }: ScheduleEventRow): SpanItem[] {
  if (status === "cancelled") return [];
  return presenters.flatMap(({ id: presenterId, before, after }): SpanItem[] => {
    const way = (side: string, minutes: number, from: Date): SpanItem => ({
      kind: "travel",
      id: `${id} ${presenterId} ${side}`,
      title: `${minutes} minutes of travel`,
      presenterId,
      start: local(from),
      end: local(new Date(from.getTime() + minutes * MINUTE)),
    });
    return [
      ...(before ? [way("before", before, new Date(startsAt.getTime() - before * MINUTE))] : []),
      ...(after ? [way("after", after, endsAt)] : []),
    ];
  });
}

function awayItem({ id, presenterId, kind, absenceKind, startsAt, endsAt }: AwayRow, viewer: CalendarViewer): SpanItem {
  const span = { id, presenterId, start: local(startsAt), end: local(endsAt) };
  if (kind === "hold") return { ...span, kind: "held", title: "Held" };
  const mayRead = viewer.isOffice || presenterId === viewer.accountId;
  return { ...span, kind: "away", title: mayRead && absenceKind ? ABSENCE_LABELS[absenceKind] : "Away" };
}

/** Bank holidays, and the days between the terms of each local authority that has any, a year around a day. */
export async function closedDaysAround(day: Day, { db }: Pick<Deps, "db">): Promise<ClosedDays[]> {
  const [fromOn, toOn] = [addDays(day, -365), addDays(day, 365)];
  const years = [...new Set([fromOn, day, toOn].map((each) => Number(each.slice(0, 4))))];
  const terms = (await listAuthorityTerms(db)).flatMap(({ name: owner, terms: own }) => own.map((term) => ({ owner, ...term })));
  return [
    ...years.flatMap(bankHolidays).map(({ onDate, name }) => ({ title: name, fromOn: onDate, toOn: onDate })),
    ...holidaySpans(terms, fromOn, toOn).map(({ owners, ...span }) => ({
      title: `School holidays: ${owners.join(", ")}`,
      ...span,
    })),
  ];
}

function local(at: Date): string {
  return `${dayOf(at)}T${formatInstantTime(at)}`;
}

/** Every open calendar asks every few seconds; so long one answer is good for all of them. */
const newestVersion = remembered<Deps["db"], string>(2_000);

/** Another text after every change of a visit, an absence, or anything else with a history. */
export function readScheduleVersion({ db, now }: Pick<Deps, "db" | "now">): Promise<string> {
  return newestVersion(db, now(), () => scheduleVersion(db));
}
