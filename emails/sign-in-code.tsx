import { Action, Code, Paragraph, renderEmail, type Email, type Sender } from "./layout";

export type SignInCodeProps = { sender: Sender; code: string; url: string; minutesValid: number };

export async function signInCode({ sender, code, url, minutesValid }: SignInCodeProps): Promise<Email> {
  return renderEmail("Your code to sign in", {
    sender,
    preview: `It works for ${minutesValid} minutes.`,
    heading: "Your code to sign in",
    children: (
      <>
        <Paragraph>Type this code where you asked for it:</Paragraph>
        <Code>{code}</Code>
        <Paragraph>Or open this page and press the button there:</Paragraph>
        <Action href={url}>Sign in</Action>
        <Paragraph>
          The code and the page work once, for {minutesValid} minutes. If you did not ask to sign in, you can ignore
          this mail: nobody gets in without it.
        </Paragraph>
      </>
    ),
  });
}
