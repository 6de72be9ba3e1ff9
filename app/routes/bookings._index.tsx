import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireViewer } from "~/auth/viewer.server";
import { BookingList } from "~/components/booking/booking-list";
import { PageHeading } from "~/components/ui/page-heading";
import { listBookings } from "~/data/booking-requests.server";
import { describeAudience } from "~/domain/groups";

export const meta: MetaFunction = () => [{ title: "Your bookings - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const { accountId } = await requireViewer(request, deps);
  const bookings = await listBookings(deps.db, accountId);
  return json({
    rows: bookings.map(({ groups, ...booking }) => ({
      ...booking,
      students: [...new Set(groups.map(describeAudience))].join(", "),
    })),
  });
}

export default function BookingsPage() {
  return (
    <>
      <PageHeading>Your bookings</PageHeading>
      <BookingList {...useLoaderData<typeof loader>()} />
    </>
  );
}
