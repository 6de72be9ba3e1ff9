import { Fact, Paragraph, renderEmail, type Email, type Sender } from "./layout";
import { placeLine, visitDay, visitHours, type VisitFacts } from "./visit-facts";

export type VisitLeftProps = {
  sender: Sender;
  audience: "contact" | "presenter";
  recipientName: string;
  reference: string;
  /** As it stands in the recipient's calendar. */
  visit: VisitFacts;
};

/** To somebody who was taken off; leaves together with the cancellation for them alone. The visit itself stands. */
export async function visitLeft(props: VisitLeftProps): Promise<Email> {
  const day = visitDay(props.visit);
  const isContact = props.audience === "contact";
  const subject = isContact
    ? `Out of your calendar: ${day} (${props.reference})`
    : `Out of your calendar: ${day}, ${props.visit.schoolName}`;
  return renderEmail(subject, {
    sender: props.sender,
    preview: isContact ? "The visit itself takes place as planned." : "You are no longer down to present.",
    heading: `The visit on ${day} is out of your calendar`,
    children: (
      <>
        <Paragraph>Hello {props.recipientName},</Paragraph>
        <Paragraph>
          {isContact
            ? "You are no longer a contact of this booking, so the entry in your calendar goes with this mail. The visit itself takes place as planned."
            : "You are no longer down to present at this visit, so the entry in your calendar goes with this mail."}
        </Paragraph>
        <Fact label="When">
          {day}, {visitHours(props.visit)}
        </Fact>
        <Fact label="Where">{placeLine(props.visit)}</Fact>
      </>
    ),
  });
}
