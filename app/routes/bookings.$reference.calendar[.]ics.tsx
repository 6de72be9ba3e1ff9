import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireViewer } from "~/auth/viewer.server";
import { calendarResponse } from "~/lib/calendar-response.server";
import { visitIdIn } from "~/schemas/form-fields";
import { downloadBookingCalendar } from "~/services/download-visit-calendar.server";

/** `?visit=` names which visit of the booking. */
export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const { accountId } = await requireViewer(request, deps);
  const reference = params.reference ?? "";
  const visitId = visitIdIn(new URL(request.url).searchParams.get("visit"));
  const content = await downloadBookingCalendar({ reference, visitId, accountId }, deps);
  if (content === null) throw new Response("No such visit", { status: 404 });
  return calendarResponse(content, `${reference}.ics`);
}
