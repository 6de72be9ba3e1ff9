import type { Db } from "~/data/db.server";
import { readInvitation } from "../../support/calendar-reader";
import type { ReceivedMail } from "../../support/smtp-sink";
import { dueKey, messagesDue, OCCASIONS } from "./due";
import type { Blow, House } from "./house";

export type Verdict = {
  actionsKept: number;
  due: number;
  written: number;
  /** Due and not written, or written and not due. */
  unlike: string[];
  delivered: number;
  superseded: number;
  rejected: number;
  lost: string[];
  duplicates: { copies: number; unlike: string[]; unexplained: string[]; by: Map<string, number> };
  outOfOrder: string[];
  rejectedNotShown: string[];
};

type Row = Awaited<ReturnType<typeof mailRows>>[number];

const mailRows = (db: Db) =>
  db.outgoingMail.findMany({
    orderBy: { id: "asc" },
    select: {
      id: true,
      occasion: true,
      toAddress: true,
      visitId: true,
      requestId: true,
      calendarUid: true,
      sequence: true,
      revision: true,
      status: true,
      messageId: true,
      lastAnswer: true,
    },
  });

/** From taking a mail to writing that it was taken; more than ten times what it takes on a busy machine. */
const ANSWER_MS = 5_000;
/** A sender waits for an answer for so long. */
const PATIENCE_MS = 25_000;

export async function judge(house: House, managerCookie: string): Promise<Verdict> {
  const { db } = house.opened;
  const rows = await mailRows(db);
  const { due, actions } = await messagesDue(db);
  const received = house.received();
  const arrived = new Map<string, ReceivedMail[]>();
  for (const mail of received) {
    const id = mail.parsed.messageId ?? "";
    arrived.set(id, [...(arrived.get(id) ?? []), mail]);
  }
  const shown = await rejectedOnPage(house, managerCookie);
  const rejected = rows.filter(({ status }) => status === "failed" || status === "given_up");
  const booked = rows.filter(({ occasion }) => OCCASIONS.some((known) => known === occasion));
  return {
    actionsKept: actions,
    due: [...due.values()].reduce((sum, times) => sum + times, 0),
    written: booked.length,
    unlike: unlike(due, booked),
    delivered: rows.filter(({ messageId }) => arrived.has(messageId)).length,
    superseded: rows.filter(({ status }) => status === "superseded").length,
    rejected: rejected.length,
    lost: rows.filter((row) => isLost(row, rows, arrived)).map(describe),
    duplicates: duplicates(arrived, house.blows),
    outOfOrder: outOfOrder(received),
    rejectedNotShown: rejected.filter(({ id }) => !shown.has(id)).map(describe),
  };
}

function unlike(due: ReadonlyMap<string, number>, rows: readonly Row[]): string[] {
  const written = new Map<string, number>();
  for (const { occasion, visitId, requestId, toAddress } of rows) {
    const key = dueKey(visitId ?? requestId ?? "", occasion, toAddress);
    written.set(key, (written.get(key) ?? 0) + 1);
  }
  return [...new Set([...due.keys(), ...written.keys()])]
    .filter((key) => due.get(key) !== written.get(key))
    .map((key) => `${key}: ${due.get(key) ?? 0} due, ${written.get(key) ?? 0} written`);
}

/** Every message ends delivered, refused for good, or replaced by a newer one that did not end replaced itself. */
function isLost(row: Row, rows: readonly Row[], arrived: ReadonlyMap<string, unknown>): boolean {
  switch (row.status) {
    case "sent":
      return !arrived.has(row.messageId);
    case "failed":
    case "given_up":
      return false;
    case "superseded":
      return !rows.some(
        (other) =>
          other.calendarUid === row.calendarUid &&
          other.toAddress.toLowerCase() === row.toAddress.toLowerCase() &&
          other.status !== "superseded" &&
          ((other.sequence ?? 0) > (row.sequence ?? 0) ||
            (other.sequence === row.sequence && other.occasion === row.occasion && other.revision > row.revision)),
      );
    case "queued":
    case "sending":
      return true;
  }
}

/** The same Message-ID twice: only where the sender could not learn that the first had been taken. */
function duplicates(arrived: ReadonlyMap<string, ReceivedMail[]>, blows: readonly Blow[]): Verdict["duplicates"] {
  const found: Verdict["duplicates"] = { copies: 0, unlike: [], unexplained: [], by: new Map() };
  for (const [messageId, [first, ...others]] of arrived) {
    if (!first) continue;
    let before = first;
    for (const copy of others) {
      found.copies += 1;
      if (identityIn(copy) !== identityIn(before)) found.unlike.push(messageId);
      const why = whyTwice(before, blows);
      if (why === null) found.unexplained.push(`${messageId} at ${new Date(before.receivedAtMs).toISOString()}`);
      else found.by.set(why, (found.by.get(why) ?? 0) + 1);
      before = copy;
    }
  }
  return found;
}

function whyTwice({ receivedAtMs, mood }: ReceivedMail, blows: readonly Blow[]): string | null {
  const stall = mood.kind === "stall" ? mood.ms : 0;
  if (mood.kind === "drop_after_data" || stall > PATIENCE_MS) return "the answer was lost";
  const meets = blows.find(({ at, until }) => at <= receivedAtMs + stall + ANSWER_MS && until >= receivedAtMs);
  return meets?.what ?? null;
}

function outOfOrder(received: readonly ReceivedMail[]): string[] {
  const last = new Map<string, { sequence: number; stamp: number }>();
  const found: string[] = [];
  for (const mail of received) {
    const text = calendarIn(mail);
    if (text === null) continue;
    const { uid, sequence, dtstamp } = readInvitation(text);
    const key = `${uid} ${mail.to.join(" ")}`;
    const before = last.get(key);
    const stamp = dtstamp.getTime();
    if (before && (sequence < before.sequence || (sequence === before.sequence && stamp < before.stamp))) {
      found.push(`${key}: SEQUENCE ${sequence} after ${before.sequence}`);
    }
    last.set(key, { sequence, stamp });
  }
  return found;
}

export function calendarIn({ parsed }: ReceivedMail): string | null {
  const part = parsed.attachments.find(({ contentType }) => /calendar|ics/.test(contentType));
  return part ? part.content.toString("utf8") : null;
}

function identityIn(mail: ReceivedMail): string {
  const text = calendarIn(mail);
  if (text === null) return mail.parsed.subject ?? "";
  const { uid, sequence } = readInvitation(text);
  return `${uid} ${sequence} ${text}`;
}

/** As the manager finds them: every page of the list of refused messages. */
async function rejectedOnPage(house: House, cookie: string): Promise<Set<string>> {
  const address = house.webAddress() ?? house.origin;
  const ids = new Set<string>();
  for (const status of ["failed", "given_up"]) {
    let path: string | undefined = `/admin/mail?status=${status}`;
    while (path !== undefined) {
      const page: Response = await fetch(`${address}${path}`, { headers: { Cookie: cookie } });
      if (page.status !== 200) throw new Error(`${path} answered ${page.status}`);
      const body = await page.text();
      for (const [, id] of body.matchAll(/\/admin\/mail\/([0-9a-f-]{36})/g)) ids.add(id ?? "");
      const older: string | undefined = /href="(\/admin\/mail\?[^"]*before=[^"]*)"/.exec(body)?.[1];
      path = older?.replaceAll("&amp;", "&");
    }
  }
  return ids;
}

function describe({ occasion, toAddress, status, messageId, lastAnswer }: Row): string {
  return `${occasion} to ${toAddress}, ${status}, ${messageId}${lastAnswer === null ? "" : ` (${lastAnswer})`}`;
}
