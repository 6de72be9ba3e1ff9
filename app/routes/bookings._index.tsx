import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireViewer } from "~/auth/viewer.server";
import { BookingList } from "~/components/booking/booking-list";
import { PageHeading } from "~/components/ui/page-heading";
import { listBookings, type BookingsShown } from "~/data/booking-requests.server";
import { describeAudience } from "~/domain/groups";
import { dayOf } from "~/lib/london-time";

const PAGE_SIZE = 20;

export const meta: MetaFunction = () => [{ title: "Your bookings - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const { accountId } = await requireViewer(request, deps);
  const query = new URL(request.url).searchParams;
  const shown: BookingsShown = query.get("show") === "past" ? "past" : "current";
  const page = Math.max(1, Math.min(10_000, Math.trunc(Number(query.get("page"))) || 1));
  const { rows, totals } = await listBookings(deps.db, { accountId, shown, page, pageSize: PAGE_SIZE });
  return json({
    shown,
    totals,
    page,
    pageCount: Math.max(1, Math.ceil(totals[shown] / PAGE_SIZE)),
    today: dayOf(deps.now()),
    rows: rows.map(({ groups, ...booking }) => ({
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
