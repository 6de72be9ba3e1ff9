import { formatMinutes } from "~/lib/london-time";
import { Action, Fact, Note, Paragraph, renderEmail, type Email, type Sender } from "./layout";
import { visitDay, visitHours, type VisitFacts } from "./visit-facts";

export type InvitationDeclinedProps = {
  sender: Sender;
  recipientName: string;
  /** Who cannot come. */
  who: string;
  role: "contact" | "presenter";
  visit: VisitFacts;
  reference: string;
  /** What they wrote with it; left out where it must stay inside the service. */
  note: string;
  visitUrl: string;
  gapsUrl: string;
};

/** To coordinators, at once. */
export async function invitationDeclined(props: InvitationDeclinedProps): Promise<Email> {
  const { who, role, visit } = props;
  const day = visitDay(visit);
  const isPresenter = role === "presenter";
  return renderEmail(`Cannot come: ${who}, ${day}, ${formatMinutes(visit.arriveMinutes)}, ${visit.schoolName}`, {
    sender: props.sender,
    preview: `${who} has declined the visit to ${visit.schoolName}.`,
    heading: isPresenter ? `${who} cannot present` : `${who} cannot be there`,
    children: (
      <>
        <Paragraph>Hello {props.recipientName},</Paragraph>
        <Paragraph>
          {isPresenter
            ? `${who} has declined this visit. It stands; somebody else has to go.`
            : `${who}, a contact of the school, has declined this visit. It stands until you or the school change it.`}
        </Paragraph>
        <Fact label="Visit">
          {day}, {visitHours(visit)}
        </Fact>
        <Fact label="School">{visit.schoolName}</Fact>
        {props.reference === "" ? null : <Fact label="Reference">{props.reference}</Fact>}
        {props.note.trim() === "" ? null : <Note>{props.note}</Note>}
        {isPresenter ? (
          <Paragraph>
            Who could go instead: <a href={props.gapsUrl}>visits without enough presenters</a>
          </Paragraph>
        ) : null}
        <Action href={props.visitUrl}>Open the visit</Action>
      </>
    ),
  });
}
