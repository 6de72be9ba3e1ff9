import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { ScheduleNav } from "~/components/schedule/schedule-nav";
import { PageHeading } from "~/components/ui/page-heading";
import { VisitList } from "~/components/visit/visit-list";
import { paths } from "~/config/paths";
import { countOpenReviews } from "~/data/absences.server";
import { listPencilledVisits, listVisits } from "~/data/visits.server";
import { summaryOfVisit } from "~/domain/visit-view";
import { addDays, dayOf, formatDay } from "~/lib/london-time";
import { askedDay } from "~/schemas/day";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Schedule - Knife Crime Awareness sessions" }];

const DAYS_SHOWN = 14;

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator", "presenter", "manager"]);
  const isOffice = hasAnyRole(viewer, ["coordinator", "manager"]);
  const fromOn = askedDay(request.url) ?? dayOf(deps.now());
  const toOn = addDays(fromOn, DAYS_SHOWN - 1);
  const [visits, pencilled] = await Promise.all([
    listVisits(deps.db, { fromOn, toOn, withCancelled: isOffice }),
    isOffice ? listPencilledVisits(deps.db) : [],
  ]);
  const toReview = isOffice ? await countOpenReviews(deps.db) : 0;
  return json({
    toReview,
    fromOn,
    toOn,
    before: addDays(fromOn, -DAYS_SHOWN),
    after: addDays(fromOn, DAYS_SHOWN),
    visits: visits.map(summaryOfVisit),
    pencilled: pencilled.map(summaryOfVisit),
    // A presenter opens own visits alone; the others are there to be seen, not read.
    openable: isOffice ? "all" : viewer.accountId,
  });
}

export default function SchedulePage() {
  const data = useLoaderData<typeof loader>();
  const days = [...new Set(data.visits.map((visit) => visit.onDate ?? ""))];
  return (
    <>
      <PageHeading>Schedule</PageHeading>
      <ScheduleNav
        here="list"
        listHref={`${paths.schedule()}?day=${data.fromOn}`}
        weekHref={paths.scheduleWeek(data.fromOn)}
        beforeHref={`${paths.schedule()}?day=${data.before}`}
        afterHref={`${paths.schedule()}?day=${data.after}`}
        day={data.fromOn}
        action={paths.schedule()}
      />
      {data.toReview > 0 ? (
        <p className="govuk-body app-no-print">
          <a className="govuk-link" href={paths.review()}>
            {data.toReview === 1 ? "One visit is to be looked at" : `${data.toReview} visits are to be looked at`}
          </a>
          : something changed around {data.toReview === 1 ? "it" : "them"}.
        </p>
      ) : null}
      <p className="govuk-body">
        {formatDay(data.fromOn)} to {formatDay(data.toOn)}
      </p>
      {days.length === 0 ? <p className="govuk-body">No visits in these two weeks.</p> : null}
      {days.map((day) => (
        <VisitList
          key={day}
          caption={formatDay(day)}
          openable={data.openable}
          visits={data.visits.filter((visit) => visit.onDate === day)}
        />
      ))}
      {data.pencilled.length > 0 ? (
        <>
          <VisitList caption="Pencilled, without a day yet" openable={data.openable} visits={data.pencilled} />
          <p className="govuk-body">
            <a className="govuk-link" href={paths.pencilled()}>
              Pencilled visits by when they must be settled
            </a>
          </p>
        </>
      ) : null}
    </>
  );
}
