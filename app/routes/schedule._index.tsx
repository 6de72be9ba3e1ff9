import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { ScheduleNav } from "~/components/schedule/schedule-nav";
import { PageHeading } from "~/components/ui/page-heading";
import { VisitList } from "~/components/visit/visit-list";
import { paths } from "~/config/paths";
import { addDays, dayOf, formatDay } from "~/lib/london-time";
import { askedDay } from "~/schemas/day";
import { schedulePage } from "~/services/schedule-page.server";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Schedule - Knife Crime Awareness sessions" }];

const DAYS_SHOWN = 14;

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator", "presenter", "manager"]);
  const isOffice = hasAnyRole(viewer, ["coordinator", "manager"]);
  const fromOn = askedDay(request.url) ?? dayOf(deps.now());
  const toOn = addDays(fromOn, DAYS_SHOWN - 1);
  return json({
    ...(await schedulePage({ fromOn, toOn, forOffice: isOffice }, deps)),
    mayReassign: hasAnyRole(viewer, ["coordinator"]),
    fromOn,
    toOn,
    before: addDays(fromOn, -DAYS_SHOWN),
    after: addDays(fromOn, DAYS_SHOWN),
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
      {data.askedMoves.map(({ visitId, schoolName, onDate }) => (
        <p className="govuk-body app-no-print" key={visitId}>
          <a className="govuk-link" href={paths.visit(visitId)}>
            {schoolName} asks for another date
          </a>
          {onDate === null ? "" : ` than ${formatDay(onDate)}`}.
        </p>
      ))}
      {data.mayReassign ? (
        <p className="govuk-body app-no-print">
          <a className="govuk-link" href={paths.away()}>
            Somebody is away
          </a>
          : what is affected, and who could go instead.
        </p>
      ) : null}
      {data.gaps > 0 ? (
        <p className="govuk-body app-no-print">
          <a className="govuk-link" href={paths.gaps()}>
            {data.gaps === 1 ? "One visit is short of presenters" : `${data.gaps} visits are short of presenters`}
          </a>{" "}
          within 14 days.
        </p>
      ) : null}
      <p className="govuk-body">
        {formatDay(data.fromOn)} to {formatDay(data.toOn)}
      </p>
      {days.length === 0 ? <p className="govuk-body">No visits in these two weeks.</p> : null}
      <div className="app-days">
        {days.map((day) => (
          <VisitList
            key={day}
            caption={formatDay(day)}
            openable={data.openable}
            ofOneDay
            visits={data.visits.filter((visit) => visit.onDate === day)}
          />
        ))}
      </div>
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
