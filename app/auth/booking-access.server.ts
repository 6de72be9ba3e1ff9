import { requireViewer, type AuthDeps } from "~/auth/viewer.server";
import { findBooking } from "~/data/booking-requests.server";
import { normaliseReference } from "~/domain/reference";

/** The same for other people's bookings as for none: a reference says nothing to strangers. */
export function noSuchBooking(): Response {
  return new Response("There is no booking with this reference among yours.", { status: 404 });
}

/** The visit of a booking that the address names (`?visit=`), else its next one; 404 for everybody but its contacts. */
export async function requireVisitOfBooking(
  request: Request,
  typedReference: string | undefined,
  deps: AuthDeps,
): Promise<{ reference: string; visitId: string; accountId: string }> {
  const { accountId } = await requireViewer(request, deps);
  const reference = normaliseReference(typedReference ?? "") ?? "";
  const booking = await findBooking(deps.db, { reference, accountId });
  const asked = new URL(request.url).searchParams.get("visit");
  const visit = booking?.visits.find(({ id, status }) => (asked === null ? status === "scheduled" : id === asked));
  if (!booking?.isContact || !visit) throw noSuchBooking();
  return { reference, visitId: visit.id, accountId };
}
