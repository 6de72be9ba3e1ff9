import { formatDay, formatMinutes } from "~/lib/london-time";
import { Action, BulletList, Fact, Note, Paragraph, renderEmail, Subheading, type Email, type Sender } from "./layout";
import { visitDay, VisitFactList, type VisitFacts } from "./visit-facts";

export type VisitMovedProps = {
  sender: Sender;
  /** The school's contact reads who comes and why; a presenter whom to ask for. */
  audience: "contact" | "presenter";
  recipientName: string;
  reference: string;
  /** When it was; the same as now where only the running order or the presenters changed. */
  was: { onDate: string; arriveMinutes: number; leaveMinutes: number };
  visit: VisitFacts;
  presenterNames: readonly string[];
  reasons: readonly string[];
  note: string;
  /** The booking, or the visit. */
  url: string;
  /** Says whether they will be there, without signing in. */
  answerUrl: string;
  /** Asks for another date or cancels without signing in; for contacts alone. */
  changeUrl: string | null;
};

/** To everybody who stays invited; leaves together with the updated invitation. */
export async function visitMoved(props: VisitMovedProps): Promise<Email> {
  const { visit, was, audience, reference } = props;
  const day = visitDay(visit);
  const arrive = formatMinutes(visit.arriveMinutes);
  const isMoved =
    was.onDate !== visit.onDate || was.arriveMinutes !== visit.arriveMinutes || was.leaveMinutes !== visit.leaveMinutes;
  const whose = audience === "contact" ? `(${reference})` : visit.schoolName;
  const joint = audience === "contact" ? " " : ", ";
  return renderEmail(`${isMoved ? "Moved to" : "Changed"}: ${day}, ${arrive}${joint}${whose}`, {
    sender: props.sender,
    preview: isMoved ? `Before: ${whenWords(was)}.` : "The day and the times stay as they were.",
    heading: isMoved ? `The visit has moved to ${day}, ${arrive}` : `The visit on ${day} has changed`,
    children: (
      <>
        <Paragraph>Hello {props.recipientName},</Paragraph>
        <Paragraph>
          {isMoved
            ? "The visit has a new time. The invitation with this mail changes the entry in your calendar."
            : "The day and the times of the visit stay as they were; what changed stands below. The invitation with this mail brings your calendar up to date."}
        </Paragraph>
        {isMoved ? <Fact label="Before">{whenWords(was)}</Fact> : null}
        <VisitFactList visit={visit} />
        <Fact label={audience === "contact" ? "Who comes" : "Presenters"}>{props.presenterNames.join(", ")}</Fact>
        <Fact label={audience === "contact" ? "Your reference" : "Reference"}>{reference}</Fact>
        {props.reasons.length === 0 ? null : (
          <>
            <Subheading>Why</Subheading>
            <BulletList items={props.reasons} />
          </>
        )}
        {props.note.trim() === "" ? null : <Note>{props.note}</Note>}
        <Paragraph>
          Please answer in your calendar, or here: <a href={props.answerUrl}>will you be there?</a>
        </Paragraph>
        {props.changeUrl === null ? null : (
          <Paragraph>
            If this does not suit you, please tell us as soon as you can:{" "}
            <a href={props.changeUrl}>ask for another date or cancel</a>
          </Paragraph>
        )}
        <Action href={props.url}>{audience === "contact" ? "See or change your booking" : "Open the visit"}</Action>
      </>
    ),
  });
}

function whenWords({ onDate, arriveMinutes, leaveMinutes }: VisitMovedProps["was"]): string {
  return `${formatDay(onDate)}, ${formatMinutes(arriveMinutes)} to ${formatMinutes(leaveMinutes)}`;
}
