import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { simpleParser, type AddressObject, type ParsedMail } from "mailparser";

export type KeptMailSummary = { id: string; sentAt: Date | null; to: string; subject: string };

export type KeptInvitation = {
  method: string;
  title: string;
  place: string;
  description: string;
  /** UTC, as written: "20261123T085000Z". */
  start: string;
  end: string;
  status: string;
  sequence: string;
  uid: string;
  attendees: string[];
};

export type KeptMail = KeptMailSummary & {
  headers: { name: string; value: string }[];
  text: string;
  html: string;
  links: string[];
  invitation: KeptInvitation | null;
};

const LIST_LIMIT = 200;
const FILE_NAME = /^\d{8}T\d{9}Z-[0-9a-f]{12}$/;
const SHOWN_HEADERS = ["from", "reply-to", "to", "subject", "date", "message-id", "auto-submitted"];

/** The mails kept as files, newest first; at most 200. A folder that does not exist holds none. */
export async function listKeptMails(folder: string): Promise<KeptMailSummary[]> {
  const names = await readdir(folder).catch(() => []);
  const ids = names
    .filter((name) => name.endsWith(".eml"))
    .map((name) => name.slice(0, -".eml".length))
    .filter((id) => FILE_NAME.test(id))
    .sort()
    .reverse()
    .slice(0, LIST_LIMIT);
  const summaries: KeptMailSummary[] = [];
  for (const id of ids) summaries.push(toSummary(id, await parseFile(folder, id)));
  return summaries;
}

/** One kept mail; null when the id is none of ours or its file is gone. */
export async function readKeptMail(folder: string, id: string): Promise<KeptMail | null> {
  if (!FILE_NAME.test(id)) return null;
  const mail = await parseFile(folder, id).catch(() => null);
  if (mail === null) return null;
  const html = mail.html || "";
  const calendar = mail.attachments.find(({ contentType }) => contentType === "text/calendar");
  return {
    ...toSummary(id, mail),
    headers: mail.headerLines
      .filter(({ key }) => SHOWN_HEADERS.includes(key))
      .map(({ key }) => ({ name: titleOf(key), value: headerText(mail, key) })),
    text: mail.text ?? "",
    html,
    links: linksOf(html),
    invitation: calendar === undefined ? null : readInvitation(calendar.content.toString("utf8")),
  };
}

async function parseFile(folder: string, id: string): Promise<ParsedMail> {
  return simpleParser(await readFile(join(folder, `${id}.eml`)), { skipTextToHtml: true });
}

function toSummary(id: string, mail: ParsedMail): KeptMailSummary {
  return { id, sentAt: mail.date ?? null, to: addressText(mail.to), subject: mail.subject ?? "" };
}

function addressText(address: AddressObject | AddressObject[] | undefined): string {
  if (address === undefined) return "";
  return Array.isArray(address) ? address.map(({ text }) => text).join(", ") : address.text;
}

function headerText(mail: ParsedMail, key: string): string {
  const value = mail.headers.get(key);
  if (value instanceof Date) return value.toUTCString();
  if (typeof value === "string") return value;
  return typeof value === "object" && "text" in value && typeof value.text === "string" ? value.text : "";
}

function titleOf(key: string): string {
  return key.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase()).replace("Id", "ID");
}

function linksOf(html: string): string[] {
  const links = [...html.matchAll(/href="(https?:[^"]+)"/g)].map(([, href]) => (href ?? "").replaceAll("&amp;", "&"));
  return [...new Set(links)];
}

/** Enough of RFC 5545 to show what our own writer wrote: unfolds lines, splits name and value, unescapes text. */
function readInvitation(calendar: string): KeptInvitation {
  const lines = calendar.replace(/\r?\n[ \t]/g, "").split(/\r?\n/);
  const all = (name: string) =>
    lines.filter((line) => new RegExp(`^${name}[;:]`).test(line)).map((line) => unescaped(valueOf(line)));
  const first = (name: string) => all(name)[0] ?? "";
  return {
    method: first("METHOD"),
    title: first("SUMMARY"),
    place: first("LOCATION"),
    description: first("DESCRIPTION"),
    start: first("DTSTART"),
    end: first("DTEND"),
    status: first("STATUS"),
    sequence: first("SEQUENCE"),
    uid: first("UID"),
    attendees: all("ATTENDEE").map((attendee) => attendee.replace(/^mailto:/i, "")),
  };
}

/** What follows the first colon that stands outside quotes. */
function valueOf(line: string): string {
  return line.replace(/^(?:[^":]|"[^"]*")*:/, "");
}

function unescaped(text: string): string {
  return text.replace(/\\([nN\\;,])/g, (_match, character: string) => (/n/i.test(character) ? "\n" : character));
}
