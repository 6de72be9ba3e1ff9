import { formatDay, type Day } from "~/lib/london-time";
import { Action, BulletList, Fact, Note, Paragraph, renderEmail, Subheading, type Email, type Sender } from "./layout";

export type DatesOfferedProps = {
  sender: Sender;
  contactName: string;
  schoolName: string;
  reference: string;
  formatName: string;
  /** In words, in order of time. */
  dates: readonly string[];
  noteForSchool: string;
  answerByOn: Day;
  /** Answers without signing in. */
  answerUrl: string;
  bookingUrl: string;
};

export async function datesOffered(props: DatesOfferedProps): Promise<Email> {
  const { formatName, schoolName, reference, noteForSchool } = props;
  return renderEmail(`Please choose a date: ${reference}`, {
    sender: props.sender,
    preview: `We can come on other days than you asked for. Please choose by ${formatDay(props.answerByOn)}.`,
    heading: "Please choose a date",
    children: (
      <>
        <Paragraph>Hello {props.contactName},</Paragraph>
        <Paragraph>
          None of the dates that you asked for works for us, and we are sorry about that. For {formatName.toLowerCase()} at{" "}
          {schoolName} ({reference}) we can come at these times:
        </Paragraph>
        <Subheading>Dates you can choose from</Subheading>
        <BulletList items={props.dates} />
        {noteForSchool.trim() === "" ? null : <Note>{noteForSchool}</Note>}
        <Paragraph>Choose one of them, or tell us that none suits you. You do not need to sign in.</Paragraph>
        <Action href={props.answerUrl}>Choose a date</Action>
        <Fact label="Please answer by">{formatDay(props.answerByOn)}</Fact>
        <Paragraph>
          A date is yours once you have chosen it. If somebody else is quicker, we show you other dates at once.
        </Paragraph>
        <Fact label="Your booking">
          <a href={props.bookingUrl}>{props.bookingUrl}</a>
        </Fact>
      </>
    ),
  });
}
