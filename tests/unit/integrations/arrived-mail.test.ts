import { describe, expect, test } from "vitest";
import { readArrivedMail } from "~/integrations/arrived-mail.server";
import { aReport, CALENDAR_PROGRAMS, replyText, withCalendar } from "../../support/arrived-mails";

const UID = "5f0c9d1e@example.test";
const KIT = "kit.elm@force.example.test";

describe("an answer to an invitation", () => {
  for (const [program, write] of Object.entries(CALENDAR_PROGRAMS)) {
    for (const [partstat, answer] of [["ACCEPTED", "accepted"], ["TENTATIVE", "tentative"], ["DECLINED", "declined"]] as const) {
      test(`as ${program} writes it: ${answer}`, async () => {
        const arrived = await readArrivedMail(write({ from: KIT, uid: UID, partstat, sequence: 3, comment: "See you\\, I hope – 👍" }));
        expect(arrived.from).toBe(KIT);
        expect(arrived.says).toEqual({
          kind: "answer",
          uid: UID,
          attendee: KIT,
          sequence: 3,
          dtstampAt: new Date("2026-11-16T12:00:00Z"),
          answer,
          note: "See you, I hope – 👍",
        });
      });
    }
  }

  test("without SEQUENCE or DTSTAMP still counts", async () => {
    const text = replyText({ from: KIT, uid: UID }).replace(/^(SEQUENCE|DTSTAMP):.*\r\n/gm, "");
    expect((await readArrivedMail(withCalendar(KIT, text))).says).toMatchObject({ kind: "answer", sequence: 0, dtstampAt: null });
  });
});

describe("left for a person", () => {
  const many = Array.from({ length: 5_000 }, (_, at) => `ATTENDEE;PARTSTAT=DECLINED:mailto:a${at}@example.test\r\n`).join("");
  const good = replyText({ from: KIT, uid: UID });
  const cases: [string, Buffer | string][] = [
    ["a plain letter", "From: head@school.example\r\nSubject: Tuesday\r\n\r\nCould we speak?"],
    ["nothing at all", ""],
    ["bytes", Buffer.from(Array.from({ length: 4_096 }, (_, at) => (at * 197) % 256))],
    ["a proposal of another time", withCalendar(KIT, replyText({ from: KIT, uid: UID }, "COUNTER"))],
    ["an invitation to us", withCalendar(KIT, replyText({ from: KIT, uid: UID }, "REQUEST"))],
    ["no method", withCalendar(KIT, replyText({ from: KIT, uid: UID }, null))],
    ["delegated", withCalendar(KIT, replyText({ from: KIT, uid: UID, partstat: "DELEGATED" }))],
    ["not answered", withCalendar(KIT, replyText({ from: KIT, uid: UID, partstat: "NEEDS-ACTION" }))],
    ["nobody", withCalendar(KIT, good.replace(/^ATTENDEE.*\r\n/m, ""))],
    ["thousands of people", withCalendar(KIT, good.replace(/^ATTENDEE.*\r\n/m, many))],
    ["a broken calendar", withCalendar(KIT, good.slice(0, 90))],
    ["a calendar of nonsense", withCalendar(KIT, "BEGIN:VCALENDAR\r\n;;;=:\u0000\r\nEND:VEVENT")],
    ["no event", withCalendar(KIT, "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n")],
    ["parts within parts without an end", `From: ${KIT}\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n${"--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n".repeat(2_000)}`],
    ["a report of nothing", 'From: x@y.example\r\nContent-Type: multipart/report; boundary="r"\r\n\r\n--r\r\nContent-Type: text/plain\r\n\r\nhm\r\n--r--'],
  ];
  for (const [what, raw] of cases) {
    test(what, async () => {
      expect((await readArrivedMail(Buffer.from(raw))).says.kind).toBe("other");
    });
  }

  test("words of an answer are one line without control characters, and short", async () => {
    const comment = `<script>alert(1)</script>\\n\u0007${"long ".repeat(5_000)}`;
    const { says } = await readArrivedMail(withCalendar(KIT, replyText({ from: KIT, uid: UID, comment })));
    if (says.kind !== "answer") throw new Error("no answer");
    expect(says.note.length).toBeLessThanOrEqual(500);
    expect(says.note).not.toMatch(/[\p{Cc}]/u);
  });

  test("nothing that a database refuses comes out: NUL, half a character, a number beyond its integers", async () => {
    const text = replyText({ from: KIT, uid: `5f\u0000\ud83d0c\u202e`, sequence: 1e15, comment: `${"x".repeat(499)}👍` });
    const { from, subject, says } = await readArrivedMail(
      Buffer.from(withCalendar(KIT, text).toString().replace("Subject: Calendar", `Subject: ${"s".repeat(299)}👍`)),
    );
    if (says.kind !== "answer") throw new Error("no answer");
    expect(says.sequence).toBe(2 ** 31 - 1);
    for (const each of [from, subject, says.uid, says.attendee, says.note]) expect(each).not.toMatch(/[\p{Cc}\p{Cs}\u202e]/u);
  });

  test("a sender who writes as two people is nobody", async () => {
    const raw = withCalendar(`${KIT}, other@example.test`, good);
    expect((await readArrivedMail(raw)).from).toBe("");
  });
});

describe("a delivery report", () => {
  const messageId = "<0123456789abcdef0123456789abcdef@example.test>";
  for (const quote of ["whole", "headers"] as const) {
    test(`names the mail that did not arrive, quoted ${quote}`, async () => {
      const { says } = await readArrivedMail(aReport({ messageId, address: KIT, quote }));
      expect(says).toEqual({ kind: "bounce", mailIds: [messageId], forGood: true, diagnosis: "smtp; 550 5.1.1 No such mailbox here" });
    });
  }
  test("of a delay is not the end", async () => {
    const { says } = await readArrivedMail(aReport({ messageId, address: KIT, action: "delayed", status: "4.4.7" }));
    expect(says).toMatchObject({ kind: "bounce", forGood: false });
  });
});
