import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { noSuchBooking } from "~/auth/booking-access.server";
import { requireViewer } from "~/auth/viewer.server";
import { BookingPage } from "~/components/booking/booking-page";
import { BackLink } from "~/components/ui/back-link";
import { paths } from "~/config/paths";
import { findBooking } from "~/data/booking-requests.server";
import { readSettings } from "~/data/settings.server";
import { normaliseReference } from "~/domain/reference";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? `Booking ${data.reference}` : "Booking"} - Knife Crime Awareness sessions` },
];

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const { accountId } = await requireViewer(request, deps);
  const reference = normaliseReference(params.reference ?? "") ?? "";
  const booking = await findBooking(deps.db, { reference, accountId });
  if (!booking) throw noSuchBooking();
  const { organizer, teamPhone } = await readSettings(deps.db);
  const visits = booking.visits.map((visit) => ({
    ...visit,
    isOver: visit.endsAt !== null && visit.endsAt <= deps.now(),
  }));
  return json({ ...booking, visits, teamEmail: organizer.email, teamPhone });
}

export default function BookingRoute() {
  const booking = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink href={paths.bookings()}>Your bookings</BackLink>
      <BookingPage {...booking} />
    </>
  );
}
