import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { MyDayPage } from "~/components/my-day/my-day-page";
import { listMyUnrecordedVisits, listMyVisits } from "~/data/my-day.server";
import { addDays, dayOf } from "~/lib/london-time";

export const meta: MetaFunction = () => [{ title: "My day - Knife Crime Awareness sessions" }];

const DAYS_AHEAD = 14;

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const { accountId: presenterId } = await requireStaff(request, deps, ["presenter", "coordinator"]);
  const now = deps.now();
  const today = dayOf(now);
  const toOn = addDays(today, DAYS_AHEAD);
  const [visits, overdue] = await Promise.all([
    listMyVisits(deps.db, { presenterId, fromOn: today, toOn, now }),
    listMyUnrecordedVisits(deps.db, { presenterId, beforeOn: today }),
  ]);
  return json({ today, daysAhead: DAYS_AHEAD, visits, overdue });
}

export default function MyDay() {
  return <MyDayPage {...useLoaderData<typeof loader>()} />;
}
