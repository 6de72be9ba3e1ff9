import { formatDay, type Day } from "~/lib/london-time";
import { Action, LinkList, Paragraph, renderEmail, type Email, type Sender } from "./layout";

export type WaitingLine = { reference: string; schoolName: string; answerByOn: Day | null; url: string };

export type RequestsWaitingProps = {
  sender: Sender;
  recipientName: string;
  /** New since the last digest, or not answered by their day. */
  about: "new" | "unanswered";
  requests: readonly WaitingLine[];
  today: Day;
  inboxUrl: string;
  choicesUrl: string;
};

/** To coordinators: what came in, or what nobody has answered. Nothing hints at why a school asks. */
export async function requestsWaiting(props: RequestsWaitingProps): Promise<Email> {
  const { requests, about, today } = props;
  const count = requests.length;
  const noun = count === 1 ? "request" : "requests";
  const isNew = about === "new";
  const [first] = requests;
  const whose = count === 1 && first ? `${first.schoolName} (${first.reference})` : `${count} ${noun}`;
  return renderEmail(`${isNew ? "New" : "Not answered in time"}: ${whose}, ${formatDay(today)}`, {
    sender: props.sender,
    preview: requests.map(({ schoolName }) => schoolName).join(", "),
    heading: isNew ? `${count} new ${noun}` : `${count} ${noun} past the answer-by day`,
    choicesUrl: props.choicesUrl,
    children: (
      <>
        <Paragraph>Hello {props.recipientName},</Paragraph>
        <Paragraph>
          {isNew
            ? "These have come in and wait in the inbox:"
            : "We promised these schools an answer by a day that has passed. They have been told that we are sorry, and that you know:"}
        </Paragraph>
        <LinkList
          links={requests.map(({ schoolName, reference, answerByOn, url }) => ({
            title: `${schoolName}, ${reference}${answerByOn === null ? "" : `: answer by ${formatDay(answerByOn)}`}`,
            url,
          }))}
        />
        <Action href={props.inboxUrl}>Open the inbox</Action>
      </>
    ),
  });
}
