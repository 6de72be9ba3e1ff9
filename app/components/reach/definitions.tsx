import { Details } from "~/components/ui/details";
import { DEFINITIONS } from "~/domain/reach-definitions";

/** What every figure means; the same words stand on the first sheet of exports. */
export function Definitions({ version }: { version: string }) {
  return (
    <Details summary="What each figure means">
      <dl className="govuk-summary-list govuk-summary-list--no-border">
        {DEFINITIONS.map(({ term, text }) => (
          <div key={term} className="govuk-summary-list__row">
            <dt className="govuk-summary-list__key">{term}</dt>
            <dd className="govuk-summary-list__value">{text}</dd>
          </div>
        ))}
      </dl>
      <p className="govuk-body">Definition of students reached, version {version}.</p>
    </Details>
  );
}
