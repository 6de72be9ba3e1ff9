import { describe, expect, it } from "vitest";
import { calendarEntry } from "../../../emails/calendar-entry";
import { contactAdded } from "../../../emails/contact-added";
import { contactRemoved } from "../../../emails/contact-removed";
import { cleanSubject, type Email, type Sender } from "../../../emails/layout";
import { offerEnded } from "../../../emails/offer-ended";
import { proveRequestCode } from "../../../emails/prove-request-code";
import { requestDeclined } from "../../../emails/request-declined";
import { requestReceived } from "../../../emails/request-received";
import { requestWithdrawn } from "../../../emails/request-withdrawn";
import { sessionInvitation } from "../../../emails/session-invitation";
import { signInCode } from "../../../emails/sign-in-code";
import { visitAssigned } from "../../../emails/visit-assigned";
import { visitChanged, type VisitChangedProps } from "../../../emails/visit-changed";
import { visitCancelled } from "../../../emails/visit-cancelled";
import { visitConfirmed } from "../../../emails/visit-confirmed";
import { visitLeft } from "../../../emails/visit-left";
import { visitMoved, type VisitMovedProps } from "../../../emails/visit-moved";
import type { VisitFacts } from "../../../emails/visit-facts";

const sender: Sender = {
  programme: "Knife Crime Awareness",
  team: "The Knife Crime Awareness team of Leicestershire Police",
  replyTo: "bookings@example.test",
  serviceUrl: "https://bookings.example.test/",
};

const visit: VisitFacts = {
  onDate: "2026-11-23",
  arriveMinutes: 8 * 60 + 50,
  leaveMinutes: 11 * 60,
  schoolName: "Fosse Mead Academy",
  address: "Mill Lane, Leicester, LE1 1AA",
  runningOrder: [
    { startMinutes: 550, endMinutes: 610, format: "classroom workshop", groups: "9A", room: "Hall" },
    { startMinutes: 610, endMinutes: 660, format: "classroom workshop", groups: "9B" },
  ],
};

const bookingUrl = "https://bookings.example.test/bookings/KCA-7Q4XMB";
const materialsUrl = "https://bookings.example.test/materials";
const newRequestUrl = "https://bookings.example.test/request";

const confirmed = () =>
  visitConfirmed({
    sender,
    contactName: "Sam Reed",
    reference: "KCA-7Q4XMB",
    visit,
    presenterNames: ["PC Jo Hill", "PC Ali Khan"],
    toPrepare: ["A projector with sound", "Someone from school stays in the room"],
    noteForSchool: "Please use the <main> entrance.\nParking is \"at the back\".",
    bookingUrl,
    answerUrl: "https://sessions.example/answer/token",
    changeUrl: "https://bookings.example.test/change/token",
    materialsUrl,
    materials: [
      { title: "Letter to parents & carers", url: `${materialsUrl}/1/letter.pdf` },
      { title: "A film", url: "https://films.example.test/film" },
    ],
  });

const assigned = () =>
  visitAssigned({
    sender,
    presenterName: "Jo",
    reference: "KCA-7Q4XMB",
    visit,
    presenterNames: ["PC Jo Hill", "PC Ali Khan"],
    askFor: "Sam Reed",
    phone: "0116 496 0000",
    answerUrl: "https://sessions.example/answer/token",
    visitUrl: "https://bookings.example.test/visits/1",
  });

const movedProps: VisitMovedProps = {
  sender,
  audience: "contact",
  recipientName: "Sam Reed",
  reference: "KCA-7Q4XMB",
  was: { onDate: "2026-11-20", arriveMinutes: 13 * 60, leaveMinutes: 15 * 60 + 10 },
  visit,
  before: { presenters: null, place: null, askFor: null, runningOrder: true },
  presenterNames: ["PC Jo Hill"],
  askFor: "Sam Reed",
  reasons: ["The school asked for another time."],
  note: "Thank you for ringing.",
  url: bookingUrl,
  answerUrl: "https://sessions.example/answer/token",
  changeUrl: "https://bookings.example.test/change/moved",
};

const { was: _was, ...changedFromMoved } = movedProps;
const changedProps: VisitChangedProps = changedFromMoved;

const signIn = () =>
  signInCode({ sender, code: "428 913", url: "https://bookings.example.test/sign-in/abc", minutesValid: 10 });

const received = () =>
  requestReceived({
    sender,
    contactName: "Sam Reed",
    schoolName: "Fosse Mead Academy",
    reference: "KCA-7Q4XMB",
    answerByOn: "2026-11-30",
    askedFor: ["Year 9, about 180 students, assembly"],
    enteredByName: null,
    contactEmail: "contact@school.test",
    bookingUrl,
    materialsUrl,
  });

const about = { sender, contactName: "Sam Reed", schoolName: "Fosse Mead Academy", reference: "KCA-7Q4XMB" };

const everyMail: Record<string, () => Promise<Email>> = {
  "sign-in-code": signIn,
  "prove-request-code": () =>
    proveRequestCode({
      sender,
      contactName: "Sam Reed",
      schoolName: "Fosse Mead Academy",
      code: "428 913",
      url: "https://bookings.example.test/request/prove/abc",
      minutesValid: 10,
    }),
  "request-received": received,
  "contact-added": () => contactAdded({ ...about, bookingUrl, email: "sam@school.test" }),
  "contact-removed": () => contactRemoved(about),
  "request-withdrawn": () => requestWithdrawn({ ...about, bookingUrl, newRequestUrl }),
  "visit-left": () => visitLeft({ sender, audience: "contact", recipientName: "Sam Reed", reference: "KCA-7Q4XMB", visit }),
  "visit-left, a presenter": () =>
    visitLeft({ sender, audience: "presenter", recipientName: "Kit Elm", reference: "KCA-7Q4XMB", visit }),
  "visit-moved": () => visitMoved(movedProps),
  "visit-changed": () => visitChanged(changedProps),
  "visit-confirmed": confirmed,
  "visit-assigned": assigned,
  "session-invitation": () =>
    sessionInvitation({
      sender,
      recipientName: "Sam Reed",
      schoolName: "Fosse Mead Academy",
      purpose: "talk with students about knife crime",
      covered: ["what knife crime is"],
      note: "We are near you on 8 December.",
      teamPhone: "101",
      startUrl: "https://bookings.example.test/invited/abc",
      expiresOn: "2027-01-22",
      materialsUrl,
      stopUrl: "https://bookings.example.test/no-invitations/abc",
    }),
  "request-declined": () =>
    requestDeclined({
      sender,
      contactName: "Sam Reed",
      schoolName: "Fosse Mead Academy",
      reference: "KCA-7Q4XMB",
      reasons: ["No presenter is free on the days you named."],
      noteForSchool: "We have more time in spring.",
      bookingUrl,
      newRequestUrl,
      materialsUrl,
    }),
  "visit-cancelled to a contact": () =>
    visitCancelled({
      audience: "contact",
      sender,
      recipientName: "Sam Reed",
      reference: "KCA-7Q4XMB",
      visit,
      cancelledBy: "team",
      reasons: ["Our presenter is ill."],
      bookingUrl,
      next: { kind: "looking_again", answerByOn: "2026-12-04" },
    }),
  "offer-ended": () =>
    offerEnded({
      sender,
      contactName: "Sam Reed",
      schoolName: "Mill Road School",
      reference: "KCA-7Q4XMB",
      how: "expired",
      answerByOn: "2026-12-04",
      teamPhone: "0116 496 0000",
      bookingUrl,
    }),
  "visit-cancelled where others stand": () =>
    visitCancelled({
      audience: "contact",
      sender,
      recipientName: "Sam Reed",
      reference: "KCA-7Q4XMB",
      visit,
      cancelledBy: "team",
      reasons: [],
      bookingUrl,
      next: { kind: "others_stand", open: 2, toComeOn: ["2026-12-04"] },
    }),
  "visit-cancelled to a presenter": () =>
    visitCancelled({
      audience: "presenter",
      sender,
      recipientName: "Jo",
      reference: "KCA-7Q4XMB",
      visit,
      cancelledBy: "school",
      reasons: ["A clash with exams."],
      scheduleUrl: "https://bookings.example.test/schedule",
    }),
};

/** Text with its line breaks taken out, since where a line wraps carries no meaning. */
const flat = (text: string) => text.replace(/\s+/g, " ");

const linksOf = (html: string) => [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href ?? "");

describe.each(Object.entries(everyMail))("%s", (_occasion, write) => {
  it("has one line of subject and never says why a request is urgent or private", async () => {
    const { subject, text } = await write();
    expect(subject).toMatch(/^[^\p{Cc}]{5,90}$/u);
    expect(`${subject} ${text}`).not.toMatch(/sensitive|incident/i);
  });

  it("says in plain text everything that can be followed in the HTML", async () => {
    const { html, text } = await write();
    for (const href of linksOf(html)) {
      expect(text).toContain(href.replace(/^(mailto|tel):/, "").replace(/^01164960000$/, "0116 496 0000"));
    }
  });

  it("needs no picture, says who wrote it, where to answer and where to get help", async () => {
    const { html, text } = await write();
    expect(html).not.toMatch(/<img|url\(|http:\/\/(?!www\.w3\.org)/);
    expect(html).toContain("prefers-color-scheme: dark");
    expect(html).toContain('lang="en-GB"');
    expect(flat(text)).toContain(sender.team);
    expect(text).toContain(sender.replyTo);
    expect(flat(text)).toContain("In an emergency, ring 999");
    expect(flat(text)).toContain("ring 101");
  });
});

describe("what each mail must say", () => {
  it("gives the code, the page and how long both work", async () => {
    const { text, subject } = await signIn();
    expect(text).toContain("428 913");
    expect(text).toContain("https://bookings.example.test/sign-in/abc");
    expect(flat(text)).toContain("10 minutes");
    expect(subject).not.toContain("428");
  });

  it("tells the contact when, where, who, in which order and what to prepare", async () => {
    const { subject, text } = await confirmed();
    expect(subject).toBe("Confirmed: Monday 23 November 2026, 08:50 (KCA-7Q4XMB)");
    expect(flat(text)).toContain("08:50 to 11:00");
    expect(flat(text)).toContain("Fosse Mead Academy, Mill Lane, Leicester, LE1 1AA");
    expect(text).toContain("09:10 to 10:10: 9A, classroom workshop, Hall");
    expect(text).toContain("10:10 to 11:00: 9B, classroom workshop");
    expect(text).toContain("PC Jo Hill, PC Ali Khan");
    expect(text).toContain("A projector with sound");
    expect(text).toContain(materialsUrl);
    expect(text).toContain(bookingUrl);
  });

  it("keeps a typed note as words: its lines stay, its markup does nothing", async () => {
    const { html, text } = await confirmed();
    expect(html).not.toContain("<main>");
    expect(text).toContain('Please use the <main> entrance.\nParking is "at the back".');
  });

  it("tells the presenter whom to ask for and how to ring them", async () => {
    const { text } = await assigned();
    expect(flat(text)).toContain("Ask for: Sam Reed");
    expect(text).toContain("0116 496 0000");
  });

  it("tells the contact the day by which we answer", async () => {
    const { text } = await received();
    expect(flat(text)).toContain("We will answer by Monday 30 November 2026.");
  });

  it("tells the old and the new time of a moved visit, and what else is new", async () => {
    const moved = await visitMoved(movedProps);
    expect(moved.subject).toBe("Moved to: Monday 23 November 2026, 08:50 (KCA-7Q4XMB)");
    expect(flat(moved.text)).toContain("Before: Friday 20 November 2026, 13:00 to 15:10");
    expect(flat(moved.text)).toContain("From arriving to leaving: 08:50 to 11:00");
    expect(flat(moved.text)).toContain("The school asked for another time.");
    expect(moved.text).toContain("https://bookings.example.test/change/moved");
    expect(flat(moved.text)).not.toContain("stay as they were");
    const swapped = await visitMoved({ ...movedProps, before: { ...movedProps.before, presenters: "PC Ali Khan" } });
    expect(flat(swapped.text)).toContain("Who comes: PC Jo Hill. Before: PC Ali Khan.");
  });

  it("tells what has changed of a visit whose time stays, in the subject too, and nothing of before where nobody knows it", async () => {
    const nothing = { presenters: null, place: null, askFor: null, runningOrder: false };
    const written = (before: VisitChangedProps["before"], over: Partial<VisitChangedProps> = {}) =>
      visitChanged({ ...changedProps, ...over, before });
    const presenter = await written({ ...nothing, presenters: "PC Ali Khan" });
    expect(presenter.subject).toBe("Presenter changed: Monday 23 November 2026, 08:50 (KCA-7Q4XMB)");
    expect(flat(presenter.text)).toContain("Who comes: PC Jo Hill. Before: PC Ali Khan.");
    expect(flat(presenter.text)).toContain("stay as they were");
    const place = await written({ ...nothing, place: "The Annexe" }, { audience: "presenter", changeUrl: null });
    expect(place.subject).toBe("Place changed: Monday 23 November 2026, 08:50, Fosse Mead Academy");
    expect(flat(place.text)).toContain("Before: The Annexe.");
    expect((await written({ ...nothing, runningOrder: true })).subject).toMatch(/^Running order changed: /);
    expect((await written({ ...nothing, askFor: "Kim Gale" })).subject).toMatch(/^Contact changed: /);
    const both = await written({ ...nothing, place: "The Annexe", presenters: "PC Ali Khan" });
    expect(both.subject).toMatch(/^Changed: /);
    const unknown = await written(null);
    expect(unknown.subject).toMatch(/^Changed: Monday 23 November 2026, 08:50/);
    expect(flat(unknown.text)).toContain("What holds now stands below.");
    expect(flat(unknown.text)).not.toMatch(/before:|stay as they were/i);
  });

  it("says who cancelled and what happens next: looking again, or closed", async () => {
    const base = {
      audience: "contact" as const,
      sender,
      recipientName: "Sam Reed",
      reference: "KCA-7Q4XMB",
      visit,
      reasons: [],
      bookingUrl,
    };
    const again = await visitCancelled({
      ...base,
      cancelledBy: "team",
      next: { kind: "looking_again", answerByOn: "2026-12-04" },
    });
    expect(flat(again.text)).toContain("our team has had to cancel");
    expect(flat(again.text)).toContain("will answer by Friday 4 December 2026");
    const closed = await visitCancelled({
      ...base,
      cancelledBy: "school",
      next: { kind: "closed", newRequestUrl },
    });
    expect(flat(closed.text)).toContain("As your school asked");
    expect(closed.text).toContain(newRequestUrl);
    expect(closed.text).not.toContain("December");
  });
});

describe("subjects", () => {
  it("cannot carry a second header line or turn the reading direction", () => {
    expect(cleanSubject("Hello\r\nBcc: a@b.test\u2028x\u202Ey\t z")).toBe("Hello Bcc: a@b.test x y z");
  });

  it("stay clean when the school's name is not", async () => {
    const { subject } = await visitAssigned({
      sender,
      presenterName: "Jo",
      reference: "KCA-7Q4XMB",
      visit: { ...visit, schoolName: "Mill\r\nBcc: x@y.test" },
      presenterNames: ["PC Jo Hill"],
      askFor: "Sam Reed",
      answerUrl: "https://sessions.example/answer/token",
      visitUrl: "https://bookings.example.test/visits/1",
    });
    expect(subject).toBe("You are presenting: Monday 23 November 2026, 08:50, Mill Bcc: x@y.test");
  });
});

describe("the words of a calendar entry", () => {
  it("carry arrival, running order, presenters and where to ask", () => {
    const { title, description } = calendarEntry({
      programme: "Knife Crime Awareness",
      schoolName: "Fosse Mead Academy",
      reference: "KCA-7Q4XMB",
      arriveMinutes: 530,
      runningOrder: visit.runningOrder,
      presenterNames: ["PC Jo Hill"],
      replyTo: "bookings@example.test",
    });
    expect(title).toBe("Knife Crime Awareness: Fosse Mead Academy");
    expect(description.split("\n")).toEqual([
      "Arrive 08:50.",
      "09:10 to 10:10: 9A, classroom workshop, Hall",
      "10:10 to 11:00: 9B, classroom workshop",
      "Presenters: PC Jo Hill",
      "Reference: KCA-7Q4XMB",
      "Questions: bookings@example.test",
    ]);
  });
});
