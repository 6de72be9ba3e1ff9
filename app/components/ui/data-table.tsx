import { type ReactNode, useId } from "react";

export type Column<Row> = {
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Numbers stand to the right, so that their places line up. */
  numeric?: boolean;
  /** The cell that names the row. */
  rowHeader?: boolean;
};

type Props<Row> = {
  caption: ReactNode;
  captionSize?: "s" | "m" | "l";
  captionHidden?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  compact?: boolean;
  /** Shown in place of the table when there are no rows. */
  empty?: ReactNode;
  /** A last row of totals, one cell for each column. */
  footer?: readonly ReactNode[];
};

/** Tables with more columns than this, or columns of words, stand as a list of rows on a phone, each cell under its header. */
const MOST_COLUMNS_ON_A_PHONE = 3;
const MOST_COLUMNS_OF_WORDS_ON_A_PHONE = 2;

/**
 * Scrolls inside a region that the keyboard can reach, so that the page never scrolls sideways. The roles are said aloud
 * where rows are stacked: browsers forget them with another display.
 */
export function DataTable<Row>(props: Props<Row>) {
  const {
    caption,
    captionSize = "m",
    captionHidden = false,
    columns,
    rows,
    rowKey,
    compact,
    empty,
    footer,
  } = props;
  const captionId = useId();
  if (rows.length === 0 && empty !== undefined) {
    return (
      <>
        {captionHidden ? null : <h2 className={`govuk-heading-${captionSize}`}>{caption}</h2>}
        <p className="govuk-body">{empty}</p>
      </>
    );
  }
  const stacked =
    columns.length > MOST_COLUMNS_ON_A_PHONE ||
    columns.filter(({ numeric }) => !numeric).length > MOST_COLUMNS_OF_WORDS_ON_A_PHONE;
  const role = (name: string) => (stacked ? name : undefined);
  const labelOf = ({ header }: Column<Row>) => (stacked && typeof header === "string" ? header : undefined);
  const hidden = captionHidden ? " govuk-visually-hidden" : "";
  return (
    <div className="app-table-scroll" role="region" aria-labelledby={captionId} tabIndex={0}>
      <table className={tableClass({ compact, stacked })} role={role("table")}>
        <caption
          id={captionId}
          className={`govuk-table__caption govuk-table__caption--${captionSize}${hidden}`}
        >
          {caption}
        </caption>
        <thead className="govuk-table__head" role={role("rowgroup")}>
          <tr className="govuk-table__row" role={role("row")}>
            {columns.map((column, index) => (
              <th key={index} scope="col" role={role("columnheader")} className={headerClass(column.numeric)}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="govuk-table__body" role={role("rowgroup")}>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="govuk-table__row" role={role("row")}>
              {columns.map((column, index) =>
                column.rowHeader ? (
                  <th key={index} scope="row" role={role("rowheader")} className={headerClass(column.numeric)}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td
                    key={index}
                    role={role("cell")}
                    data-header={labelOf(column)}
                    className={cellClass(column.numeric)}
                  >
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {footer ? (
          <tfoot role={role("rowgroup")}>
            <tr className="govuk-table__row" role={role("row")}>
              {footer.map((content, index) =>
                index === 0 ? (
                  <th key={index} scope="row" role={role("rowheader")} className="govuk-table__header">
                    {content}
                  </th>
                ) : (
                  <td
                    key={index}
                    role={role("cell")}
                    data-header={columns[index] && labelOf(columns[index])}
                    className={`${cellClass(columns[index]?.numeric)} govuk-!-font-weight-bold`}
                  >
                    {content}
                  </td>
                ),
              )}
            </tr>
          </tfoot>
        ) : null}
      </table>
    </div>
  );
}

function tableClass({ compact, stacked }: { compact?: boolean; stacked: boolean }): string {
  return ["govuk-table", compact ? "app-table--compact" : "", stacked ? "app-table--stacked" : ""]
    .filter((name) => name !== "")
    .join(" ");
}

function headerClass(numeric: boolean | undefined): string {
  return numeric ? "govuk-table__header govuk-table__header--numeric" : "govuk-table__header";
}

function cellClass(numeric: boolean | undefined): string {
  return numeric ? "govuk-table__cell govuk-table__cell--numeric" : "govuk-table__cell";
}
