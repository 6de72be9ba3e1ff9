import { whenOf } from "~/components/away/affected-form";
import { ButtonLink } from "~/components/ui/button";
import { Tag } from "~/components/ui/tag";
import { paths } from "~/config/paths";
import type { Day } from "~/lib/london-time";

type Outcome = {
  visitId: string;
  schoolName: string;
  onDate: Day;
  startsAt: string;
  endsAt: string;
  outcome: "reassigned" | "left" | "refused";
  sentence: string;
};

/** What became of each visit. */
export function AwayOutcomes({ outcomes }: { outcomes: readonly Outcome[] }) {
  return (
    <>
      <p className="govuk-body">The absence is recorded.</p>
      {outcomes.length === 0 ? <p className="govuk-body">No visit was planned in this time.</p> : null}
      <ul className="govuk-list">
        {outcomes.map((each) => (
          <li key={each.visitId} className="app-booking">
            <p className="govuk-body govuk-!-margin-bottom-2">
              <a className="govuk-link" href={paths.visit(each.visitId)}>
                {each.schoolName}
              </a>
              , {whenOf(each)}
            </p>
            <p className="govuk-body govuk-!-margin-bottom-0">{wordsOf(each)}</p>
          </li>
        ))}
      </ul>
      <div className="govuk-button-group">
        <ButtonLink href={paths.ring()}>Whom to ring, today and tomorrow</ButtonLink>
        <a className="govuk-link" href={paths.review()}>
          Visits to look at
        </a>
      </div>
    </>
  );
}

function wordsOf({ outcome, sentence }: Outcome) {
  switch (outcome) {
    case "reassigned":
      return (
        <>
          <Tag colour="green">Reassigned</Tag> The invitations are on their way.
        </>
      );
    case "left":
      return (
        <>
          <Tag colour="grey">As it was</Tag> It is on the list of visits to look at.
        </>
      );
    case "refused":
      return (
        <>
          <Tag colour="red">Not changed</Tag> {sentence} It is on the list of visits to look at.
        </>
      );
  }
}
