import { NO_CAUSE, type ContextWords } from "~/domain/context-figure";
import { formatDay } from "~/lib/london-time";

const NUMBER = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 });

export const formatContext = (figure: number): string => NUMBER.format(figure);

/** Numbers from elsewhere beside the headline, each with its source and day; nothing where none is kept. */
export function ContextFigures({ figures }: { figures: readonly (ContextWords & { id: string })[] }) {
  if (figures.length === 0) return null;
  return (
    <section aria-labelledby="context">
      <h2 className="govuk-heading-m" id="context">
        For context
      </h2>
      <p className="govuk-body">{NO_CAUSE}</p>
      <dl className="govuk-summary-list">
        {figures.map(({ id, label, figure, area, period, source, link, asAtOn }) => (
          <div key={id} className="govuk-summary-list__row">
            <dt className="govuk-summary-list__key">
              {label}: {formatContext(figure)}
            </dt>
            <dd className="govuk-summary-list__value">
              {area}, {period}. Source:{" "}
              {link === "" ? (
                source
              ) : (
                <a className="govuk-link" href={link} rel="noreferrer">
                  {source}
                </a>
              )}
              , as at {formatDay(asAtOn)}.
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
