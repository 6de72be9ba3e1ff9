import { formatMinutes } from "~/lib/london-time";
import { Action, Fact, Note, Paragraph, renderEmail, Subheading, type Email, type Sender } from "./layout";
import { visitDay, VisitFactList, type VisitFacts } from "./visit-facts";

export type VisitAssignedProps = {
  sender: Sender;
  presenterName: string;
  reference: string;
  visit: VisitFacts;
  /** Everyone who presents, the reader included. */
  presenterNames: readonly string[];
  askFor: string;
  phone?: string;
  noteForTeam?: string;
  visitUrl: string;
  /** Says whether they will be there, without signing in. */
  answerUrl: string;
};

/** To each presenter; leaves together with the calendar invitation. */
export async function visitAssigned(props: VisitAssignedProps): Promise<Email> {
  const { visit } = props;
  const day = visitDay(visit);
  const arrive = formatMinutes(visit.arriveMinutes);
  return renderEmail(`You are presenting: ${day}, ${arrive}, ${visit.schoolName}`, {
    sender: props.sender,
    preview: `Arrive at ${arrive}. Ask for ${props.askFor}.`,
    heading: `You are presenting on ${day}`,
    children: (
      <>
        <Paragraph>Hello {props.presenterName},</Paragraph>
        <Paragraph>
          You are down to present at {visit.schoolName}. The invitation with this mail puts it in your calendar. Please
          answer there, or here: <a href={props.answerUrl}>will you be there?</a>
        </Paragraph>
        <VisitFactList visit={visit} />
        <Fact label="Ask for">{props.askFor}</Fact>
        {props.phone === undefined || props.phone === "" ? null : (
          <Fact label="Phone">
            <a href={`tel:${props.phone.replace(/[^0-9+]/g, "")}`}>{props.phone}</a>
          </Fact>
        )}
        <Fact label="Presenters">{props.presenterNames.join(", ")}</Fact>
        <Fact label="Reference">{props.reference}</Fact>
        {props.noteForTeam === undefined || props.noteForTeam.trim() === "" ? null : (
          <>
            <Subheading>Note for the team</Subheading>
            <Note>{props.noteForTeam}</Note>
          </>
        )}
        <Action href={props.visitUrl}>Open the visit</Action>
      </>
    ),
  });
}
