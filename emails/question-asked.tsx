import { Action, Fact, Note, Paragraph, renderEmail, type Email, type Sender } from "./layout";

export type QuestionAskedProps = {
  sender: Sender;
  contactName: string;
  schoolName: string;
  reference: string;
  body: string;
  /** Answers without signing in. */
  answerUrl: string;
};

/** To the contacts of a request: the team wants to know something. */
export async function questionAsked(props: QuestionAskedProps): Promise<Email> {
  const { schoolName, reference } = props;
  return renderEmail(`A question about your session: ${schoolName} (${reference})`, {
    sender: props.sender,
    preview: "Please answer with the button; you do not need to sign in.",
    heading: "We have a question",
    children: (
      <>
        <Paragraph>Hello {props.contactName},</Paragraph>
        <Paragraph>Our team writes about the session at {schoolName}:</Paragraph>
        <Note>{props.body}</Note>
        <Action href={props.answerUrl}>Answer the question</Action>
        <Fact label="Your reference">{reference}</Fact>
        <Paragraph>You do not need to sign in. Please write no names of students.</Paragraph>
      </>
    ),
  });
}
