import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { simpleParser, type AddressObject, type ParsedMail } from "mailparser";
import { readInvitation } from "./calendar-reader";
import { readEndToEndState } from "./e2e-state";

const parsed = new Map<string, ParsedMail>();

/** Every message to an address so far, oldest first. The service under test keeps its mail as files. */
export async function mailsTo(address: string): Promise<ParsedMail[]> {
  const folder = join(readEndToEndState().dataFolder, "mail");
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".eml")).sort();
  for (const name of names) {
    if (parsed.has(name)) continue;
    parsed.set(name, await simpleParser(await readFile(join(folder, name)), { skipTextToHtml: true }));
  }
  return names.flatMap((name) => {
    const mail = parsed.get(name);
    return mail && addressesOf(mail.to).includes(address.toLowerCase()) ? [mail] : [];
  });
}

/** The nth message to an address with such a subject, as soon as it is there. */
export async function mailTo(address: string, subject: RegExp, nth = 1): Promise<ParsedMail> {
  const matching = async () => (await mailsTo(address)).filter((mail) => subject.test(mail.subject ?? ""));
  const told = `${nth} mail(s) to ${address} with the subject ${String(subject)}`;
  await expect
    .poll(async () => (await matching()).length, { message: told, timeout: 30_000 })
    .toBeGreaterThanOrEqual(nth);
  const mail = (await matching())[nth - 1];
  if (!mail) throw new Error(told);
  return mail;
}

/** The six digits of the nth mail with a code. */
export async function codeFor(address: string, nth = 1): Promise<string> {
  const mail = await mailTo(address, /^Your code/, nth);
  const code = /\b(\d{3})\s?(\d{3})\b/.exec(mail.text ?? "");
  if (!code) throw new Error(`No code in the mail to ${address}:\n${mail.text ?? ""}`);
  return `${code[1] ?? ""}${code[2] ?? ""}`;
}

/** The path of the first link of a mail that leads below the given one. */
export function linkIn(mail: ParsedMail, below: string): string {
  const { origin } = readEndToEndState();
  const links = [...(mail.html || "").matchAll(/href="([^"]+)"/g)].map(([, href]) => href ?? "");
  const link = links.find((href) => href.startsWith(`${origin}${below}`));
  if (!link) throw new Error(`No link below ${below} in: ${links.join(", ")}`);
  return link.slice(origin.length);
}

/** The calendar entry that a mail brings. */
export function invitationIn(mail: ParsedMail): ReturnType<typeof readInvitation> {
  const calendar = mail.attachments.find(({ contentType }) => contentType === "text/calendar");
  if (!calendar) throw new Error(`No calendar entry in "${mail.subject ?? ""}"`);
  return readInvitation(calendar.content.toString("utf8"));
}

function addressesOf(field: AddressObject | AddressObject[] | undefined): string[] {
  const lists = field === undefined ? [] : Array.isArray(field) ? field : [field];
  return lists.flatMap(({ value }) => value.map(({ address }) => (address ?? "").toLowerCase()));
}
