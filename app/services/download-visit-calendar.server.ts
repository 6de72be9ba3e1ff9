import { readSettings } from "~/data/settings.server";
import { findVisit, findVisitOfContact, type VisitScope } from "~/data/visits.server";
import type { Deps } from "~/services/deps";
import { calendarDownload } from "~/services/visit-messages.server";

/** The visit's calendar file for staff within their scope; null when there is none to give. */
export async function downloadVisitCalendar(
  input: { visitId: string; scope: VisitScope },
  deps: Deps,
): Promise<string | null> {
  const visit = await findVisit(deps.db, input.visitId, input.scope);
  if (!visit) return null;
  return calendarDownload(visit, { settings: await readSettings(deps.db), origin: deps.origin });
}

/** The same file for whoever may read the booking; null when the visit is not theirs. */
export async function downloadBookingCalendar(
  input: { reference: string; visitId: string; accountId: string },
  deps: Deps,
): Promise<string | null> {
  const visit = await findVisitOfContact(deps.db, input);
  if (!visit) return null;
  return calendarDownload(visit, { settings: await readSettings(deps.db), origin: deps.origin });
}
