import { readInvitation } from "../../support/calendar-reader";
import { readWith, type Reading } from "../../support/calendar-readers";
import type { Proof } from "../../support/proof";
import type { ReceivedMail } from "../../support/smtp-sink";
import { PRESENTERS } from "./cast";
import type { Booking, Planned, Play } from "./play";

type Expected = Pick<Reading, "method" | "status"> & { visit: Omit<Planned, "uid">; minimumSequence: number };

const RETRY_WITHIN_MS = 150_000;

/** Every recipient's invitation, read by readers that are not ours; then the download. Adds the UID to the visit. */
export async function invited(play: Play, booking: Booking, visit: Omit<Planned, "uid">): Promise<Planned> {
  const { proof } = play;
  const expected = { method: "REQUEST", status: "CONFIRMED", visit, minimumSequence: 0 };
  const readings = await readEverybodys(play, booking, expected);
  const uid = readings[0]?.uid ?? "";
  proof.equal("SEQUENCE is 0 for a new visit", [...new Set(readings.map(({ sequence }) => sequence))], [0]);
  const page = await booking.browser.open(`/bookings/${booking.reference}`);
  const link = `/bookings/${booking.reference}/calendar.ics?visit=${visit.id}`;
  proof.contains("the contact’s page offers a calendar file", page.body, link);
  const file = await booking.browser.open(link);
  for (const reader of play.readers) {
    const reading = readWith(reader, file.body);
    proof.equal(
      `the download is the same event without a method (${reader})`,
      [reading.method, reading.uid, reading.startsAt, reading.endsAt],
      [null, uid, visit.startsAt.toISOString(), visit.endsAt.toISOString()],
      reading.uid,
    );
  }
  return { ...visit, uid };
}

export async function readEverybodys(
  play: Play,
  booking: Pick<Booking, "contacts" | "reference">,
  expected: Expected,
) {
  const { proof, stage: set } = play;
  const groups = [booking.contacts, PRESENTERS].map((people) => people.map(({ email }) => email));
  const readings: Reading[] = [];
  for (const group of groups) {
    for (const address of group) {
      const mail = await invitationTo(play, address, booking.reference, expected);
      const text = calendarIn(mail) ?? "";
      const all = play.readers.map((reader) => readWith(reader, text));
      const [reading] = all;
      if (!reading) throw new Error("There is no reader");
      const { uid, sequence, stampAt, ...rest } = reading;
      proof.equal(
        `${address} gets ${expected.method ?? ""}`,
        rest,
        {
          method: expected.method,
          startsAt: expected.visit.startsAt.toISOString(),
          endsAt: expected.visit.endsAt.toISOString(),
          status: expected.status,
          organizer: set.mailFrom.email,
          attendees: [...group].sort(),
        },
        `${rest.startsAt} to ${rest.endsAt}, ORGANIZER ${rest.organizer}, ATTENDEE ${rest.attendees.join(" and ")}`,
      );
      for (const [index, other] of all.entries()) {
        if (index > 0)
          proof.equal(
            `  ${play.readers[index] ?? ""} reads the same as ${play.readers[0] ?? ""}`,
            other,
            reading,
            other.uid,
          );
      }
      checkByHand(proof, mail, text, reading);
      proof.holds(
        "  its identity",
        uid !== "" && sequence >= expected.minimumSequence,
        `UID ${uid}, SEQUENCE ${sequence}, DTSTAMP ${stampAt}`,
        `SEQUENCE of at least ${expected.minimumSequence}`,
      );
      readings.push(reading);
    }
  }
  proof.equal(
    "one UID for everybody",
    new Set(readings.map(({ uid }) => uid)).size,
    1,
    `${readings.length} invitations`,
  );
  return readings;
}

/** What readers forgive and calendars do not. */
function checkByHand(proof: Proof, mail: ReceivedMail, text: string, reading: Reading) {
  const lines = text.replace(/\r\n[ \t]/g, "").split("\r\n");
  const asked = readInvitation(text).attendees.map(
    ({ role, partstat, rsvp }) => `${role} ${partstat} ${rsvp}`,
  );
  const seen = {
    stampIsInUtc: lines.some((line) => /^DTSTAMP:\d{8}T\d{6}Z$/.test(line)),
    organizerAttends: reading.attendees.includes(reading.organizer),
    mimeMethod: /Content-Type:\s*text\/calendar;[^]*?method="?(\w+)/i.exec(mail.raw)?.[1],
    asked: [...new Set(asked)],
  };
  const wanted = reading.method === "REQUEST" ? ["REQ-PARTICIPANT NEEDS-ACTION TRUE"] : seen.asked;
  proof.equal(
    "  to the letter",
    seen,
    { stampIsInUtc: true, organizerAttends: false, mimeMethod: reading.method, asked: wanted },
    `DTSTAMP with Z, the organizer does not attend, MIME method ${seen.mimeMethod ?? ""}, ${wanted.join()}`,
  );
}

function invitationTo(
  play: Play,
  address: string,
  reference: string,
  { method, visit }: Expected,
): Promise<ReceivedMail> {
  return play.stage.mail.waitFor(
    `${method ?? ""} of ${reference} for ${address}`,
    (mail) => {
      const text =
        mail.to.includes(address) && (mail.parsed.text ?? "").includes(reference) ? calendarIn(mail) : null;
      if (text === null) return false;
      const reading = readWith("ical.js", text);
      return reading.method === method && reading.startsAt === visit.startsAt.toISOString();
    },
    RETRY_WITHIN_MS,
  );
}

function calendarIn(mail: ReceivedMail): string | null {
  const part = mail.parsed.attachments.find(({ contentType }) => contentType === "text/calendar");
  return part ? part.content.toString("utf8") : null;
}
