import ICAL from "ical.js";
import { simpleParser, type ParsedMail } from "mailparser";
import type { Answer } from "~/domain/answers";

/** What a message that arrived in the bookings mailbox says, as far as a program may act on it. */
export type ArrivedMail = {
  /** One address in small letters; empty where there is none. */
  from: string;
  subject: string;
  says:
    | { kind: "answer"; uid: string; attendee: string; sequence: number; dtstampAt: Date | null; answer: Answer; note: string }
    /** `mailIds` are Message-IDs of ours that it speaks of. */
    | { kind: "bounce"; mailIds: string[]; forGood: boolean; diagnosis: string }
    /** For a person to read; why, in words. */
    | { kind: "other"; reason: string };
};

const NOT_AUTOMATIC = "Neither an answer to an invitation nor a delivery report";
const MOST_SUBJECT = 300;
/** The longest path of RFC 5321 4.5.3.1.3, and more than any UID of ours. */
const MOST_ADDRESS = 256;
const MOST_UID = 255;
/** What the database's integers hold. */
const MOST_SEQUENCE = 2 ** 31 - 1;
const MOST_NOTE = 500;
const MOST_MAIL_IDS = 20;

/**
 * Reads a message, whatever it is made of; never throws. iTIP REPLY in any shape that calendars send (RFC 5546 3.2.3:
 * exactly one attendee), delivery status reports (RFC 3464), everything else is for a person.
 */
export async function readArrivedMail(raw: Buffer): Promise<ArrivedMail> {
  let mail: ParsedMail;
  try {
    mail = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true });
  } catch {
    return { from: "", subject: "", says: { kind: "other", reason: "The message cannot be read" } };
  }
  const from = mail.from?.value.length === 1 ? oneLine(mail.from.value[0]?.address ?? "", MOST_ADDRESS).toLowerCase() : "";
  const subject = oneLine(mail.subject ?? "", MOST_SUBJECT);
  return { from, subject, says: readReport(mail, raw) ?? readCalendars(mail) ?? { kind: "other", reason: NOT_AUTOMATIC } };
}

type Says = ArrivedMail["says"];

/** Our own Message-IDs look like nobody else's: wherever a server quotes one, the report is about that mail. */
const OUR_MESSAGE_ID = /<[0-9a-f]{32}@[a-z0-9.-]{1,253}>/gi;

function readReport(mail: ParsedMail, raw: Buffer): Says | null {
  const type = mail.headers.get("content-type");
  if (!isHeader(type) || type.value.toLowerCase() !== "multipart/report") return null;
  const parts = mail.attachments.map(({ content }) => content.toString("utf8"));
  const texts = [mail.text ?? "", ...parts];
  const report = texts.find((text) => /^action:/im.test(text)) ?? "";
  const action = /^action:\s*([a-z]+)/im.exec(report)?.[1]?.toLowerCase();
  if (action === undefined) return { kind: "other", reason: "A report that says nothing of a delivery" };
  const quoted = [...texts, raw.toString("latin1")].flatMap((text) => text.match(OUR_MESSAGE_ID) ?? []);
  const status = /^status:\s*(\d\.\d+\.\d+)/im.exec(report)?.[1] ?? "";
  // A field goes on in lines that begin with a blank (RFC 5322 2.2.3).
  const diagnosis = /^diagnostic-code:\s*((?:.*)(?:\r?\n[ \t].*)*)/im.exec(report)?.[1] ?? "";
  return {
    kind: "bounce",
    mailIds: [...new Set(quoted)].slice(0, MOST_MAIL_IDS),
    forGood: action === "failed",
    diagnosis: oneLine(diagnosis || `${action} ${status}`, MOST_NOTE),
  };
}

function readCalendars(mail: ParsedMail): Says | null {
  const files = mail.attachments.filter(
    ({ contentType, filename }) => /^(text\/calendar|application\/ics)$/i.test(contentType) || /\.ics$/i.test(filename ?? ""),
  );
  let last: Says | null = null;
  for (const { content } of files.slice(0, 5)) {
    last = readCalendar(content.toString("utf8"));
    if (last.kind === "answer") return last;
  }
  return last;
}

const ANSWER_OF: Readonly<Record<string, Answer>> = { ACCEPTED: "accepted", TENTATIVE: "tentative", DECLINED: "declined" };

const other = (reason: string): Says => ({ kind: "other", reason });

function readCalendar(text: string): Says {
  try {
    const calendar = ICAL.Component.fromString(text);
    const method = textOf(calendar, "method").toUpperCase();
    if (method === "COUNTER") return other("The calendar proposes another time");
    if (method !== "REPLY") return other(method === "" ? "A calendar file without a method" : `A calendar message of kind ${method.slice(0, 20)}`);
    const event = calendar.getFirstSubcomponent("vevent");
    if (!event) return other("An answer without an event");
    const [attendee, ...more] = event.getAllProperties("attendee");
    if (!attendee || more.length > 0) return other("An answer for no one or for several people");
    const address = String(attendee.getFirstValue()).replace(/^mailto:/i, "");
    const said = String(attendee.getFirstParameter("partstat") ?? "").toUpperCase();
    const answer = ANSWER_OF[said];
    if (!answer) return other(said === "DELEGATED" ? "Delegated to somebody else" : "An answer that is neither yes, perhaps nor no");
    const sequence = Number(textOf(event, "sequence") || "0");
    return {
      kind: "answer",
      uid: oneLine(textOf(event, "uid"), MOST_UID),
      attendee: oneLine(address, MOST_ADDRESS).toLowerCase(),
      sequence: Number.isInteger(sequence) && sequence >= 0 ? Math.min(sequence, MOST_SEQUENCE) : 0,
      dtstampAt: stampOf(event),
      answer,
      note: oneLine(textOf(event, "comment"), MOST_NOTE),
    };
  } catch {
    return other("The calendar file cannot be read");
  }
}

function textOf(component: ICAL.Component, name: string): string {
  const value: unknown = component.getFirstPropertyValue(name);
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** Null where it is missing or no time at all: the time of arrival stands for it then. */
function stampOf(event: ICAL.Component): Date | null {
  const value: unknown = event.getFirstPropertyValue("dtstamp");
  if (!(value instanceof ICAL.Time)) return null;
  const date = value.toJSDate();
  return Number.isNaN(date.getTime()) ? null : date;
}

function isHeader(value: unknown): value is { value: string } {
  return typeof value === "object" && value !== null && "value" in value && typeof value.value === "string";
}

/** Without what no database takes (NUL, halves of characters) and what could turn the reading direction. */
function oneLine(text: string, most: number): string {
  const line = text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\s]+/gu, " ").trim();
  return line.slice(0, most).replace(/\p{Cs}$/u, "");
}
