import { Button } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { Tag } from "~/components/ui/tag";
import { describeOfferedDate, type OfferedPlan, type OfferStatus } from "~/domain/offers";
import { formatDay, formatInstant, type Day } from "~/lib/london-time";

type MadeOffer = {
  id: string;
  status: OfferStatus;
  createdAt: string;
  answerByOn: Day | null;
  answerNote: string;
  heldUntil: string | null;
  options: readonly { id: string; plan: OfferedPlan; pickedAt: string | null }[];
};

const STATUSES: Readonly<Record<OfferStatus, { label: string; colour: "blue" | "green" | "grey" | "orange" }>> = {
  open: { label: "Waiting for the school", colour: "blue" },
  accepted: { label: "Accepted", colour: "green" },
  declined: { label: "None suited the school", colour: "orange" },
  expired: { label: "No answer in time", colour: "orange" },
  replaced: { label: "Replaced or taken back", colour: "grey" },
};

/** What has been offered for a request, newest first, with what came back. */
export function OffersMade(props: {
  offers: readonly MadeOffer[];
  version: number;
  /** Where an open offer is taken back; null for those who may not. */
  withdrawAt: string | null;
}) {
  if (props.offers.length === 0) return null;
  return (
    <section aria-labelledby="offers-made">
      <h2 className="govuk-heading-m" id="offers-made">
        Dates offered
      </h2>
      {props.offers.map((offer) => (
        <div key={offer.id} className="govuk-!-margin-bottom-6">
          <p className="govuk-body">
            {formatInstant(new Date(offer.createdAt))}{" "}
            <Tag colour={STATUSES[offer.status].colour}>{STATUSES[offer.status].label}</Tag>
            {offer.status === "open" && offer.answerByOn ? ` until ${formatDay(offer.answerByOn)}` : null}
            {offer.heldUntil ? ", times kept free" : null}
          </p>
          <ul className="govuk-list govuk-list--bullet">
            {offer.options.map(({ id, plan, pickedAt }) => (
              <li key={id}>
                {describeOfferedDate(plan)}
                {pickedAt ? <strong> (chosen)</strong> : null}
              </li>
            ))}
          </ul>
          {offer.answerNote === "" ? null : (
            <p className="govuk-body app-typed">The school says: {offer.answerNote}</p>
          )}
          {offer.status === "open" && props.withdrawAt !== null ? (
            <Form action={props.withdrawAt}>
              <input type="hidden" name="version" value={props.version} />
              <Button look="secondary" name="intent" value="withdraw">
                Take this offer back
              </Button>
            </Form>
          ) : null}
        </div>
      ))}
    </section>
  );
}
