import { formatMinutes } from "~/lib/london-time";
import { Action, BulletList, Fact, Note, Paragraph, renderEmail, Subheading, type Email, type Sender } from "./layout";
import { visitDay, VisitFactList, type VisitFacts } from "./visit-facts";

/** What its reader knew of a visit before and what is so no longer; null, or false, where it still is. */
export type ChangedFacts = { presenters: string | null; place: string | null; askFor: string | null; runningOrder: boolean };

export type VisitChangedProps = {
  sender: Sender;
  /** The school's contact reads who comes and why; a presenter whom to ask for. */
  audience: "contact" | "presenter";
  recipientName: string;
  reference: string;
  visit: VisitFacts;
  presenterNames: readonly string[];
  askFor: string;
  /** Null where nobody knows what has reached this reader: then the mail says nothing of before. */
  before: ChangedFacts | null;
  reasons: readonly string[];
  note: string;
  /** The booking, or the visit. */
  url: string;
  /** Says whether they will be there, without signing in. */
  answerUrl: string;
  /** Asks for another date or cancels without signing in; for contacts alone. */
  changeUrl: string | null;
};

/** To everybody who stays invited to a visit whose day and times stand; leaves together with the updated invitation. */
export async function visitChanged(props: VisitChangedProps): Promise<Email> {
  const { visit, before, audience, reference, presenterNames, askFor } = props;
  const day = visitDay(visit);
  const news = before ? changeLines(before, { presenters: presenterNames.join(", "), askFor }) : [];
  const what = before ? titleOf(before) : "Changed";
  const whose = audience === "contact" ? ` (${reference})` : `, ${visit.schoolName}`;
  const stays = "The day and the times stay as they were.";
  return renderEmail(`${what}: ${day}, ${formatMinutes(visit.arriveMinutes)}${whose}`, {
    sender: props.sender,
    preview: before ? stays : "What holds now stands in this mail.",
    heading: `The visit on ${day} has changed`,
    children: (
      <>
        <Paragraph>Hello {props.recipientName},</Paragraph>
        {news.length === 0 ? null : (
          <>
            <Paragraph>What is new:</Paragraph>
            <BulletList items={news} />
          </>
        )}
        <Paragraph>
          {before ? stays : "What holds now stands below."} The invitation with this mail brings your calendar up to date.
        </Paragraph>
        <VisitFactList visit={visit} />
        <Fact label={audience === "contact" ? "Who comes" : "Presenters"}>{presenterNames.join(", ")}</Fact>
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

/** A sentence for each thing that is so no longer. */
export function changeLines(before: ChangedFacts, now: { presenters: string; askFor: string }): string[] {
  return [
    ...(before.presenters === null ? [] : [`Who comes: ${now.presenters}. Before: ${before.presenters}.`]),
    ...(before.place === null ? [] : [`The place is another one. Before: ${before.place}.`]),
    ...(before.runningOrder ? ["The running order is another one."] : []),
    ...(before.askFor === null ? [] : [`Whom to ask for: ${now.askFor}. Before: ${before.askFor}.`]),
  ];
}

function titleOf({ presenters, place, runningOrder, askFor }: ChangedFacts): string {
  const titles = [
    ...(presenters === null ? [] : ["Presenter changed"]),
    ...(place === null ? [] : ["Place changed"]),
    ...(runningOrder ? ["Running order changed"] : []),
    ...(askFor === null ? [] : ["Contact changed"]),
  ];
  const [only = "Changed", ...more] = titles;
  return more.length === 0 ? only : "Changed";
}
