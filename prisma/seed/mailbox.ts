import { dayToColumn } from "~/data/day";
import type { Db } from "~/data/db.server";
import { dayOf } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { handleArrived } from "~/services/read-mailbox.server";

const MINUTE_MS = 60_000;
const VISITS_ANSWERED = 9;
/** What the people of a visit say, in turn; null is somebody who has not answered yet. */
const SAID = ["ACCEPTED", "ACCEPTED", null, "ACCEPTED", "TENTATIVE", "ACCEPTED", null] as const;

const text = (...lines: readonly string[]): Buffer => Buffer.from(`${lines.join("\r\n")}\r\n`);

function answerOf(from: string, uid: string, sequence: number, said: string): Buffer {
  return text(
    `From: ${from}`,
    `Subject: ${said === "ACCEPTED" ? "Accepted" : "Tentative"}: Knife Crime Awareness sessions`,
    "MIME-Version: 1.0",
    "Content-Type: text/calendar; charset=utf-8; method=REPLY",
    "",
    "BEGIN:VCALENDAR",
    "METHOD:REPLY",
    "PRODID:-//Example//Calendar//EN",
    "VERSION:2.0",
    "BEGIN:VEVENT",
    `ATTENDEE;PARTSTAT=${said}:mailto:${from}`,
    `UID:${uid}`,
    `SEQUENCE:${sequence}`,
    "END:VEVENT",
    "END:VCALENDAR",
  );
}

const letterOf = (from: string, subject: string, words: string): Buffer =>
  text(`From: ${from}`, `Subject: ${subject}`, "Content-Type: text/plain; charset=utf-8", "", words);

/** What a bookings mailbox holds on a morning: answers of calendars, and two letters that a person has to read. */
export async function openMailbox({ db, now }: { db: Db; now: Date }, deps: (at: Date) => Deps): Promise<void> {
  const visits = await db.visit.findMany({
    where: { status: "scheduled", sensitive: false, onDate: { gt: dayToColumn(dayOf(now)) } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: VISITS_ANSWERED,
    select: {
      calendarUid: true,
      attendees: {
        where: { removedAt: null, lastSequenceSent: { not: null } },
        orderBy: { email: "asc" },
        select: { email: true, lastSequenceSent: true },
      },
    },
  });
  const invited = visits.flatMap(({ calendarUid, attendees }) => attendees.map((attendee) => ({ calendarUid, ...attendee })));
  const answers = invited.flatMap(({ calendarUid, email, lastSequenceSent }, index) => {
    const said = SAID[index % SAID.length] ?? null;
    return said === null ? [] : [answerOf(email, calendarUid, lastSequenceSent ?? 0, said)];
  });
  const [first] = invited;
  const letters = first
    ? [
        letterOf(first.email, "Automatic reply: Knife Crime Awareness sessions", "I am away from my desk until Thursday."),
        letterOf("office@otherplace.example.org", "Do you come to scout groups too?", "We meet on Tuesday evenings."),
      ]
    : [];
  for (const [index, raw] of [...answers, ...letters].entries()) {
    const arrivedAt = new Date(now.getTime() - (60 - index) * MINUTE_MS);
    await handleArrived({ uidValidity: 1n, uid: BigInt(index + 1), arrivedAt, raw }, deps(now));
  }
}
