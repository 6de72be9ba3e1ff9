import { Fact, Paragraph, renderEmail, type Email, type Sender } from "./layout";
import { placeLine, visitDay, visitHours, type VisitFacts } from "./visit-facts";

export type VisitLeftProps = { sender: Sender; contactName: string; reference: string; visit: VisitFacts };

/** To a contact who was taken off; leaves together with the cancellation for them alone. The visit itself stands. */
export async function visitLeft(props: VisitLeftProps): Promise<Email> {
  const day = visitDay(props.visit);
  return renderEmail(`Out of your calendar: ${day} (${props.reference})`, {
    sender: props.sender,
    preview: "The visit itself takes place as planned.",
    heading: `The visit on ${day} is out of your calendar`,
    children: (
      <>
        <Paragraph>Hello {props.contactName},</Paragraph>
        <Paragraph>
          You are no longer a contact of this booking, so the entry in your calendar goes with this mail. The visit itself
          takes place as planned.
        </Paragraph>
        <Fact label="When">
          {day}, {visitHours(props.visit)}
        </Fact>
        <Fact label="Where">{placeLine(props.visit)}</Fact>
      </>
    ),
  });
}
