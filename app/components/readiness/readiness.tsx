import { ReadinessTag } from "~/components/readiness/readiness-form";
import { SummaryList } from "~/components/ui/summary-list";
import { countSettled, listReadiness, READINESS_POINTS, type ReadinessAnswers } from "~/domain/readiness";

/** On the visit's page: what is settled, and the way to settle the rest where one may. */
export function Readiness({ answers, href }: { answers: ReadinessAnswers; href: string | null }) {
  return (
    <section aria-labelledby="readiness">
      <h2 className="govuk-heading-m" id="readiness">
        Readiness
      </h2>
      <p className="govuk-body">
        <ReadinessTag settled={countSettled(answers)} of={READINESS_POINTS.length} />
      </p>
      <SummaryList rows={listReadiness(answers).map(({ key, value }) => ({ key, value: <Typed text={value} /> }))} />
      {href ? (
        <p className="govuk-body app-no-print">
          <a className="govuk-link" href={href}>
            Fill in for the school
          </a>
        </p>
      ) : null}
    </section>
  );
}

function Typed({ text }: { text: string }) {
  return <span className="app-typed">{text}</span>;
}
