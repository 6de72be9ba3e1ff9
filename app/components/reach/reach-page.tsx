import { CountedTable, type CountedGroupView } from "~/components/reach/counted-table";
import { countOf, formatWhole } from "~/components/reach/numbers";
import { PartsTable, type PartView } from "~/components/reach/parts-table";
import { aheadText, ReachHeadline, type HeadlineView } from "~/components/reach/reach-headline";
import { Button } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { Pagination } from "~/components/ui/pagination";
import { Select } from "~/components/ui/select";
import { paths } from "~/config/paths";
import { describePeriod } from "~/domain/programme-year";
import { roundReach, type Reach } from "~/domain/reach";
import { formatDay, formatInstant } from "~/lib/london-time";

type PeriodView = { name: string; startsOn: string; endsOn: string; value: string };

type Props = HeadlineView & {
  period: PeriodView;
  periods: readonly PeriodView[];
  asAt: string;
  byMonth: readonly PartView[];
  byDistrict: readonly PartView[];
  byYearGroup: readonly PartView[];
  bySchool: readonly PartView[];
  counted: readonly CountedGroupView[];
  countedTotal: number;
  page: number;
  pageCount: number;
  targeted: { reach: Reach; counted: readonly CountedGroupView[] } | null;
  targetedAhead: { visits: number; expected: number };
  missing:
    | readonly { visitId: string; onDate: string; schoolName: string; presenterNames: readonly string[] }[]
    | null;
};

export function ReachPage(props: Props) {
  const { period, periods, page, pageCount } = props;
  const query = `period=${encodeURIComponent(period.value)}`;
  return (
    <>
      <PageHeading caption={describePeriod(period)}>Reach</PageHeading>
      <p className="govuk-body">As recorded up to {formatInstant(new Date(props.asAt))}.</p>
      <PeriodChoice chosen={period} periods={periods} />
      <ReachHeadline view={props} />
      <Missing visits={props.missing} />
      <h2 className="govuk-heading-l">Where and when students were reached</h2>
      <p className="govuk-body">
        Each student stands where and when we met them first. Parts are rounded for showing, so they may add
        up to a little more or less than the total.
      </p>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-one-half">
          <PartsTable caption="By month of first contact" header="Month" parts={props.byMonth} />
        </div>
        <div className="govuk-grid-column-one-half">
          <PartsTable caption="By year group" header="Year group" parts={props.byYearGroup} />
        </div>
      </div>
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-one-half">
          <PartsTable caption="By district" header="District" parts={props.byDistrict} />
        </div>
        <div className="govuk-grid-column-one-half">
          <PartsTable caption="By school" header="School" parts={props.bySchool} />
        </div>
      </div>
      <Targeted targeted={props.targeted} ahead={props.targetedAhead} />
      <h2 className="govuk-heading-l" id="counted">
        What was counted
      </h2>
      <p className="govuk-body">
        {countOf(props.countedTotal, "group")} in {period.name}, in order of time.{" "}
        <a className="govuk-link app-no-print" href={`${paths.reachCsv()}?${query}`}>
          Download the list as a CSV file
        </a>
      </p>
      <CountedTable
        caption={pageCount > 1 ? `Page ${page} of ${pageCount}` : "All groups"}
        groups={props.counted}
      />
      <Pagination
        page={page}
        pageCount={pageCount}
        hrefOf={(number) => `${paths.reach()}?${query}&page=${number}#counted`}
        label="Pages of what was counted"
      />
    </>
  );
}

function PeriodChoice({ chosen, periods }: { chosen: PeriodView; periods: readonly PeriodView[] }) {
  const all = periods.some(({ value }) => value === chosen.value) ? periods : [chosen, ...periods];
  return (
    <Form method="get" action={paths.reach()} className="app-no-print">
      <Select
        name="period"
        label="Period"
        options={all.map(({ value, name }) => ({ value, label: name }))}
        value={chosen.value}
      />
      <Button look="secondary" preventDoubleClick={false}>
        Show this period
      </Button>
    </Form>
  );
}

function Missing({ visits }: { visits: Props["missing"] }) {
  if (visits === null || visits.length === 0) return null;
  return (
    <section aria-labelledby="missing">
      <h2 className="govuk-heading-m" id="missing">
        Not recorded yet: {countOf(visits.length, "visit")}
      </h2>
      <p className="govuk-body">
        These visits are over. Their students are not in any figure until somebody records them.
      </p>
      <ul className="govuk-list govuk-list--bullet">
        {visits.map((visit) => (
          <li key={visit.visitId}>
            <a className="govuk-link" href={paths.visit(visit.visitId)}>
              {visit.schoolName}
            </a>
            , {formatDay(visit.onDate)} ({visit.presenterNames.join(", ") || "no presenter"})
          </li>
        ))}
      </ul>
    </section>
  );
}

function Targeted({ targeted, ahead }: { targeted: Props["targeted"]; ahead: Props["targetedAhead"] }) {
  if (targeted === null && ahead.visits === 0) return null;
  return (
    <section aria-labelledby="targeted">
      <h2 className="govuk-heading-l" id="targeted">
        Targeted sessions, counted apart
      </h2>
      {targeted ? (
        <>
          <p className="govuk-body">
            {targetedText(roundReach(targeted.reach))} None of them is in the figures above.
          </p>
          <CountedTable caption="Targeted sessions" groups={targeted.counted} />
        </>
      ) : null}
      <p className="govuk-body">Booked ahead (expected, not counted): {aheadText(ahead)}.</p>
    </section>
  );
}

function targetedText({ figure, low, high, attendances }: Reach): string {
  const range = low === high ? "" : ` (between ${formatWhole(low)} and ${formatWhole(high)})`;
  return `${countOf(figure, "student")}${range} with ${countOf(attendances, "attendance")}.`;
}
