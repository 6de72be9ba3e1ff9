import { Action, Fact, Paragraph, renderEmail, type Email, type Sender } from "./layout";

export type MailUndeliveredProps = {
  sender: Sender;
  recipientName: string;
  toName: string;
  toAddress: string;
  /** Of the mail that did not arrive. */
  subject: string;
  /** What the mail server said. */
  answer: string;
  url: string;
};

/** To coordinators, when mail to an address does not arrive for the first time. */
export async function mailUndelivered(props: MailUndeliveredProps): Promise<Email> {
  const { toName, toAddress, subject, answer } = props;
  const whom = toName === "" || toName === toAddress ? toAddress : `${toName}, ${toAddress}`;
  return renderEmail(`Mail does not arrive: ${toAddress}`, {
    sender: props.sender,
    preview: `“${subject}” could not be delivered.`,
    heading: "A mail could not be delivered",
    children: (
      <>
        <Paragraph>Hello {props.recipientName},</Paragraph>
        <Paragraph>
          A mail to {whom} did not arrive. Please ring them, and ask for an address that works. You are told once of each
          address.
        </Paragraph>
        <Fact label="Mail">{subject}</Fact>
        <Fact label="What the mail server said">{answer}</Fact>
        <Action href={props.url}>Open in the service</Action>
      </>
    ),
  });
}
