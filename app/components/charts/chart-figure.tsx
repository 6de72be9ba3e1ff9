import { DataTable } from "~/components/ui/data-table";

export type ChartFigureView = {
  id: string;
  title: string;
  sentence: string;
  svg: string;
  columns: readonly string[];
  rows: readonly { name: string; values: readonly string[] }[];
};

/** A chart, what it says in a sentence, and its figures as a table for whoever would rather read. */
export function ChartFigure({ chart, withTable = true }: { chart: ChartFigureView; withTable?: boolean }) {
  const [header = "", ...numbers] = chart.columns;
  return (
    <figure className="app-chart-figure" aria-labelledby={`chart-${chart.id}`}>
      <h3 className="govuk-heading-s" id={`chart-${chart.id}`}>
        {chart.title}
      </h3>
      <p className="govuk-body">{chart.sentence}</p>
      <div dangerouslySetInnerHTML={{ __html: chart.svg }} />
      {withTable ? (
        <details className="govuk-details app-no-print">
          <summary className="govuk-details__summary">
            <span className="govuk-details__summary-text">The figures of this chart</span>
          </summary>
          <div className="govuk-details__text">
            <ChartTable chart={chart} header={header} numbers={numbers} />
          </div>
        </details>
      ) : null}
    </figure>
  );
}

type TableProps = { chart: ChartFigureView; header: string; numbers: readonly string[] };

function ChartTable({ chart, header, numbers }: TableProps) {
  return (
    <DataTable
      caption={chart.title}
      captionHidden
      compact
      rows={chart.rows}
      rowKey={({ name }) => name}
      columns={[
        { header, rowHeader: true, cell: ({ name }) => name },
        ...numbers.map((each, index) => ({
          header: each,
          numeric: true,
          cell: ({ values }: ChartFigureView["rows"][number]) => values[index] ?? "",
        })),
      ]}
    />
  );
}
