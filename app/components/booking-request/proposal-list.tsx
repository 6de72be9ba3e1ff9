import { Button } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { paths } from "~/config/paths";

export type ProposalView = {
  /** The plan as the form sends it back. */
  plan: string;
  words: string;
  presenters: readonly string[];
  travelMinutes: number;
  reasons: readonly string[];
  /** For coordinators alone: it is not sent back with the form. */
  areaReason: string | null;
};

type Props = {
  reference: string;
  version: number;
  contacts: readonly string[];
  proposals: readonly ProposalView[];
};

/** Whole visits that could be scheduled as they stand, best first, each with why, and who would be told. */
export function ProposalList({ reference, version, contacts, proposals }: Props) {
  return (
    <ol className="govuk-list app-proposals">
      {proposals.map((proposal) => (
        <li key={proposal.plan} className="app-proposal">
          <h3 className="govuk-heading-s govuk-!-margin-bottom-1">{proposal.words}</h3>
          <p className="govuk-body govuk-!-margin-bottom-1">{proposal.presenters.join(", ")}</p>
          <ul className="govuk-list govuk-list--bullet govuk-body-s">
            {proposal.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
            {proposal.areaReason === null ? null : <li>{proposal.areaReason}</li>}
          </ul>
          <Form action={paths.proposals(reference)}>
            <input type="hidden" name="version" value={version} />
            <input type="hidden" name="plan" value={proposal.plan} />
            <input type="hidden" name="because" value={proposal.reasons.join("; ")} />
            <Button look="secondary">
              Schedule this visit<span className="govuk-visually-hidden"> on {proposal.words}</span>
            </Button>
          </Form>
          <p className="govuk-hint govuk-!-font-size-16">
            Invitations go to {[...contacts, ...proposal.presenters].join(", ")}.
          </p>
        </li>
      ))}
    </ol>
  );
}
