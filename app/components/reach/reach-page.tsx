import { ChartFigure, type ChartFigureView } from "~/components/charts/chart-figure";
import { ContextFigures } from "~/components/context/context-figures";
import { BesideHeadline, type BesideView } from "~/components/reach/beside-headline";
import { BreakdownTable, type BreakdownView } from "~/components/reach/breakdown-table";
import { Definitions } from "~/components/reach/definitions";
import { Exports, SmallNumbers } from "~/components/reach/exports";
import { countOf, formatShown, formatWhole } from "~/components/reach/numbers";
import { aheadText, ReachHeadline, type HeadlineView } from "~/components/reach/reach-headline";
import { Button } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { Select } from "~/components/ui/select";
import { paths } from "~/config/paths";
import type { ContextWords } from "~/domain/context-figure";
import { describePeriod } from "~/domain/programme-year";
import { roundReach, type Reach } from "~/domain/reach";
import { DIMENSIONS, NO_STUDENTS_HERE } from "~/domain/reach-dimensions";
import type { Shown } from "~/domain/small-numbers";
import { formatDay, formatInstant } from "~/lib/london-time";

type PeriodView = { name: string; startsOn: string; endsOn: string; value: string };

type Props = HeadlineView & {
  period: PeriodView;
  periods: readonly PeriodView[];
  asAt: string;
  charts: readonly ChartFigureView[];
  breakdowns: readonly BreakdownView[];
  /** Schools in the period; the page shows the largest. */
  schoolsListed: number;
  smallNumbersUnder: number;
  /** Of a campaign: what was tagged with it. */
  tagged: { sessions: number; attendances: Shown; studentHours: Shown } | null;
  beside: BesideView;
  context: readonly (ContextWords & { id: string })[];
  countedTotal: number;
  targeted: { reach: Reach | null; countedTotal: number } | null;
  targetedAhead: { visits: number; expected: number };
  canPublish: boolean;
  seesVisits: boolean;
  missing: {
    count: number;
    visits: readonly {
      visitId: string;
      onDate: string;
      schoolName: string;
      presenterNames: readonly string[];
    }[];
  } | null;
};

export function ReachPage(props: Props) {
  const { period, periods } = props;
  const hasAreas = props.breakdowns.some(({ dimension }) => dimension === "area");
  const query = `period=${encodeURIComponent(period.value)}`;
  return (
    <>
      <PageHeading caption={describePeriod(period)}>Reach</PageHeading>
      <p className="govuk-body">As recorded up to {formatInstant(new Date(props.asAt))}.</p>
      <PeriodChoice chosen={period} periods={periods} />
      <ReachHeadline view={props} />
      <ul className="govuk-list app-no-print">
        <li>
          <a className="govuk-link" href={paths.reachExplore({ period: period.value })}>
            Reach by choice: narrow by district, year group, month and more
          </a>
        </li>
        <li>
          <a className="govuk-link" href={`${paths.reachYears()}?${query}`}>
            Years side by side
          </a>
        </li>
        {props.seesVisits ? (
          <li>
            <a className="govuk-link" href={`${paths.reachQuality()}?${query}`}>
              Figures to look at again
            </a>
          </li>
        ) : null}
        {props.canPublish ? (
          <li>
            <a className="govuk-link" href={`${paths.reachPublish()}?${query}`}>
              Publish this figure
            </a>
          </li>
        ) : null}
        {props.seesVisits ? (
          <li>
            <a className="govuk-link" href={paths.reachPast()}>
              Enter a session from before this service
            </a>
          </li>
        ) : null}
        <li>
          <a className="govuk-link" href={`${paths.reachPrint()}?${query}`}>
            The report to print
          </a>
        </li>
        <li>
          <a className="govuk-link" href={paths.coverage()}>
            Coverage: schools reached and not reached
          </a>
        </li>
        <li>
          <a className="govuk-link" href={`${paths.reachEvidence()}?${query}`}>
            What schools and students say
          </a>
        </li>
      </ul>
      <div className="app-sheet__charts">
        {props.charts.map((chart) => (
          <ChartFigure key={chart.id} chart={chart} withTable={chart.id === "progress"} />
        ))}
      </div>
      {props.charts.some(({ id }) => id === "progress") ? (
        <p className="govuk-body app-no-print">
          <a className="govuk-link" href={paths.reachCsv({ period: period.value, table: "progress" })}>
            Progress against an even pace as a CSV file
          </a>
        </p>
      ) : null}
      <Missing missing={props.missing} />
      <Tagged tagged={props.tagged} name={period.name} />
      <ContextFigures figures={props.context} />
      <BesideHeadline beside={props.beside} periodValue={period.value} />
      <SmallNumbers under={props.smallNumbersUnder} />
      <Splits {...props} />
      <Targeted period={period} targeted={props.targeted} ahead={props.targetedAhead} />
      <h2 className="govuk-heading-l" id="counted">
        What was counted
      </h2>
      <ul className="govuk-list app-no-print">
        <li>
          <a className="govuk-link" href={paths.reachSessions({ period: period.value })}>
            {countOf(props.countedTotal, "group")} in {period.name}, in order of time
          </a>
        </li>
      </ul>
      <Exports query={{ period: period.value }} isTeam={props.seesVisits} hasAreas={hasAreas} />
      <Definitions version={props.definitionVersion} />
    </>
  );
}

/** First what is clear when a student is first met, then what splits attendances alone. */
function Splits({ period, breakdowns, schoolsListed }: Props) {
  const withStudents = breakdowns.filter(({ dimension }) => DIMENSIONS[dimension].firstContact);
  // Formats stand beside the headline, with their sessions.
  const others = breakdowns.filter(({ dimension }) => !DIMENSIONS[dimension].firstContact && dimension !== "format");
  const table = (breakdown: BreakdownView) => {
    const isPart = breakdown.dimension === "school" && breakdown.parts.length < schoolsListed;
    return (
      <div key={breakdown.dimension}>
        <BreakdownTable
          breakdown={breakdown}
          caption={isPart ? "The most by school" : undefined}
          hrefOf={(dimension, key) => paths.reachSessions({ period: period.value, [dimension]: key })}
          csvHref={paths.reachCsv({ period: period.value, table: breakdown.dimension })}
          withTotal={!isPart}
        />
      </div>
    );
  };
  if (breakdowns.length === 0) return <p className="govuk-body">Nothing has been counted in this period.</p>;
  return (
    <>
      <h2 className="govuk-heading-l">Where and when students were reached</h2>
      <p className="govuk-body">
        Each student stands where and when we met them first. Parts are rounded for showing, so they may add up to a little
        more or less than the total.
      </p>
      <div className="app-tables">{withStudents.map(table)}</div>
      {others.length === 0 ? null : (
        <>
          <h2 className="govuk-heading-l">Attendances by what they were for</h2>
          <p className="govuk-body">
            {NO_STUDENTS_HERE}
            {others.some(({ dimension }) => dimension === "area")
              ? " The table by priority area is for coordinators and managers alone: do not pass it on."
              : ""}
          </p>
          <div className="app-tables">{others.map(table)}</div>
        </>
      )}
    </>
  );
}

function Tagged({ tagged, name }: { tagged: Props["tagged"]; name: string }) {
  if (tagged === null) return null;
  return (
    <section aria-labelledby="tagged">
      <h2 className="govuk-heading-m" id="tagged">
        Sessions tagged with this campaign
      </h2>
      <p className="govuk-body">
        {countOf(tagged.sessions, "session")} on any day {tagged.sessions === 1 ? "is" : "are"} tagged with {name}. Attendances: {formatShown(tagged.attendances)}.
        Student-hours: {formatShown(tagged.studentHours)}. The figures above are those of the campaign’s days, whether tagged
        or not.
      </p>
    </section>
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

function Missing({ missing }: { missing: Props["missing"] }) {
  if (missing === null || missing.count === 0) return null;
  const others = missing.count - missing.visits.length;
  return (
    <section aria-labelledby="missing">
      <h2 className="govuk-heading-m" id="missing">
        Not recorded yet: {countOf(missing.count, "visit")}
      </h2>
      <p className="govuk-body">
        These visits are over. Their students are not in any figure until somebody records them.
      </p>
      <ul className="govuk-list govuk-list--bullet">
        {missing.visits.map((visit) => (
          <li key={visit.visitId}>
            <a className="govuk-link" href={paths.visit(visit.visitId)}>
              {visit.schoolName}
            </a>
            , {formatDay(visit.onDate)} ({visit.presenterNames.join(", ") || "no presenter"})
          </li>
        ))}
      </ul>
      {others > 0 ? <p className="govuk-body">And {formatWhole(others)} more.</p> : null}
    </section>
  );
}

function Targeted({ period, targeted, ahead }: { period: PeriodView; targeted: Props["targeted"]; ahead: Props["targetedAhead"] }) {
  if (targeted === null && ahead.visits === 0) return null;
  return (
    <section aria-labelledby="targeted">
      <h2 className="govuk-heading-l" id="targeted">
        Targeted sessions, counted apart
      </h2>
      {targeted ? (
        <p className="govuk-body">
          {targeted.reach === null ? "Too few students to be shown here." : targetedText(roundReach(targeted.reach))} None of them is in the figures above.{" "}
          <a className="govuk-link app-no-print" href={paths.reachSessions({ period: period.value, side: "targeted" })}>
            Show the {countOf(targeted.countedTotal, "group")}
          </a>
        </p>
      ) : null}
      <p className="govuk-body">Booked ahead (expected, not counted): {aheadText(ahead)}.</p>
    </section>
  );
}

function targetedText({ figure, low, high, attendances }: Reach): string {
  const range = low === high ? "" : ` (between ${formatWhole(low)} and ${formatWhole(high)})`;
  return `${countOf(figure, "student")}${range} with ${countOf(attendances, "attendance")}.`;
}
