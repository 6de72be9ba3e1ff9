import { Action, Fact, Paragraph, renderEmail, type Email, type Sender } from "./layout";

export type RequestWithdrawnProps = {
  sender: Sender;
  contactName: string;
  schoolName: string;
  reference: string;
  bookingUrl: string;
  newRequestUrl: string;
};

/** To the contacts, where no visit was booked: a cancelled visit has a mail of its own. */
export async function requestWithdrawn(props: RequestWithdrawnProps): Promise<Email> {
  return renderEmail(`Withdrawn: ${props.reference}`, {
    sender: props.sender,
    preview: "Your request is closed. There is nothing more to do.",
    heading: "Your request is withdrawn",
    children: (
      <>
        <Paragraph>Hello {props.contactName},</Paragraph>
        <Paragraph>
          As your school asked, the request for a session at {props.schoolName} is withdrawn. There is nothing more to do.
          You can ask again at any time.
        </Paragraph>
        <Action href={props.newRequestUrl}>Ask for another session</Action>
        <Fact label="Reference">{props.reference}</Fact>
        <Fact label="Your booking">
          <a href={props.bookingUrl}>{props.bookingUrl}</a>
        </Fact>
      </>
    ),
  });
}
