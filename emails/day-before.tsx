import { formatMinutes } from "~/lib/london-time";
import { Action, BulletList, Fact, LinkList, Paragraph, renderEmail, Subheading, type Email, type Sender } from "./layout";
import { visitDay, VisitFactList, type VisitFacts } from "./visit-facts";

export type DayBeforeProps = {
  sender: Sender;
  contactName: string;
  reference: string;
  visit: VisitFacts;
  presenterNames: readonly string[];
  /** Empty while nobody has said. */
  meets: string;
  safeguardingLead: string;
  needs: string;
  /** Points that are not settled yet, as labels. */
  open: readonly string[];
  settleUrl: string;
  changeUrl: string;
  materialsUrl: string;
  materials: readonly { title: string; url: string }[];
  choicesUrl: string;
};

const WHAT_STAFF_DO = [
  "Be in the room before the first session, with screen and sound on.",
  "Stay with the students throughout: the presenters lead the session, behaviour stays with the school.",
  "If a student becomes upset or says something that worries you, take them out quietly and tell the safeguarding lead.",
  "Students need not speak about themselves, and may leave with a member of staff at any time.",
];

const FOLLOW_UP = [
  "Leave a few minutes afterwards for questions to you, not about anybody by name.",
  "Tell students where to get help: the sheet in our materials says it in their words.",
];

/** One school day before: one page to hand to whoever covers the lesson. */
export async function dayBefore(props: DayBeforeProps): Promise<Email> {
  const { visit, open, reference } = props;
  const day = visitDay(visit);
  return renderEmail(`${open.length > 0 ? "Please settle today" : "For the day"}: ${day}, ${visit.schoolName} (${reference})`, {
    sender: props.sender,
    preview: `We arrive at ${formatMinutes(visit.arriveMinutes)}. One page for whoever covers the lesson.`,
    heading: `For ${day}: one page to pass on`,
    choicesUrl: props.choicesUrl,
    children: (
      <>
        <Paragraph>Hello {props.contactName},</Paragraph>
        <Paragraph>
          We are looking forward to your students. This page says all that a colleague needs who covers the lesson: please
          print it or pass it on.
        </Paragraph>
        {open.length === 0 ? null : (
          <>
            <Subheading>Still open</Subheading>
            <BulletList items={open} />
            <Action href={props.settleUrl}>Settle these points</Action>
          </>
        )}
        <VisitFactList visit={visit} />
        <Fact label="Who comes">{props.presenterNames.join(", ")}</Fact>
        <Fact label="Who meets them">{props.meets === "" ? "Not settled yet" : props.meets}</Fact>
        <Fact label="Safeguarding lead on the day">
          {props.safeguardingLead === "" ? "Not settled yet" : props.safeguardingLead}
        </Fact>
        {props.needs === "" ? null : <Fact label="Needs that the presenters know of">{props.needs}</Fact>}
        <Subheading>What staff do</Subheading>
        <BulletList items={WHAT_STAFF_DO} />
        <Subheading>Afterwards</Subheading>
        <BulletList items={FOLLOW_UP} />
        {props.materials.length === 0 ? null : <LinkList links={props.materials} />}
        <Fact label="All materials">
          <a href={props.materialsUrl}>{props.materialsUrl}</a>
        </Fact>
        <Fact label="Your reference">{reference}</Fact>
        <Paragraph>
          If the day no longer works: <a href={props.changeUrl}>tell us here</a>, and please ring as well.
        </Paragraph>
      </>
    ),
  });
}
