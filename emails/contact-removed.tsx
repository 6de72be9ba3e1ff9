import { Fact, Paragraph, renderEmail, type Email, type Sender } from "./layout";

export type ContactRemovedProps = { sender: Sender; contactName: string; schoolName: string; reference: string };

/** To somebody who was second contact. What stands in their calendar is taken out by a mail for each visit. */
export async function contactRemoved(props: ContactRemovedProps): Promise<Email> {
  return renderEmail(`You are no longer a contact for ${props.schoolName}: ${props.reference}`, {
    sender: props.sender,
    preview: "There is nothing you need to do.",
    heading: "You are no longer a contact of this booking",
    children: (
      <>
        <Paragraph>Hello {props.contactName},</Paragraph>
        <Paragraph>
          The booking for {props.schoolName} goes on with another contact. You get no more mails about it, and there is
          nothing you need to do.
        </Paragraph>
        <Fact label="Reference">{props.reference}</Fact>
      </>
    ),
  });
}
