import { ChartFigure, type ChartFigureView } from "~/components/charts/chart-figure";
import { formatWhole } from "~/components/reach/numbers";
import { BackLink } from "~/components/ui/back-link";
import { DataTable } from "~/components/ui/data-table";
import { PageHeading } from "~/components/ui/page-heading";
import { Tag, type TagColour } from "~/components/ui/tag";
import { paths } from "~/config/paths";
import { reachPaths } from "~/config/reach-paths";
import { MILESTONE_STATE_LABELS, type MilestoneState } from "~/domain/strategy";
import { formatShortDay } from "~/lib/london-time";

type Year = {
  period: { name: string; value: string; target: number | null };
  figure: number;
  low: number;
  high: number;
  attendances: number;
  sameDay: number;
  sameDayOn: string;
  imported: number;
};

type Milestone = {
  name: string;
  value: string;
  target: number;
  words: string;
  figure: number | null;
  imported: boolean;
  state: MilestoneState;
};

type Props = {
  years: readonly Year[];
  strategy: { milestones: readonly Milestone[]; chart: ChartFigureView } | null;
  today: string;
  maySetStrategy: boolean;
};

const KINDS = [
  { kind: "programme", name: "Programme years" },
  { kind: "academic", name: "Academic years" },
  { kind: "financial", name: "Financial years" },
  { kind: "calendar", name: "Calendar years" },
];

const hrefOf = (path: string, value: string) => `${path}?period=${encodeURIComponent(value)}`;

export function YearsPage({ years, strategy, today, maySetStrategy }: Props) {
  const [newest] = years;
  const shown = newest?.period.value.split("-")[0];
  return (
    <>
      <BackLink href={newest ? hrefOf(paths.reach(), newest.period.value) : paths.reach()}>Reach</BackLink>
      <PageHeading>Years side by side</PageHeading>
      <p className="govuk-body app-no-print">
        {KINDS.map(({ kind, name }, index) => (
          <span key={kind}>
            {index > 0 ? " | " : ""}
            {kind === shown ? (
              <strong>{name}</strong>
            ) : (
              <a className="govuk-link" href={hrefOf(paths.reachYears(), `${kind}-${today}`)}>
                {name}
              </a>
            )}
          </span>
        ))}
      </p>
      <p className="govuk-body">
        Each year counts its own students once. “By this day” is the same calendar day of each year: students whose first contact
        of that year was until then. School holidays move by a week at most.
      </p>
      {newest ? (
        <p className="govuk-body app-no-print">
          <a className="govuk-link" href={paths.reachCsv({ period: newest.period.value, table: "years" })}>
            This table as a CSV file
          </a>
        </p>
      ) : null}
      <DataTable
        caption="Students reached, up to ten years"
        rows={years}
        rowKey={({ period }) => period.value}
        columns={[
          {
            header: "Year",
            cell: ({ period, imported }) => (
              <>
                <a className="govuk-link" href={hrefOf(paths.reach(), period.value)}>
                  {period.name}
                </a>
                {imported > 0 ? " (imported)" : ""}
              </>
            ),
            rowHeader: true,
          },
          { header: "Students reached", cell: ({ figure }) => formatWhole(figure), numeric: true },
          { header: "Range", cell: ({ low, high }) => `${formatWhole(low)} to ${formatWhole(high)}` },
          {
            header: "By this day",
            cell: ({ sameDay, sameDayOn }) => `${formatWhole(sameDay)} (${formatShortDay(sameDayOn)} ${sameDayOn.slice(0, 4)})`,
            numeric: true,
          },
          { header: "Attendances", cell: ({ attendances }) => formatWhole(attendances), numeric: true },
          {
            header: "Target",
            cell: ({ period }) => (period.target === null ? "None" : formatWhole(period.target)),
            numeric: true,
          },
          {
            header: "Of them entered from before this service",
            cell: ({ imported }) => formatWhole(imported),
            numeric: true,
          },
        ]}
      />
      <h2 className="govuk-heading-l">Five-year strategy</h2>
      {strategy === null ? <p className="govuk-body">No strategy is kept yet.</p> : <Strategy {...strategy} />}
      {maySetStrategy ? (
        <p className="govuk-body app-no-print">
          <a className="govuk-link" href={reachPaths.strategy()}>
            {strategy === null ? "Set milestones for five years" : "Change the milestones"}
          </a>
        </p>
      ) : null}
    </>
  );
}

function Strategy({ milestones, chart }: NonNullable<Props["strategy"]>) {
  return (
    <>
      <ChartFigure chart={chart} withTable={false} />
      <DataTable
        caption="Milestones"
        rows={milestones}
        rowKey={({ value }) => value}
        columns={[
          {
            header: "Year",
            rowHeader: true,
            cell: ({ name, imported }) => (imported ? `${name} (imported)` : name),
          },
          { header: "Milestone", numeric: true, cell: ({ target }) => formatWhole(target) },
          {
            header: "Students reached",
            numeric: true,
            cell: ({ figure, target }) =>
              figure === null ? "To come" : `${formatWhole(figure)} (${Math.floor((figure / target) * 100)}%)`,
          },
          { header: "Where it stands", cell: ({ state }) => <State state={state} /> },
          { header: "What else is to be true", cell: ({ words }) => words || "Nothing else" },
        ]}
      />
      <p className="govuk-body app-no-print">
        <a className="govuk-link" href={paths.reachCsv({ table: "milestones" })}>
          The milestones as a CSV file
        </a>
      </p>
    </>
  );
}

const STATE_COLOURS: Readonly<Record<MilestoneState, TagColour>> = {
  reached: "green",
  not_reached: "orange",
  under_way: "blue",
  to_come: "grey",
};

function State({ state }: { state: MilestoneState }) {
  return <Tag colour={STATE_COLOURS[state]}>{MILESTONE_STATE_LABELS[state]}</Tag>;
}
