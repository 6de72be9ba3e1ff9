import type { LoaderFunctionArgs } from "@remix-run/node";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { calendarResponse } from "~/lib/calendar-response.server";
import { visitIdIn } from "~/schemas/form-fields";
import { downloadVisitCalendar } from "~/services/download-visit-calendar.server";

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator", "manager", "presenter"]);
  const isOffice = hasAnyRole(viewer, ["coordinator", "manager"]);
  const scope = isOffice ? { all: true as const } : { presenterId: viewer.accountId };
  const content = await downloadVisitCalendar({ visitId: visitIdIn(params.id), scope }, deps);
  if (content === null) throw new Response("No such visit", { status: 404 });
  return calendarResponse(content, "visit.ics");
}
