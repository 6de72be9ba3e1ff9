import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireStaff } from "~/auth/viewer.server";
import { findMailAsSent } from "~/data/mail-record.server";
import { calendarResponse } from "~/lib/calendar-response.server";
import { readId } from "~/schemas/form-fields";

/** The calendar file that a message carried. */
export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const id = readId(params.id);
  const mail = id && (await findMailAsSent(deps.db, id));
  if (!mail || mail.calendar === null) throw new Response(null, { status: 404 });
  return calendarResponse(mail.calendar, "as-sent.ics");
}
