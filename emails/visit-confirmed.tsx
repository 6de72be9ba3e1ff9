import { formatMinutes } from "~/lib/london-time";
import { Action, BulletList, Fact, LinkList, Note, Paragraph, renderEmail, Subheading, type Email, type Sender } from "./layout";
import { visitDay, VisitFactList, type VisitFacts } from "./visit-facts";

export type VisitConfirmedProps = {
  sender: Sender;
  contactName: string;
  reference: string;
  visit: VisitFacts;
  /** Reception must know who comes. */
  presenterNames: readonly string[];
  toPrepare: readonly string[];
  /** What the team wants the school to know; may be empty. */
  noteForSchool?: string;
  bookingUrl: string;
  /** Says whether they will be there, without signing in. */
  answerUrl: string;
  /** Asks for another date or cancels, without signing in. */
  changeUrl: string;
  materialsUrl: string;
  /** What schools read before the day, each under its own address. */
  materials: readonly { title: string; url: string }[];
};

/** To the school's contacts; leaves together with the calendar invitation. */
export async function visitConfirmed(props: VisitConfirmedProps): Promise<Email> {
  const { visit } = props;
  const day = visitDay(visit);
  const arrive = formatMinutes(visit.arriveMinutes);
  return renderEmail(`Confirmed: ${day}, ${arrive} (${props.reference})`, {
    sender: props.sender,
    preview: `We arrive at ${visit.schoolName} at ${arrive}.`,
    heading: `We are coming on ${day}`,
    children: (
      <>
        <Paragraph>Hello {props.contactName},</Paragraph>
        <Paragraph>
          Your session is booked. The invitation with this mail puts it in your calendar; if anything changes, the entry
          changes with it.
        </Paragraph>
        <VisitFactList visit={visit} />
        <Fact label="Who comes">{props.presenterNames.join(", ")}</Fact>
        <Fact label="Your reference">{props.reference}</Fact>
        {props.noteForSchool === undefined || props.noteForSchool.trim() === "" ? null : (
          <>
            <Subheading>A note from us</Subheading>
            <Note>{props.noteForSchool}</Note>
          </>
        )}
        {props.toPrepare.length === 0 ? null : (
          <>
            <Subheading>What to prepare</Subheading>
            <BulletList items={props.toPrepare} />
          </>
        )}
        {props.materials.length === 0 ? null : (
          <>
            <Subheading>To read and to pass on</Subheading>
            <LinkList links={props.materials} />
          </>
        )}
        <Fact label="All materials">
          <a href={props.materialsUrl}>{props.materialsUrl}</a>
        </Fact>
        <Paragraph>
          Please say that you have seen this: <a href={props.answerUrl}>will you be there?</a>
        </Paragraph>
        <Paragraph>
          If the day no longer works, please tell us as soon as you can:{" "}
          <a href={props.changeUrl}>ask for another date or cancel</a>
        </Paragraph>
        <Action href={props.bookingUrl}>See or change your booking</Action>
      </>
    ),
  });
}
