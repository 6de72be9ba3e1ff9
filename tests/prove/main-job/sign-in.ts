import { headingOf, openBrowser, type Browser } from "../../support/http-browser";
import type { ReceivedMail } from "../../support/smtp-sink";
import type { Person } from "./cast";
import type { Play } from "./play";

export async function signIn(play: Play, person: Person): Promise<Browser> {
  const { proof, stage: set } = play;
  const browser = openBrowser(set.origin, `Proof, ${person.name}`);
  const seen = set.mail.all().length;
  const asked = await browser.press(await browser.open("/sign-in"), "Email me a code", {
    "Your email address": person.email,
  });
  const mail = await newCodeMail(play, person, seen);
  const page = await browser.press(asked, "Sign in", { "Code from the email": codeIn(mail) });
  proof.holds(
    `${person.name} signs in with the code from the mail`,
    page.status === 200 && !page.path.startsWith("/sign-in"),
    `lands on ${page.path} (“${headingOf(page)}”)`,
  );
  return browser;
}

export function newCodeMail(play: Play, { email }: Person, seen: number): Promise<ReceivedMail> {
  const { mail } = play.stage;
  return mail.waitFor(
    `a code for ${email}`,
    (each) =>
      mail.all().indexOf(each) >= seen &&
      each.to.includes(email) &&
      /your code/i.test(each.parsed.subject ?? ""),
  );
}

export function codeIn(mail: ReceivedMail): string {
  const code = /^\s*(\d{3}\s?\d{3})\s*$/m.exec(mail.parsed.text ?? "")?.[1]?.replace(/\s/g, "");
  if (code === undefined) throw new Error(`No code stands in the mail:\n${mail.parsed.text ?? ""}`);
  return code;
}
