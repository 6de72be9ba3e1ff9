import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { ScheduleNav } from "~/components/schedule/schedule-nav";
import { WeekTable } from "~/components/schedule/week-table";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";
import { addDays, dayOf, formatDay, mondayOf } from "~/lib/london-time";
import { askedDay } from "~/schemas/day";
import { weekByPresenter } from "~/services/week-by-presenter.server";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Week by presenter - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator", "presenter", "manager"]);
  const isOffice = hasAnyRole(viewer, ["coordinator", "manager"]);
  const monday = mondayOf(askedDay(request.url) ?? dayOf(deps.now()));
  const week = await weekByPresenter({ monday, viewerId: viewer.accountId, isOffice }, deps);
  return json({ monday, ...week });
}

export default function WeekPage() {
  const { monday, days, presenters } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeading caption="Schedule">Week of {formatDay(monday)}</PageHeading>
      <ScheduleNav
        here="week"
        beforeHref={paths.scheduleWeek(addDays(monday, -7))}
        afterHref={paths.scheduleWeek(addDays(monday, 7))}
        day={monday}
        action={paths.scheduleWeek()}
      />
      <WeekTable days={days} presenters={presenters} />
    </>
  );
}
