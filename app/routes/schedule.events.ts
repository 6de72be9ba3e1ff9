import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { readDaySpan, readScheduleFilter } from "~/schemas/schedule-calendar";
import { calendarItems } from "~/services/schedule-calendar.server";

/** What the calendar draws, as JSON. */
export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const { accountId, ...roles } = await requireStaff(request, deps, ["coordinator", "presenter", "manager"]);
  const span = readDaySpan(request.url);
  if (!span) throw new Response("Say from which day to which, 45 days at most", { status: 400 });
  const isOffice = hasAnyRole({ accountId, ...roles }, ["coordinator", "manager"]);
  const mayMove = hasAnyRole({ accountId, ...roles }, ["coordinator"]);
  const filter = readScheduleFilter(request.url);
  return json(await calendarItems({ ...span, filter, viewer: { accountId, isOffice, mayMove } }, deps));
}
