import { formatDay, type Day } from "~/lib/london-time";
import { LinkList, Paragraph, renderEmail, type Email, type Sender } from "./layout";

export type DeliveryMissingProps = {
  sender: Sender;
  presenterName: string;
  visits: readonly { onDate: Day; schoolName: string; url: string }[];
  choicesUrl: string;
};

/** To a presenter, two working days after a visit of which nothing is recorded. */
export async function deliveryMissing(props: DeliveryMissingProps): Promise<Email> {
  const { visits } = props;
  const [first] = visits;
  const which = visits.length === 1 && first ? `${formatDay(first.onDate)}, ${first.schoolName}` : `${visits.length} visits`;
  return renderEmail(`Still to be recorded: ${which}`, {
    sender: props.sender,
    preview: "It takes a minute, and the students only count then.",
    heading: "Please record what happened",
    choicesUrl: props.choicesUrl,
    children: (
      <>
        <Paragraph>Hello {props.presenterName},</Paragraph>
        <Paragraph>
          Nothing is recorded yet of {visits.length === 1 ? "this visit" : "these visits"}. It takes a minute: one number a
          group. If a session did not take place, please say so in the same place.
        </Paragraph>
        <LinkList links={visits.map(({ onDate, schoolName, url }) => ({ title: `${formatDay(onDate)}, ${schoolName}`, url }))} />
      </>
    ),
  });
}
