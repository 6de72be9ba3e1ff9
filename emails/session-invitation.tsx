import { formatDay, type Day } from "~/lib/london-time";
import { Action, BulletList, Note, Paragraph, renderEmail, type Email, type Sender } from "./layout";

export type SessionInvitationProps = {
  sender: Sender;
  /** "" where the address belongs to nobody in particular. */
  recipientName: string;
  schoolName: string;
  purpose: string;
  covered: readonly string[];
  /** A sentence of the coordinator's own; "" for none. */
  note: string;
  teamPhone: string;
  startUrl: string;
  expiresOn: Day;
  materialsUrl: string;
  stopUrl: string;
};

/** To a school that has not been visited this year: its link begins a request with the school filled in. */
export async function sessionInvitation(props: SessionInvitationProps): Promise<Email> {
  const { recipientName, schoolName } = props;
  return renderEmail(`A knife crime awareness session for ${schoolName}`, {
    sender: props.sender,
    preview: "Free for schools. Asking takes five minutes, without an account.",
    heading: `Would ${schoolName} like a session?`,
    children: (
      <>
        <Paragraph>{recipientName === "" ? "Hello," : `Hello ${recipientName},`}</Paragraph>
        <Paragraph>
          Our officers visit schools and youth settings to {props.purpose}. There is no charge. We would like to come to{" "}
          {schoolName}. A session covers:
        </Paragraph>
        <BulletList items={props.covered} />
        {props.note.trim() === "" ? null : <Note>{props.note}</Note>}
        <Action href={props.startUrl}>Ask for a session</Action>
        <Paragraph>
          The link has {schoolName} filled in and works until {formatDay(props.expiresOn)}. Asking takes about five minutes,
          without an account, and binds you to nothing.
        </Paragraph>
        <Paragraph>
          What students will see and hear: <a href={props.materialsUrl}>{props.materialsUrl}</a>
        </Paragraph>
        <Paragraph>If you would rather talk first, answer this mail or ring {props.teamPhone}.</Paragraph>
        <Paragraph>
          No more invitations to this address: <a href={props.stopUrl}>{props.stopUrl}</a>
        </Paragraph>
      </>
    ),
  });
}
