import { formatDay } from "~/lib/london-time";
import { Action, BulletList, Fact, Paragraph, renderEmail, Subheading, type Email, type Sender } from "./layout";

export type RequestReceivedProps = {
  sender: Sender;
  contactName: string;
  schoolName: string;
  reference: string;
  /** Calendar day, YYYY-MM-DD. */
  answerByOn: string;
  /** What was asked for, one line a group: "Year 9, about 180 students, assembly". */
  askedFor: readonly string[];
  /** Who of the team entered it for the school on the phone; null when the contact asked by themself. */
  enteredByName: string | null;
  /** The address to sign in with. */
  contactEmail: string;
  bookingUrl: string;
  materialsUrl: string;
};

export async function requestReceived(props: RequestReceivedProps): Promise<Email> {
  const answerBy = formatDay(props.answerByOn);
  const enteredBy = props.enteredByName === null ? null : props.enteredByName || "A member of our team";
  return renderEmail(`We have your request: ${props.reference}`, {
    sender: props.sender,
    preview: `We will answer by ${answerBy}.`,
    heading: "We have your request",
    children: (
      <>
        <Paragraph>Hello {props.contactName},</Paragraph>
        <Paragraph>
          Thank you for asking for a session at {props.schoolName}. We will answer by <strong>{answerBy}</strong>.
        </Paragraph>
        {enteredBy === null ? null : (
          <Paragraph>
            {enteredBy} entered this request for you when you spoke to us. To see or change it, open your booking below and
            sign in with {props.contactEmail}: we send a code to this mailbox, and no password is
            needed. If you did not ask for a session, please answer this mail.
          </Paragraph>
        )}
        <Fact label="Your reference">{props.reference}</Fact>
        <Subheading>What you asked for</Subheading>
        <BulletList items={props.askedFor} />
        <Subheading>What happens next</Subheading>
        <BulletList
          items={[
            "We look for presenters who are free on the days you named.",
            "When one of them works, we confirm it by mail, with an invitation for your calendar.",
            "When none does, we write to you to find another day.",
          ]}
        />
        <Paragraph>There is nothing you need to do now.</Paragraph>
        <Action href={props.bookingUrl}>See your booking</Action>
        <Fact label="What students will see and hear, and letters for parents">
          <a href={props.materialsUrl}>{props.materialsUrl}</a>
        </Fact>
      </>
    ),
  });
}
