import { BreakdownTable, type BreakdownView } from "~/components/reach/breakdown-table";
import { Definitions } from "~/components/reach/definitions";
import { Exports, SmallNumbers } from "~/components/reach/exports";
import { Narrowed, type NarrowedView } from "~/components/reach/narrowed";
import { countOf, formatShown, formatWhole } from "~/components/reach/numbers";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { Select } from "~/components/ui/select";
import { SummaryList } from "~/components/ui/summary-list";
import { paths } from "~/config/paths";
import { describePeriod } from "~/domain/programme-year";
import { REACH_DEFINITION_VERSION } from "~/domain/reach";
import { DIMENSIONS, NO_STUDENTS_HERE, type Dimension, type ReachFilter } from "~/domain/reach-dimensions";
import { formatInstant } from "~/lib/london-time";

type PeriodView = { name: string; startsOn: string; endsOn: string; value: string };

type Props = {
  period: PeriodView;
  periods: readonly PeriodView[];
  asAt: string;
  filter: ReachFilter;
  narrowed: NarrowedView;
  choices: readonly { dimension: Dimension; options: readonly { value: string; label: string }[] }[];
  groups: number;
  sessions: number;
  schools: number;
  total: BreakdownView["total"];
  breakdowns: readonly BreakdownView[];
  smallNumbersUnder: number;
  publication: boolean;
  isTeam: boolean;
};

/** As many lines as the page is given of a table; its total is of all. */
const MOST_PARTS = 100;

/** The figures of any selection, with what it can be split by; the address says all of it. */
export function ExplorePage(props: Props) {
  const { period, filter, narrowed, breakdowns } = props;
  const query = { period: period.value, ...filter, ...(props.publication ? { for: "publication" } : {}) };
  const listed = (dimension: Dimension, key: string) => paths.reachSessions({ ...query, [dimension]: key });
  return (
    <>
      <BackLink href={paths.reachOf(period.value)}>Reach</BackLink>
      <PageHeading caption={describePeriod(period)}>Reach by choice</PageHeading>
      <p className="govuk-body">As recorded up to {formatInstant(new Date(props.asAt))}.</p>
      <Narrowed
        narrowed={narrowed}
        hrefWithout={(name) => paths.reachExplore({ ...query, [name]: undefined })}
        hrefOfAll={paths.reachExplore({ period: period.value })}
      />
      <Choices {...props} />
      {props.groups === 0 ? (
        <InsetText>
          Nothing was counted of this choice. Take a filter off, or choose another period.
        </InsetText>
      ) : (
        <>
          <Figures {...props} listHref={paths.reachSessions(query)} />
          <SmallNumbers under={props.smallNumbersUnder} />
          <Exports
            query={query}
            isTeam={props.isTeam && !props.publication}
            hasAreas={breakdowns.some(({ dimension }) => dimension === "area")}
          />
          {breakdowns.some(({ dimension }) => dimension === "area") ? (
            <InsetText>The table by priority area is for coordinators and managers alone. Do not pass it on.</InsetText>
          ) : null}
          <div className="app-tables">
            {breakdowns.map((breakdown) => (
              <div key={breakdown.dimension}>
                <BreakdownTable
                  breakdown={breakdown}
                  hrefOf={listed}
                  caption={breakdown.parts.length < MOST_PARTS ? undefined : `${DIMENSIONS[breakdown.dimension].caption}, the first ${MOST_PARTS}`}
                  csvHref={paths.reachCsv({ ...query, table: breakdown.dimension })}
                />
              </div>
            ))}
          </div>
        </>
      )}
      <Definitions version={REACH_DEFINITION_VERSION} />
    </>
  );
}

function Figures({ total, groups, sessions, schools, listHref }: Props & { listHref: string }) {
  return (
    <SummaryList
      rows={[
        { key: "Students reached", value: total.figure === null ? `No such figure. ${NO_STUDENTS_HERE}` : formatShown(total.figure) },
        {
          key: "Attendances",
          value: (
            <>
              {formatShown(total.attendances)} (
              <a className="govuk-link" href={listHref}>
                {countOf(groups, "group")}, in order of time
              </a>
              )
            </>
          ),
        },
        { key: "Student-hours", value: formatShown(total.studentHours) },
        { key: "Sessions", value: formatWhole(sessions) },
        { key: "Schools reached", value: formatWhole(schools) },
      ]}
    />
  );
}

function Choices({ period, periods, filter, choices, publication }: Props) {
  const all = periods.some(({ value }) => value === period.value) ? periods : [period, ...periods];
  const offered: readonly string[] = choices.map(({ dimension }) => dimension);
  // What the form cannot offer goes on with it.
  const carried = Object.entries(filter).flatMap(([name, value]) => (offered.includes(name) ? [] : [{ name, value }]));
  return (
    <Form method="get" action={paths.reachExplore()} className="app-no-print">
      {carried.map(({ name, value }) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {publication ? <input type="hidden" name="for" value="publication" /> : null}
      <div className="app-choices">
        <Select
          name="period"
          label="Period"
          options={all.map(({ value, name }) => ({ value, label: name }))}
          value={period.value}
        />
        {choices.map(({ dimension, options }) => (
          <Select
            key={dimension}
            name={dimension}
            label={DIMENSIONS[dimension].header}
            options={options}
            emptyLabel="All"
            value={filter[dimension] ?? ""}
          />
        ))}
      </div>
      <Button look="secondary" preventDoubleClick={false}>
        Show these
      </Button>
    </Form>
  );
}
