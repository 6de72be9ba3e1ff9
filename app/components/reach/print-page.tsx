import { ChartFigure, type ChartFigureView } from "~/components/charts/chart-figure";
import { BreakdownTable, type BreakdownView } from "~/components/reach/breakdown-table";
import { countOf, formatWhole } from "~/components/reach/numbers";
import { forecastText } from "~/components/reach/reach-headline";
import { BackLink } from "~/components/ui/back-link";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";
import { describeContext, NO_CAUSE, type ContextWords } from "~/domain/context-figure";
import { describePeriod } from "~/domain/programme-year";
import { roundReach, type Reach } from "~/domain/reach";
import { NO_STUDENTS_HERE } from "~/domain/reach-dimensions";
import { smallNumbersRule } from "~/domain/small-numbers";
import { formatInstant } from "~/lib/london-time";

export type PrintPageProps = {
  period: { name: string; startsOn: string; endsOn: string; value: string };
  asAt: string;
  definition: string;
  definitionVersion: string;
  context: readonly ContextWords[];
  reach: Reach;
  target: number | null;
  remaining: number | null;
  bookedAhead: { visits: number; expected: number };
  beside: { schools: number };
  requested: { requests: number; expected: number };
  breakdowns: readonly BreakdownView[];
  smallNumbersUnder: number;
  charts: readonly ChartFigureView[];
  forecast: ForecastView | null;
  likeBefore: ForecastView | null;
};

type ForecastView = { figure: number; low: number; high: number; method: string };

/** One A4 page of figures and charts, then what they mean and the tables: what a manager hands upward. */
export function PrintPage(props: PrintPageProps) {
  const { period, charts } = props;
  const back = `${paths.reach()}?period=${encodeURIComponent(period.value)}`;
  return (
    <div className="app-sheet">
      <BackLink href={back}>Reach</BackLink>
      <p className="govuk-body app-no-print">Print this page from your browser, or save it as a PDF there.</p>
      <PageHeading caption={describePeriod(period)}>Knife crime awareness sessions: students reached</PageHeading>
      <Figures {...props} />
      <div className="app-sheet__charts">
        {charts.map((chart) => (
          <ChartFigure key={chart.id} chart={chart} withTable={false} />
        ))}
      </div>
      <p className="govuk-body-s app-sheet__words">
        <strong>What the figure means.</strong> {props.definition} Definition, version {props.definitionVersion}. As recorded
        up to {formatInstant(new Date(props.asAt))}.
      </p>
      {props.forecast === null ? null : (
        <p className="govuk-body-s">
          <strong>Forecast from what is known: {forecastText(props.forecast)}.</strong> {props.forecast.method}
        </p>
      )}
      {props.likeBefore === null ? null : (
        <p className="govuk-body-s">
          <strong>If the rest of the year goes like those before: {forecastText(props.likeBefore)}.</strong> {props.likeBefore.method}
        </p>
      )}
      {props.context.length === 0 ? null : (
        <p className="govuk-body-s">
          <strong>For context.</strong> {NO_CAUSE}{" "}
          {props.context.map((figure) => `${figure.label}: ${describeContext(figure)}.`).join(" ")}
        </p>
      )}
      <section className="app-sheet__tables" aria-label="Tables">
        <p className="govuk-body-s">
          Each student stands where and when we met them first. Parts are rounded for showing, so they may add up to a little
          more or less than the total. {NO_STUDENTS_HERE} {smallNumbersRule(props.smallNumbersUnder)}
        </p>
        {props.breakdowns.map((breakdown) => (
          <BreakdownTable key={breakdown.dimension} breakdown={breakdown} />
        ))}
      </section>
    </div>
  );
}

function Figures({ reach, target, remaining, beside, bookedAhead, requested }: PrintPageProps) {
  const { figure, low, high, attendances } = roundReach(reach);
  const facts = [
    {
      name: "Students reached",
      value: formatWhole(figure),
      note: low === high ? "The records leave no range" : `Between ${formatWhole(low)} and ${formatWhole(high)}`,
    },
    ...(target === null || remaining === null
      ? []
      : [
          {
            name: "Target",
            value: formatWhole(target),
            note: remaining === 0 ? "The target is reached" : `${formatWhole(remaining)} still to reach`,
          },
        ]),
    { name: "Attendances", value: formatWhole(attendances), note: "Everybody, each time they came" },
    { name: "Schools and settings", value: formatWhole(beside.schools), note: "With at least one attendance" },
    {
      name: "Booked ahead",
      value: formatWhole(bookedAhead.expected),
      note: `Expected at ${countOf(bookedAhead.visits, "visit")}, not counted`,
    },
    {
      name: "Requested",
      value: formatWhole(requested.expected),
      note: `In ${countOf(requested.requests, "request")} without a date, not counted`,
    },
  ];
  return (
    <dl className="app-figures">
      {facts.map(({ name, value, note }) => (
        <div key={name} className="app-figures__one">
          <dt>{name}</dt>
          <dd className="app-figures__value">{value}</dd>
          <dd className="app-figures__note">{note}</dd>
        </div>
      ))}
    </dl>
  );
}
