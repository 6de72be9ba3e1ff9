import eventCalendarStyles from "@event-calendar/core/index.css?url";
import { json, type LinksFunction, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { CalendarPage } from "~/components/schedule/calendar-page";
import { listPresenters } from "~/data/presenters.server";
import { listDistricts } from "~/data/register-schools.server";
import { listInbox } from "~/data/request-inbox.server";
import { describeWish } from "~/domain/wishes";
import { dayOf } from "~/lib/london-time";
import { askedDay } from "~/schemas/day";
import { closedDaysAround } from "~/services/schedule-calendar.server";
import { readCalendarView, readScheduleFilter } from "~/schemas/schedule-calendar";

export const handle = { wide: true };
export const links: LinksFunction = () => [{ rel: "stylesheet", href: eventCalendarStyles }];
export const meta: MetaFunction = () => [{ title: "Calendar - Knife Crime Awareness sessions" }];

/** Beside the calendar; the others wait in the inbox. */
const MOST_WAITING = 30;

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator", "presenter", "manager"]);
  const isCoordinator = hasAnyRole(viewer, ["coordinator"]);
  const [presenters, districts] = [await listPresenters(deps.db), await listDistricts(deps.db)];
  const waiting = isCoordinator
    ? await listInbox(deps.db, { filter: "waiting", search: "", page: 1, pageSize: MOST_WAITING })
    : { rows: [], total: 0 };
  const day = askedDay(request.url) ?? dayOf(deps.now());
  return json({
    day,
    closed: await closedDaysAround(day, deps),
    today: dayOf(deps.now()),
    view: readCalendarView(request.url),
    filter: readScheduleFilter(request.url),
    isOffice: hasAnyRole(viewer, ["coordinator", "manager"]),
    isCoordinator,
    presenters: presenters.map(({ id, name }) => ({ id, name })),
    districts,
    waiting: waiting.rows
      .filter(({ status }) => status === "submitted")
      .map(({ reference, schoolName, isListed, groups, students, firstWish }) => ({
        reference,
        schoolName,
        isListed,
        groups,
        students,
        wish: firstWish ? describeWish(firstWish) : "",
      })),
  });
}

export default function ScheduleCalendarPage() {
  return <CalendarPage {...useLoaderData<typeof loader>()} />;
}
