import { formatDay, type Day } from "~/lib/london-time";
import { Action, BulletList, Fact, Note, Paragraph, renderEmail, type Email, type Sender } from "./layout";

export type SchoolWroteProps = {
  sender: Sender;
  recipientName: string;
  /** A message, a wish for another date, a cancelled visit, or offered dates that came to nothing. */
  what: "message" | "another_date" | "cancelled" | "offer_declined" | "offer_gone";
  schoolName: string;
  reference: string;
  /** The visit's day; null for a message about a request. */
  onDate: Day | null;
  reasons: readonly string[];
  /** Left out where it must stay inside the service. */
  body: string;
  url: string;
};

const WORDS = {
  message: { subject: "The school has written", sentence: "has written to the team." },
  another_date: { subject: "Another date asked for", sentence: "asks for another date. The visit stands until you move it." },
  cancelled: { subject: "Cancelled by the school", sentence: "has cancelled this visit. Presenters have been told." },
  offer_declined: {
    subject: "None of the dates suits",
    sentence: "cannot take any of the dates that were offered. The request is in the inbox again.",
  },
  offer_gone: {
    subject: "Offered dates are gone",
    sentence: "chose an offered date that is taken meanwhile, and no other was found. The request is in the inbox again.",
  },
} as const;

const ACTIONS = {
  message: "Read and answer",
  another_date: "Open the visit",
  cancelled: "Open the visit",
  offer_declined: "Open the request",
  offer_gone: "Open the request",
} as const;

/** To coordinators, at once. */
export async function schoolWrote(props: SchoolWroteProps): Promise<Email> {
  const { what, schoolName, reference, onDate, reasons, body } = props;
  const { subject, sentence } = WORDS[what];
  const day = onDate === null ? "" : `${formatDay(onDate)}, `;
  return renderEmail(`${subject}: ${day}${schoolName} (${reference})`, {
    sender: props.sender,
    preview: `${schoolName} ${sentence}`,
    heading: subject,
    children: (
      <>
        <Paragraph>Hello {props.recipientName},</Paragraph>
        <Paragraph>{`${schoolName} ${sentence}`}</Paragraph>
        {onDate === null ? null : <Fact label="Visit">{formatDay(onDate)}</Fact>}
        <Fact label="Reference">{reference}</Fact>
        {reasons.length === 0 ? null : <BulletList items={reasons} />}
        {body.trim() === "" ? null : <Note>{body}</Note>}
        <Action href={props.url}>{ACTIONS[what]}</Action>
      </>
    ),
  });
}
