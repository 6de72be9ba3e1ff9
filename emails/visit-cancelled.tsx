import { formatDay } from "~/lib/london-time";
import { Action, BulletList, Fact, Note, Paragraph, renderEmail, Subheading, type Email, type Sender } from "./layout";
import { placeLine, visitDay, visitHours, type VisitFacts } from "./visit-facts";

type CancelledVisit = {
  sender: Sender;
  recipientName: string;
  reference: string;
  visit: Omit<VisitFacts, "runningOrder">;
  cancelledBy: "school" | "team";
  reasons: readonly string[];
};

export type VisitCancelledProps = CancelledVisit &
  (
    | {
        audience: "contact";
        noteForSchool?: string;
        bookingUrl: string;
        /**
         * Looking again: the team answers by a day (YYYY-MM-DD). Closed: nothing more comes unless asked for. Others stand:
         * so many other visits of the request, those with a day on these.
         */
        next:
          | { kind: "looking_again"; answerByOn: string }
          | { kind: "closed"; newRequestUrl: string }
          | { kind: "others_stand"; open: number; toComeOn: readonly string[] };
      }
    | { audience: "presenter"; noteForTeam?: string; scheduleUrl: string }
  );

/** To contacts and presenters; leaves together with the cancelled invitation. */
export async function visitCancelled(props: VisitCancelledProps): Promise<Email> {
  const visit = { ...props.visit, runningOrder: [] };
  const day = visitDay(visit);
  const note = props.audience === "contact" ? props.noteForSchool : props.noteForTeam;
  const subject =
    props.audience === "contact"
      ? `Cancelled: ${day} (${props.reference})`
      : `Cancelled: ${day}, ${props.visit.schoolName}`;
  return renderEmail(subject, {
    sender: props.sender,
    preview: `The visit on ${day} does not take place.`,
    heading: `The visit on ${day} is cancelled`,
    children: (
      <>
        <Paragraph>Hello {props.recipientName},</Paragraph>
        <Paragraph>{whoCancelled(props.audience, props.cancelledBy)}</Paragraph>
        <Fact label="Was planned for">
          {day}, {visitHours(visit)}
        </Fact>
        <Fact label="Where">{placeLine(visit)}</Fact>
        <Fact label="Reference">{props.reference}</Fact>
        {props.reasons.length === 0 ? null : (
          <>
            <Subheading>Why</Subheading>
            <BulletList items={props.reasons} />
          </>
        )}
        {note === undefined || note.trim() === "" ? null : <Note>{note}</Note>}
        <Subheading>What happens next</Subheading>
        <Next {...props} />
      </>
    ),
  });
}

function whoCancelled(audience: "contact" | "presenter", cancelledBy: "school" | "team"): string {
  if (audience === "presenter") {
    return cancelledBy === "school" ? "The school has cancelled this visit." : "Our team has cancelled this visit.";
  }
  return cancelledBy === "school"
    ? "As your school asked, this visit is cancelled."
    : "We are sorry: our team has had to cancel this visit.";
}

function Next(props: VisitCancelledProps) {
  if (props.audience === "presenter") {
    return (
      <>
        <Paragraph>
          The entry in your calendar is cancelled with this mail, and the time is yours again. You need do nothing.
        </Paragraph>
        <Action href={props.scheduleUrl}>See the schedule</Action>
      </>
    );
  }
  if (props.next.kind === "others_stand") return <OthersStand next={props.next} bookingUrl={props.bookingUrl} />;
  if (props.next.kind === "closed") {
    return (
      <>
        <Paragraph>
          The entry in your calendar is cancelled with this mail. Your request is closed. You can ask again at any time,
          and this booking stays here for you to look up: <a href={props.bookingUrl}>{props.bookingUrl}</a>
        </Paragraph>
        <Action href={props.next.newRequestUrl}>Ask for another session</Action>
      </>
    );
  }
  return (
    <>
      <Paragraph>
        The entry in your calendar is cancelled with this mail. Your request stays open: we are looking for another day
        and will answer by <strong>{formatDay(props.next.answerByOn)}</strong>. You need do nothing.
      </Paragraph>
      <Action href={props.bookingUrl}>See your booking</Action>
    </>
  );
}

/** Promises nothing: a request that has other visits waits for nobody's answer. */
function OthersStand({ next, bookingUrl }: { next: { open: number; toComeOn: readonly string[] }; bookingUrl: string }) {
  return (
    <>
      <Paragraph>
        The entry in your calendar for this visit is cancelled with this mail.{" "}
        {next.open === 1
          ? "The other visit of your request stays as planned"
          : "The other visits of your request stay as planned"}
        {next.toComeOn.length === 0 ? "." : ":"}
      </Paragraph>
      {next.toComeOn.length === 0 ? null : <BulletList items={next.toComeOn.map(formatDay)} />}
      <Paragraph>If you would like another day instead of this one, answer this mail or write to us from your booking.</Paragraph>
      <Action href={bookingUrl}>See your booking</Action>
    </>
  );
}
