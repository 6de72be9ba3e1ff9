import { assertNever } from "~/lib/assert-never";
import type { MembershipDecision } from "~/domain/school-membership";
import { Action, Paragraph, renderEmail, type Email, type Sender } from "./layout";

export type MembershipDecidedProps = {
  sender: Sender;
  /** Empty where they never gave one. */
  contactName: string;
  schoolName: string;
  decision: MembershipDecision;
  /** They ended it themselves. */
  byThemselves: boolean;
  bookingsUrl: string;
};

/** To somebody who asked to see a school's other bookings. */
export async function membershipDecided(props: MembershipDecidedProps): Promise<Email> {
  const { contactName, schoolName, decision, byThemselves, bookingsUrl, sender } = props;
  const words = wordsFor(decision, schoolName, byThemselves);
  return renderEmail(words.subject, {
    sender,
    preview: words.preview,
    heading: words.heading,
    children: (
      <>
        <Paragraph>{contactName === "" ? "Hello," : `Hello ${contactName},`}</Paragraph>
        <Paragraph>{words.text}</Paragraph>
        <Action href={bookingsUrl}>Your bookings</Action>
        <Paragraph>If this is a mistake, please answer this mail.</Paragraph>
      </>
    ),
  });
}

function wordsFor(decision: MembershipDecision, schoolName: string, byThemselves: boolean) {
  switch (decision) {
    case "approved":
      return {
        subject: `You are a contact of ${schoolName}`,
        preview: "You now see the bookings of your school.",
        heading: "You are now a contact of your school",
        text: `When you sign in, you see the bookings of ${schoolName} beside those that you made yourself. A booking that a colleague made is theirs to change.`,
      };
    case "refused":
      return {
        subject: `About your question to see the bookings of ${schoolName}`,
        preview: "We could not open them to you. Your own bookings are not affected.",
        heading: "We could not open your school’s bookings to you",
        text: `We could not make sure that you book for ${schoolName}, so its other bookings stay closed to you. Your own bookings are not affected.`,
      };
    case "ended":
      return {
        subject: `You are no longer a contact of ${schoolName}`,
        preview: "Bookings that you made yourself are not affected.",
        heading: "You are no longer a contact of this school",
        text: `${byThemselves ? "As you asked, y" : "Y"}ou no longer see the bookings that colleagues made for ${schoolName}. Bookings that you made yourself are not affected.`,
      };
    default:
      return assertNever(decision);
  }
}
