import { Action, Code, Paragraph, renderEmail, type Email, type Sender } from "./layout";

export type ProveRequestCodeProps = {
  sender: Sender;
  contactName: string;
  schoolName: string;
  code: string;
  url: string;
  minutesValid: number;
};

export async function proveRequestCode(props: ProveRequestCodeProps): Promise<Email> {
  const { sender, contactName, schoolName, code, url, minutesValid } = props;
  return renderEmail("Your code to send your request", {
    sender,
    preview: `One more step. The code works for ${minutesValid} minutes.`,
    heading: "One more step to send your request",
    children: (
      <>
        <Paragraph>Hello {contactName},</Paragraph>
        <Paragraph>
          Your request for {schoolName} is not with us yet. To send it, type this code where you filled it in:
        </Paragraph>
        <Code>{code}</Code>
        <Paragraph>Or open this page and press the button there:</Paragraph>
        <Action href={url}>Send my request</Action>
        <Paragraph>
          The code works for {minutesValid} minutes. If it has run out, the same page lets you ask for a new one. If you
          did not ask for a session, you can ignore this mail: nothing is sent without the code.
        </Paragraph>
      </>
    ),
  });
}
