import { Action, Fact, Paragraph, renderEmail, type Email, type Sender } from "./layout";

export type ContactAddedProps = {
  sender: Sender;
  contactName: string;
  schoolName: string;
  reference: string;
  bookingUrl: string;
  /** The mailbox that a code is sent to. */
  email: string;
};

/** To a second contact. Invitations to visits that are booked already follow in mails of their own. */
export async function contactAdded(props: ContactAddedProps): Promise<Email> {
  return renderEmail(`You are a contact for a session at ${props.schoolName}: ${props.reference}`, {
    sender: props.sender,
    preview: "You can see the booking and change it.",
    heading: "You have been added as a contact of a booking",
    children: (
      <>
        <Paragraph>Hello {props.contactName},</Paragraph>
        <Paragraph>
          You have been named as a contact for a session at {props.schoolName}. When it is booked, the invitation comes to
          your calendar as well.
        </Paragraph>
        <Fact label="Reference">{props.reference}</Fact>
        <Paragraph>
          To see or change the booking, sign in with {props.email}: we send a code to this mailbox, and no password is
          needed.
        </Paragraph>
        <Action href={props.bookingUrl}>See the booking</Action>
        <Paragraph>If this is a mistake, please answer this mail and we take you off.</Paragraph>
      </>
    ),
  });
}
