import type { ReactNode } from "react";

export type SummaryRow = {
  key: string;
  value: ReactNode;
  /** `about` completes the link for screen readers: "Change school". */
  change?: { href: string; about: string; text?: string };
};

type Props = { rows: readonly SummaryRow[]; withoutBorders?: boolean };

export function SummaryList({ rows, withoutBorders = false }: Props) {
  const anyChange = rows.some((row) => row.change);
  return (
    <dl
      className={withoutBorders ? "govuk-summary-list govuk-summary-list--no-border" : "govuk-summary-list"}
    >
      {rows.map((row) => (
        <div
          key={row.key}
          className={
            anyChange && !row.change
              ? "govuk-summary-list__row govuk-summary-list__row--no-actions"
              : "govuk-summary-list__row"
          }
        >
          <dt className="govuk-summary-list__key">{row.key}</dt>
          <dd className="govuk-summary-list__value">{row.value}</dd>
          {row.change ? (
            <dd className="govuk-summary-list__actions app-no-print">
              <a className="govuk-link" href={row.change.href}>
                {row.change.text ?? "Change"}
                <span className="govuk-visually-hidden"> {row.change.about}</span>
              </a>
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}
