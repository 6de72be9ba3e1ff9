import { formatMinutes } from "~/lib/london-time";
import { Action, BulletList, Fact, Paragraph, renderEmail, Subheading, type Email, type Sender } from "./layout";
import { visitDay, VisitFactList, type VisitFacts } from "./visit-facts";

export type ReadinessReminderProps = {
  sender: Sender;
  contactName: string;
  reference: string;
  visit: VisitFacts;
  /** Points that are not settled yet, as labels. */
  open: readonly string[];
  of: number;
  /** A later mail about the same points. */
  isChase: boolean;
  /** Settles without signing in. */
  settleUrl: string;
  /** Asks for another date or cancels, without signing in. */
  changeUrl: string;
  choicesUrl: string;
};

/** To the school's contacts, seven school days before, and again while something is open. */
export async function readinessReminder(props: ReadinessReminderProps): Promise<Email> {
  const { visit, open, of, isChase, reference } = props;
  const day = visitDay(visit);
  const settled = of - open.length;
  const subject = isChase ? "Still to settle" : open.length === 0 ? "Coming up" : "Getting ready";
  return renderEmail(`${subject}: ${day}, ${visit.schoolName} (${reference})`, {
    sender: props.sender,
    preview: open.length === 0 ? "Everything is settled. Thank you." : `${settled} of ${of} points are settled.`,
    heading: isChase ? `A few things are still open for ${day}` : `Your session on ${day}`,
    choicesUrl: props.choicesUrl,
    children: (
      <>
        <Paragraph>Hello {props.contactName},</Paragraph>
        {open.length === 0 ? (
          <Paragraph>
            We are coming on {day}, and you have settled everything that the day needs. Thank you. There is nothing more to
            do.
          </Paragraph>
        ) : (
          <>
            <Paragraph>
              {isChase
                ? `We arrive on ${day} at ${formatMinutes(visit.arriveMinutes)}, and these points are not settled yet:`
                : `We arrive on ${day} at ${formatMinutes(visit.arriveMinutes)}. So that it goes well for your students, please tell us about:`}
            </Paragraph>
            <BulletList items={open} />
            <Paragraph>It takes about two minutes, and you do not need to sign in.</Paragraph>
          </>
        )}
        <Action href={props.settleUrl}>{open.length === 0 ? "See what is settled" : "Settle these points"}</Action>
        <VisitFactList visit={visit} />
        <Fact label="Your reference">{reference}</Fact>
        <Subheading>If the day no longer works</Subheading>
        <Paragraph>
          Please tell us as soon as you can: <a href={props.changeUrl}>ask for another date or cancel</a>
        </Paragraph>
      </>
    ),
  });
}
