import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
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
  // The same for other people's bookings as for none: a reference says nothing to strangers.
  if (!booking) throw new Response("There is no booking with this reference among yours.", { status: 404 });
  const { organizer, teamPhone } = await readSettings(deps.db);
  return json({ ...booking, teamEmail: organizer.email, teamPhone });
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
