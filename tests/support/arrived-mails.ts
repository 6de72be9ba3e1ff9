/** Messages as mail programs write them, for one answer to one invitation. */
export type AnswerMail = {
  from: string;
  uid: string;
  attendee?: string;
  partstat?: string;
  sequence?: number;
  dtstamp?: string;
  comment?: string;
};

const CRLF = "\r\n";
const lines = (...all: readonly string[]): string => all.join(CRLF) + CRLF;

function reply(answer: AnswerMail, extra: { prodId: string; head?: string[]; event?: string[]; method?: string | null }): string {
  const { uid, from, attendee = from, partstat = "ACCEPTED", sequence = 0, dtstamp = "20261116T120000Z", comment } = answer;
  return lines(
    "BEGIN:VCALENDAR",
    ...(extra.method === null ? [] : [`METHOD:${extra.method ?? "REPLY"}`]),
    `PRODID:${extra.prodId}`,
    "VERSION:2.0",
    ...(extra.head ?? []),
    "BEGIN:VEVENT",
    `ATTENDEE;PARTSTAT=${partstat}:mailto:${attendee}`,
    ...(comment === undefined ? [] : [`COMMENT;LANGUAGE=en-GB:${comment}`]),
    `UID:${uid}`,
    `DTSTAMP:${dtstamp}`,
    `SEQUENCE:${sequence}`,
    ...(extra.event ?? []),
    "END:VEVENT",
    "END:VCALENDAR",
  );
}

const head = (from: string, subject: string, ...rest: readonly string[]): string =>
  lines(`From: ${from}`, "To: sessions@example.test", `Subject: ${subject}`, "MIME-Version: 1.0", ...rest);

const base64 = (text: string): string => (Buffer.from(text, "utf8").toString("base64").match(/.{1,76}/g) ?? []).join(CRLF) + CRLF;

/** Base64, a zone of its own by Windows' name, no ORGANIZER, capital address. */
export function fromOutlook(answer: AnswerMail): Buffer {
  const zone = ["BEGIN:VTIMEZONE", "TZID:GMT Standard Time", "BEGIN:STANDARD", "DTSTART:16010101T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE"];
  const event = ["DTSTART;TZID=GMT Standard Time:20261124T085500", "CLASS:PUBLIC", "X-MICROSOFT-CDO-BUSYSTATUS:BUSY", "SUMMARY;LANGUAGE=en-GB:Accepted: Visit"];
  const upper = { ...answer, attendee: (answer.attendee ?? answer.from).toUpperCase() };
  const text = reply(upper, { prodId: "Microsoft Exchange Server 2010", head: zone, event });
  return Buffer.from(
    head(`"ELM, Kit" <${answer.from}>`, "Accepted: Visit", 'Content-Type: multipart/alternative; boundary="_000_"') +
      lines("", "--_000_", 'Content-Type: text/plain; charset="us-ascii"', "", "", "--_000_", 'Content-Type: text/calendar; charset="utf-8"; method=REPLY', "Content-Transfer-Encoding: base64", "") +
      base64(text) +
      lines("", "--_000_--"),
  );
}

/** Nested parts, and the file once more as an attachment. */
export function fromGmail(answer: AnswerMail): Buffer {
  const text = reply(answer, { prodId: "-//Google Inc//Google Calendar 70.9054//EN", event: ["DTSTART:20261124T085500Z", "DTEND:20261124T094000Z", "ORGANIZER;CN=Team:mailto:sessions@example.test", "STATUS:CONFIRMED"] });
  return Buffer.from(
    head(answer.from, "Accepted: Visit @ Tue 24 Nov 2026", 'Content-Type: multipart/mixed; boundary="mix"') +
      lines("", "--mix", 'Content-Type: multipart/alternative; boundary="alt"', "", "--alt", 'Content-Type: text/plain; charset="UTF-8"', "", "has accepted", "--alt", "Content-Type: text/html", "", "<p>has accepted</p>", "--alt", 'Content-Type: text/calendar; charset="UTF-8"; method=REPLY', "Content-Transfer-Encoding: 7bit", "") +
      text +
      lines("--alt--", "--mix", 'Content-Type: application/ics; name="invite.ics"', 'Content-Disposition: attachment; filename="invite.ics"', "Content-Transfer-Encoding: base64", "") +
      base64(text) +
      lines("--mix--"),
  );
}

/** Quoted-printable with folded lines and a display name in the attendee. */
export function fromApple(answer: AnswerMail): Buffer {
  const text = reply(answer, { prodId: "-//Apple Inc.//macOS 15.1//EN", head: ["CALSCALE:GREGORIAN"], event: ["LAST-MODIFIED:20261116T120001Z", "TRANSP:OPAQUE"] })
    .replace("ATTENDEE;PARTSTAT", 'ATTENDEE;CN="Kit Elm";CUTYPE=INDIVIDUAL;EMAIL=kit;\r\n PARTSTAT');
  return Buffer.from(
    head(answer.from, "Accepted: Visit", 'Content-Type: multipart/alternative; boundary="Apple-Mail=_1"') +
      lines("", "--Apple-Mail=_1", "Content-Transfer-Encoding: quoted-printable", "Content-Type: text/calendar; charset=utf-8; method=REPLY; name=iCal-1.ics", "") +
      text.replaceAll("=", "=3D") +
      lines("--Apple-Mail=_1--"),
  );
}

/** The calendar alone, without parts and without METHOD in the header. */
export function fromThunderbird(answer: AnswerMail): Buffer {
  const text = reply(answer, { prodId: "-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN", event: ["X-MOZ-RECEIVED-SEQUENCE:0"] });
  return Buffer.from(head(answer.from, "Event Invitation Reply (Accepted): Visit", "Content-Type: text/calendar; charset=UTF-8", "Content-Transfer-Encoding: 8bit") + CRLF + text);
}

export const CALENDAR_PROGRAMS = { Outlook: fromOutlook, Gmail: fromGmail, Apple: fromApple, Thunderbird: fromThunderbird };

/** Any calendar file in a plain message. */
export function withCalendar(from: string, ics: string): Buffer {
  return Buffer.from(head(from, "Calendar", "Content-Type: text/calendar; charset=utf-8") + CRLF + ics);
}

export const replyText = (answer: AnswerMail, method?: string | null): string => reply(answer, { prodId: "-//X//EN", method });

/** A report of mail that did not arrive (RFC 3464), the first lines of the mail quoted. */
export function aReport(about: { messageId: string; address: string; action?: string; status?: string; quote?: "whole" | "headers" }): Buffer {
  const { messageId, address, action = "failed", status = "5.1.1", quote = "whole" } = about;
  const quoted = quote === "whole" ? "message/rfc822" : "text/rfc822-headers";
  return Buffer.from(
    head("MAILER-DAEMON@mx.example.test", "Undelivered Mail Returned to Sender", 'Content-Type: multipart/report; report-type=delivery-status; boundary="r"') +
      lines("", "--r", "Content-Type: text/plain", "", "This is the mail system.", "--r", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.example.test", "", `Final-Recipient: rfc822; ${address}`, `Action: ${action}`, `Status: ${status}`, `Diagnostic-Code: smtp; 550 ${status} No such`, " mailbox here", "", "--r", `Content-Type: ${quoted}`, "", "Subject: Confirmed", `Message-ID: ${messageId}`, "", "--r--"),
  );
}
