import { formatDay, type Day } from "~/lib/london-time";
import { Action, BulletList, Fact, LinkList, Paragraph, renderEmail, type Email, type Sender } from "./layout";

export type AfterVisitProps = {
  sender: Sender;
  contactName: string;
  schoolName: string;
  reference: string;
  onDate: Day;
  /** One page: numbers to confirm, feedback, materials. */
  afterUrl: string;
  materialsUrl: string;
  materials: readonly { title: string; url: string }[];
  choicesUrl: string;
};

/** To the school's contacts when the visit is over: the last of five mails. */
export async function afterVisit(props: AfterVisitProps): Promise<Email> {
  const day = formatDay(props.onDate);
  return renderEmail(`Thank you: ${day}, ${props.schoolName} (${props.reference})`, {
    sender: props.sender,
    preview: "Two minutes for how it was, and materials to go on with.",
    heading: "Thank you for having us",
    choicesUrl: props.choicesUrl,
    children: (
      <>
        <Paragraph>Hello {props.contactName},</Paragraph>
        <Paragraph>Thank you for having us on {day}. One page, without signing in, is for:</Paragraph>
        <BulletList
          items={[
            "the number of students who were there: please confirm or correct it",
            "how the session was for your school",
            "materials to go on with",
          ]}
        />
        <Action href={props.afterUrl}>Confirm the numbers and tell us how it was</Action>
        {props.materials.length === 0 ? null : <LinkList links={props.materials} />}
        <Fact label="All materials">
          <a href={props.materialsUrl}>{props.materialsUrl}</a>
        </Fact>
        <Fact label="Your reference">{props.reference}</Fact>
        <Paragraph>
          If something that a student said since then worries you, follow your school’s own safeguarding process first.
        </Paragraph>
      </>
    ),
  });
}
