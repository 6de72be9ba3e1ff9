import { formatDay, formatMinutes } from "~/lib/london-time";
import { Action, BulletList, Fact, Note, Paragraph, renderEmail, Subheading, type Email, type Sender } from "./layout";
import { changeLines, type ChangedFacts } from "./visit-changed";
import { visitDay, VisitFactList, type VisitFacts } from "./visit-facts";

export type VisitMovedProps = {
  sender: Sender;
  /** The school's contact reads who comes and why; a presenter whom to ask for. */
  audience: "contact" | "presenter";
  recipientName: string;
  reference: string;
  /** As its reader had it in the calendar until now. */
  was: { onDate: string; arriveMinutes: number; leaveMinutes: number };
  visit: VisitFacts;
  presenterNames: readonly string[];
  askFor: string;
  /** What else is so no longer. */
  before: ChangedFacts;
  reasons: readonly string[];
  note: string;
  /** The booking, or the visit. */
  url: string;
  /** Says whether they will be there, without signing in. */
  answerUrl: string;
  /** Asks for another date or cancels without signing in; for contacts alone. */
  changeUrl: string | null;
};

/** To everybody who stays invited to a visit with another time; leaves together with the updated invitation. */
export async function visitMoved(props: VisitMovedProps): Promise<Email> {
  const { visit, was, audience, reference } = props;
  const day = visitDay(visit);
  const arrive = formatMinutes(visit.arriveMinutes);
  const whose = audience === "contact" ? ` (${reference})` : `, ${visit.schoolName}`;
  const { runningOrder: _moves, ...others } = props.before;
  const alsoNew = changeLines({ ...others, runningOrder: false }, { presenters: props.presenterNames.join(", "), askFor: props.askFor });
  return renderEmail(`Moved to: ${day}, ${arrive}${whose}`, {
    sender: props.sender,
    preview: `Before: ${whenWords(was)}.`,
    heading: `The visit has moved to ${day}, ${arrive}`,
    children: (
      <>
        <Paragraph>Hello {props.recipientName},</Paragraph>
        <Paragraph>
          The visit has a new time. The invitation with this mail changes the entry in your calendar.
        </Paragraph>
        <Fact label="Before">{whenWords(was)}</Fact>
        {alsoNew.length === 0 ? null : <BulletList items={alsoNew} />}
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
