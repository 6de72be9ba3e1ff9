import { formatDay, formatMinutes, type Day } from "~/lib/london-time";
import { Action, Fact, Paragraph, renderEmail, Subheading, type Email, type Sender } from "./layout";

export type TomorrowVisit = {
  onDate: Day;
  arriveMinutes: number;
  leaveMinutes: number;
  schoolName: string;
  address: string;
  askFor: string;
  phone: string;
  settled: number;
  of: number;
  daySheetUrl: string;
};

export type PresenterTomorrowProps = {
  sender: Sender;
  presenterName: string;
  visits: readonly TomorrowVisit[];
  myDayUrl: string;
  choicesUrl: string;
};

/** In the evening: the visits until the end of the next working day, in order of time. */
export async function presenterTomorrow(props: PresenterTomorrowProps): Promise<Email> {
  const { visits } = props;
  const days = [...new Set(visits.map(({ onDate }) => onDate))];
  const [first] = visits;
  const when = days.map(formatDay).join(" and ");
  return renderEmail(`Your visits: ${when}`, {
    sender: props.sender,
    preview: first ? `First: arrive ${formatMinutes(first.arriveMinutes)}, ${first.schoolName}.` : "",
    heading: `Your visits on ${when}`,
    choicesUrl: props.choicesUrl,
    children: (
      <>
        <Paragraph>Hello {props.presenterName},</Paragraph>
        {visits.map((visit) => (
          <div key={visit.daySheetUrl}>
            <Subheading>
              {days.length > 1 ? `${formatDay(visit.onDate)}, ` : ""}
              {`${formatMinutes(visit.arriveMinutes)} to ${formatMinutes(visit.leaveMinutes)}: ${visit.schoolName}`}
            </Subheading>
            <Fact label="Where">{visit.address}</Fact>
            <Fact label="Ask for">
              {visit.askFor}
              {visit.phone === "" ? null : (
                <>
                  , <a href={`tel:${visit.phone.replace(/[^0-9+]/g, "")}`}>{visit.phone}</a>
                </>
              )}
            </Fact>
            <Fact label="Settled with the school">{`${visit.settled} of ${visit.of}`}</Fact>
            <Fact label="Day sheet">
              <a href={visit.daySheetUrl}>{visit.daySheetUrl}</a>
            </Fact>
          </div>
        ))}
        <Action href={props.myDayUrl}>Open my day</Action>
      </>
    ),
  });
}
