import { Action, BulletList, Fact, Note, Paragraph, renderEmail, Subheading, type Email, type Sender } from "./layout";

export type RequestDeclinedProps = {
  sender: Sender;
  contactName: string;
  schoolName: string;
  reference: string;
  /** As sentences the contact reads. */
  reasons: readonly string[];
  noteForSchool?: string;
  bookingUrl: string;
  newRequestUrl: string;
  materialsUrl: string;
};

export async function requestDeclined(props: RequestDeclinedProps): Promise<Email> {
  return renderEmail(`We cannot offer a session this time: ${props.reference}`, {
    sender: props.sender,
    preview: "Why, and what you can do now.",
    heading: "We cannot offer a session this time",
    children: (
      <>
        <Paragraph>Hello {props.contactName},</Paragraph>
        <Paragraph>
          We are sorry: we cannot offer the session you asked for at {props.schoolName} ({props.reference}).
        </Paragraph>
        <Subheading>Why</Subheading>
        <BulletList items={props.reasons} />
        {props.noteForSchool === undefined || props.noteForSchool.trim() === "" ? null : (
          <Note>{props.noteForSchool}</Note>
        )}
        <Subheading>What you can do</Subheading>
        <BulletList
          items={[
            "Ask again with other days or another format.",
            "Use our materials for a lesson of your own.",
            "Answer this mail if we have misunderstood something.",
          ]}
        />
        <Action href={props.newRequestUrl}>Ask again</Action>
        <Fact label="Materials">
          <a href={props.materialsUrl}>{props.materialsUrl}</a>
        </Fact>
        <Fact label="Your booking">
          <a href={props.bookingUrl}>{props.bookingUrl}</a>
        </Fact>
      </>
    ),
  });
}
