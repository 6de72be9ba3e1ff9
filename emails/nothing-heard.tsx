import { formatDay, type Day } from "~/lib/london-time";
import { Action, Fact, Paragraph, renderEmail, type Email, type Sender } from "./layout";

export type NothingHeardProps = {
  sender: Sender;
  contactName: string;
  schoolName: string;
  reference: string;
  answerByOn: Day;
  teamPhone: string;
  bookingUrl: string;
};

/** To the contacts of a request that the team has not answered by its day. */
export async function nothingHeard(props: NothingHeardProps): Promise<Email> {
  return renderEmail(`We owe you an answer: ${props.schoolName} (${props.reference})`, {
    sender: props.sender,
    preview: "Your request is not forgotten. The team has been told.",
    heading: "We owe you an answer",
    children: (
      <>
        <Paragraph>Hello {props.contactName},</Paragraph>
        <Paragraph>
          We said that we would answer your request by {formatDay(props.answerByOn)}, and we have not. We are sorry. Your
          request is not forgotten: our coordinators have been told today that it waits.
        </Paragraph>
        <Fact label="Your reference">{props.reference}</Fact>
        <Paragraph>
          You need do nothing. To speak to somebody, ring {props.teamPhone} and give the reference, or answer this mail.
        </Paragraph>
        <Action href={props.bookingUrl}>See your booking</Action>
      </>
    ),
  });
}
