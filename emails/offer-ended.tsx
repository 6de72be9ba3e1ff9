import { formatDay, type Day } from "~/lib/london-time";
import { Action, Fact, Paragraph, renderEmail, type Email, type Sender } from "./layout";

export type OfferEndedProps = {
  sender: Sender;
  contactName: string;
  schoolName: string;
  reference: string;
  /** Taken back by the team, or not answered in time. */
  how: "withdrawn" | "expired";
  answerByOn: Day;
  teamPhone: string;
  bookingUrl: string;
};

const WORDS = {
  withdrawn: "We are sorry: we have had to take the dates back that we offered you.",
  expired: "The dates that we offered you have run out, since we did not hear which one suits.",
} as const;

/** To contacts, when dates that they were offered can no longer be chosen. */
export async function offerEnded(props: OfferEndedProps): Promise<Email> {
  const { how, schoolName, reference, answerByOn } = props;
  return renderEmail(`The dates we offered are no longer open: ${reference}`, {
    sender: props.sender,
    preview: `Your request stays with us. We answer by ${formatDay(answerByOn)}.`,
    heading: "The dates we offered are no longer open",
    children: (
      <>
        <Paragraph>Hello {props.contactName},</Paragraph>
        <Paragraph>{WORDS[how]}</Paragraph>
        <Paragraph>
          Your request for {schoolName} ({reference}) stays open. We are looking for a date again and will answer by{" "}
          <strong>{formatDay(answerByOn)}</strong>. You need do nothing. If other days suit you now, tell us from your
          booking, or ring {props.teamPhone}.
        </Paragraph>
        <Action href={props.bookingUrl}>See your booking</Action>
        <Fact label="Reference">{reference}</Fact>
      </>
    ),
  });
}
