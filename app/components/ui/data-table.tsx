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

/** Scrolls inside a region that the keyboard can reach, so that the page never scrolls sideways. */
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
  const hidden = captionHidden ? " govuk-visually-hidden" : "";
  return (
    <div className="app-table-scroll" role="region" aria-labelledby={captionId} tabIndex={0}>
      <table className={compact ? "govuk-table app-table--compact" : "govuk-table"}>
        <caption
          id={captionId}
          className={`govuk-table__caption govuk-table__caption--${captionSize}${hidden}`}
        >
          {caption}
        </caption>
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            {columns.map((column, index) => (
              <th key={index} scope="col" className={headerClass(column.numeric)}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="govuk-table__body">
          {rows.map((row) => (
            <tr key={rowKey(row)} className="govuk-table__row">
              {columns.map((column, index) =>
                column.rowHeader ? (
                  <th key={index} scope="row" className={headerClass(column.numeric)}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={index} className={cellClass(column.numeric)}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        {footer ? (
          <tfoot>
            <tr className="govuk-table__row">
              {footer.map((content, index) =>
                index === 0 ? (
                  <th key={index} scope="row" className="govuk-table__header">
                    {content}
                  </th>
                ) : (
                  <td
                    key={index}
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

function headerClass(numeric: boolean | undefined): string {
  return numeric ? "govuk-table__header govuk-table__header--numeric" : "govuk-table__header";
}

function cellClass(numeric: boolean | undefined): string {
  return numeric ? "govuk-table__cell govuk-table__cell--numeric" : "govuk-table__cell";
}
