import { formatShown } from "~/components/reach/numbers";
import { DataTable, type Column } from "~/components/ui/data-table";
import { DIMENSIONS, type Dimension } from "~/domain/reach-dimensions";
import type { Shown } from "~/domain/small-numbers";

type Numbers = { figure: Shown | null; attendances: Shown; studentHours: Shown };
type PartView = Numbers & { key: string; name: string };

export type BreakdownView = { dimension: Dimension; parts: readonly PartView[]; total: Numbers };

type Props = {
  breakdown: BreakdownView;
  caption?: string;
  /** Where the sessions of a part are listed. */
  hrefOf?: (dimension: Dimension, key: string) => string;
  /** The same table as a file. */
  csvHref?: string;
  /** Not where only the largest parts are shown. */
  withTotal?: boolean;
};

/** One split of the whole. Students reached stand in it only where they can be told (rule 5). */
export function BreakdownTable({ breakdown, caption, hrefOf, csvHref, withTotal = true }: Props) {
  const { dimension, parts, total } = breakdown;
  const { header, caption: usual } = DIMENSIONS[dimension];
  const numeric = (title: string, of: (numbers: Numbers) => Shown | null): Column<PartView>[] =>
    of(total) === null ? [] : [{ header: title, cell: (part) => formatShown(of(part) ?? 0), numeric: true }];
  const columns: Column<PartView>[] = [
    {
      header,
      cell: ({ key, name }) =>
        hrefOf ? (
          <a className="govuk-link" href={hrefOf(dimension, key)}>
            {name}
          </a>
        ) : (
          name
        ),
      rowHeader: true,
    },
    ...numeric("Students reached", ({ figure }) => figure),
    ...numeric("Attendances", ({ attendances }) => attendances),
    ...numeric("Student-hours", ({ studentHours }) => studentHours),
  ];
  const totals = [total.figure, total.attendances, total.studentHours].flatMap((value) =>
    value === null ? [] : [formatShown(value)],
  );
  return (
    <>
      <DataTable
        caption={caption ?? usual}
        compact
        rows={parts}
        rowKey={({ key }) => key}
        columns={columns}
        empty="Nothing has been counted in this period."
        footer={withTotal ? ["Total", ...totals] : undefined}
      />
      {csvHref && parts.length > 0 ? (
        <p className="govuk-body-s app-no-print app-under-table">
          <a className="govuk-link" href={csvHref}>
            {caption ?? usual} as a CSV file
          </a>
        </p>
      ) : null}
    </>
  );
}
