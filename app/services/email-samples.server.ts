import { afterVisit } from "../../emails/after-visit";
import { contactAdded } from "../../emails/contact-added";
import { contactRemoved } from "../../emails/contact-removed";
import { datesOffered } from "../../emails/dates-offered";
import { dayBefore } from "../../emails/day-before";
import { deliveryMissing } from "../../emails/delivery-missing";
import { invitationDeclined } from "../../emails/invitation-declined";
import type { Email, Sender } from "../../emails/layout";
import { mailUndelivered } from "../../emails/mail-undelivered";
import { membershipDecided } from "../../emails/membership-decided";
import { monthlyFigures } from "../../emails/monthly-figures";
import { nothingHeard } from "../../emails/nothing-heard";
import { offerEnded } from "../../emails/offer-ended";
import { presenterTomorrow } from "../../emails/presenter-tomorrow";
import { proveRequestCode } from "../../emails/prove-request-code";
import { questionAsked } from "../../emails/question-asked";
import { readinessReminder } from "../../emails/readiness-reminder";
import { requestDeclined } from "../../emails/request-declined";
import { requestReceived } from "../../emails/request-received";
import { requestWithdrawn } from "../../emails/request-withdrawn";
import { requestsWaiting } from "../../emails/requests-waiting";
import { schoolWrote } from "../../emails/school-wrote";
import { sessionInvitation } from "../../emails/session-invitation";
import { signInCode } from "../../emails/sign-in-code";
import { visitAssigned } from "../../emails/visit-assigned";
import { visitChanged } from "../../emails/visit-changed";
import { visitCancelled } from "../../emails/visit-cancelled";
import { visitConfirmed } from "../../emails/visit-confirmed";
import type { VisitFacts } from "../../emails/visit-facts";
import { visitLeft } from "../../emails/visit-left";
import { visitMoved } from "../../emails/visit-moved";

type Audience = "School" | "Presenter" | "Coordinator" | "Manager" | "Everybody";

/** One occasion with invented people and places. */
export type EmailSample = { occasion: string; title: string; audience: Audience; write: () => Promise<Email> };

const reference = "KCA-7Q4XMB";
const schoolName = "Marlpit Academy";
const contactName = "Sam Reed";
const email = "sam.reed@marlpit.example";
const presenterNames = ["PC Jo Hill", "PC Ali Khan"];
const onDate = "2026-11-23";

const visit: VisitFacts = {
  onDate,
  arriveMinutes: 8 * 60 + 50,
  leaveMinutes: 11 * 60 + 15,
  schoolName,
  address: "Mill Lane, Testford, TE1 1ST",
  runningOrder: [
    { startMinutes: 550, endMinutes: 575, format: "Tutor time", groups: "9A", room: "Room 12" },
    { startMinutes: 600, endMinutes: 660, format: "Classroom workshop", groups: "9B", room: "Hall" },
  ],
};

/** Every mail that the service sends, written now with the same components that write the real ones. */
export function emailSamples(sender: Sender): EmailSample[] {
  const at = (path: string) => `${sender.serviceUrl.replace(/\/$/, "")}${path}`;
  const bookingUrl = at(`/bookings/${reference}`);
  const newRequestUrl = at("/request");
  const materialsUrl = at("/materials");
  const materials = [
    { title: "Letter to parents and carers", url: at("/materials/letter.pdf") },
    { title: "Follow-up lesson", url: at("/materials/follow-up.pdf") },
  ];
  const choicesUrl = at("/account/mail");
  const link = (what: string) => at(`/${what}/EXAMPLEEXAMPLEEXAMPLE`);
  const toSchool = { sender, contactName, schoolName, reference };
  const school = (occasion: string, title: string, write: () => Promise<Email>): EmailSample => ({
    occasion,
    title,
    audience: "School",
    write,
  });
  const sample = (audience: Audience, occasion: string, title: string, write: () => Promise<Email>): EmailSample => ({
    occasion,
    title,
    audience,
    write,
  });
  const readiness = { sender, contactName, reference, visit, settleUrl: link("readiness"), changeUrl: link("change"), choicesUrl };
  const open = ["Designated safeguarding lead", "Parents told"];
  const was = { onDate: "2026-11-20", arriveMinutes: 530, leaveMinutes: 675 };
  const unchanged = { presenters: null, place: null, askFor: null, runningOrder: false };
  const changed = { sender, reference, visit, presenterNames, askFor: contactName, note: "", answerUrl: link("answer") };
  const { runningOrder: _order, ...cancelledVisit } = visit;
  const cancelled = { sender, reference, visit: cancelledVisit };
  const waiting = [{ reference, schoolName, answerByOn: "2026-11-30", url: at(`/requests/${reference}`) }];
  const wrote = { sender, recipientName: "Alex Lane", schoolName, reference, url: at("/visits/example") };
  return [
    sample("Everybody", "sign-in-code", "Code to sign in", () =>
      signInCode({ sender, code: "428913", url: link("sign-in/link"), minutesValid: 10 }),
    ),
    school("prove-request-code", "Code to confirm a request", () =>
      proveRequestCode({ sender, contactName, schoolName, code: "428913", url: link("request/prove"), minutesValid: 10 }),
    ),
    school("request-received", "Request received", () =>
      requestReceived({
        ...toSchool,
        answerByOn: "2026-11-30",
        askedFor: ["Year 9, about 180 students, assembly"],
        enteredByName: null,
        contactEmail: email,
        bookingUrl,
        materialsUrl,
      }),
    ),
    school("question-asked", "Question from the team", () =>
      questionAsked({ ...toSchool, body: "Would two groups in the hall at once work for you?", answerUrl: link("messages") }),
    ),
    school("dates-offered", "Offer of other dates", () =>
      datesOffered({
        ...toSchool,
        formatName: "Tutor time",
        dates: ["Tuesday 24 November 2026, 09:10 to 09:35", "Thursday 26 November 2026, 13:10 to 13:35"],
        noteForSchool: "",
        answerByOn: "2026-11-18",
        answerUrl: link("offers"),
        bookingUrl,
      }),
    ),
    school("offer-withdrawn", "Offered dates taken back", () =>
      offerEnded({ ...toSchool, how: "withdrawn", answerByOn: "2026-11-18", teamPhone: "0116 496 0000", bookingUrl }),
    ),
    school("offer-expired", "Offered dates run out", () =>
      offerEnded({ ...toSchool, how: "expired", answerByOn: "2026-11-25", teamPhone: "0116 496 0000", bookingUrl }),
    ),
    school("visit-confirmed", "Confirmed", () =>
      visitConfirmed({
        sender,
        contactName,
        reference,
        visit,
        presenterNames,
        toPrepare: ["A room with a screen, ready ten minutes before the first session."],
        noteForSchool: "Please use the main entrance.",
        bookingUrl,
        answerUrl: link("answer"),
        changeUrl: link("change"),
        materialsUrl,
        materials,
      }),
    ),
    school("visit-moved", "Moved", () =>
      visitMoved({
        sender,
        audience: "contact",
        recipientName: contactName,
        reference,
        was,
        before: unchanged,
        visit,
        presenterNames,
        askFor: contactName,
        reasons: ["Our officer is needed for an operational duty."],
        note: "",
        url: bookingUrl,
        answerUrl: link("answer"),
        changeUrl: link("change"),
      }),
    ),
    school("visit-changed", "Presenter changed", () =>
      visitChanged({
        ...changed,
        audience: "contact",
        recipientName: contactName,
        presenterNames: ["PC Kit Elm"],
        before: { ...unchanged, presenters: presenterNames.join(", ") },
        reasons: ["Someone who is needed for the session is ill."],
        url: bookingUrl,
        changeUrl: link("change"),
      }),
    ),
    school("visit-changed-place", "Place changed", () =>
      visitChanged({
        ...changed,
        audience: "contact",
        recipientName: contactName,
        before: { ...unchanged, place: `${schoolName}, North Site, Testford` },
        reasons: [],
        url: bookingUrl,
        changeUrl: link("change"),
      }),
    ),
    school("visit-cancelled-by-us", "Cancelled by us", () =>
      visitCancelled({
        ...cancelled,
        recipientName: contactName,
        cancelledBy: "team",
        reasons: ["Our officer is needed for an operational duty."],
        audience: "contact",
        bookingUrl,
        next: { kind: "looking_again", answerByOn: "2026-11-30" },
      }),
    ),
    school("visit-cancelled-by-you", "Cancelled by you", () =>
      visitCancelled({
        ...cancelled,
        recipientName: contactName,
        cancelledBy: "school",
        reasons: [],
        audience: "contact",
        bookingUrl,
        next: { kind: "closed", newRequestUrl },
      }),
    ),
    school("visit-cancelled-one-of-two", "Cancelled, and another visit stands", () =>
      visitCancelled({
        ...cancelled,
        recipientName: contactName,
        cancelledBy: "team",
        reasons: ["Our officer is needed for an operational duty."],
        audience: "contact",
        bookingUrl,
        next: { kind: "others_stand", open: 1, toComeOn: ["2026-11-30"] },
      }),
    ),
    school("readiness-reminder", "Seven school days before", () =>
      readinessReminder({ ...readiness, open, of: 7, isChase: false }),
    ),
    school("readiness-chase", "Still to settle", () => readinessReminder({ ...readiness, open, of: 7, isChase: true })),
    school("day-before", "The school day before", () =>
      dayBefore({
        ...readiness,
        open: [],
        presenterNames,
        meets: "Sam at main reception",
        safeguardingLead: "Deputy head, extension 12",
        needs: "",
        materialsUrl,
        materials,
      }),
    ),
    school("after-visit", "After the visit", () =>
      afterVisit({ ...toSchool, onDate, afterUrl: link("after"), materialsUrl, materials, choicesUrl }),
    ),
    school("request-declined", "Request declined", () =>
      requestDeclined({
        ...toSchool,
        reasons: ["No presenter is free on the days you asked for."],
        bookingUrl,
        newRequestUrl,
        materialsUrl,
      }),
    ),
    school("request-withdrawn", "Request withdrawn", () => requestWithdrawn({ ...toSchool, bookingUrl, newRequestUrl })),
    school("session-invitation", "Invitation to ask for a session", () =>
      sessionInvitation({
        sender,
        recipientName: contactName,
        schoolName,
        purpose: "talk with students about knife crime, calmly and honestly",
        covered: ["what knife crime is", "why people carry knives", "where to find more information, get help or report"],
        note: "We are at a school near you on 8 December.",
        teamPhone: "101",
        startUrl: link("invited"),
        expiresOn: "2027-01-22",
        materialsUrl,
        stopUrl: link("no-invitations"),
      }),
    ),
    school("nothing-heard", "Nothing heard yet", () =>
      nothingHeard({ ...toSchool, answerByOn: "2026-11-20", teamPhone: "101", bookingUrl }),
    ),
    school("contact-added", "Added as a contact", () =>
      contactAdded({ ...toSchool, bookingUrl, email }),
    ),
    school("contact-removed", "No longer a contact", () => contactRemoved(toSchool)),
    school("membership-decided", "Contact of a school", () =>
      membershipDecided({ sender, contactName, schoolName, decision: "approved", byThemselves: false, bookingsUrl: at("/bookings") }),
    ),
    sample("Presenter", "visit-assigned", "Assigned", () =>
      visitAssigned({
        sender,
        presenterName: "PC Jo Hill",
        reference,
        visit,
        presenterNames,
        askFor: contactName,
        phone: "0116 496 0000",
        visitUrl: at("/visits/example"),
        answerUrl: link("answer"),
      }),
    ),
    sample("Presenter", "visit-moved-presenter", "Moved", () =>
      visitMoved({
        sender,
        audience: "presenter",
        recipientName: "PC Jo Hill",
        reference,
        was,
        before: { ...unchanged, presenters: "PC Jo Hill" },
        visit,
        presenterNames,
        askFor: contactName,
        reasons: ["The school asked for another day"],
        note: "",
        url: at("/visits/example"),
        answerUrl: link("answer"),
        changeUrl: null,
      }),
    ),
    sample("Presenter", "visit-changed-presenter", "Contact changed", () =>
      visitChanged({
        ...changed,
        audience: "presenter",
        recipientName: "PC Jo Hill",
        before: { ...unchanged, askFor: "Kim Gale" },
        reasons: [],
        url: at("/visits/example"),
        changeUrl: null,
      }),
    ),
    sample("Presenter", "visit-left", "Unassigned", () =>
      visitLeft({ sender, audience: "presenter", recipientName: "PC Jo Hill", reference, visit }),
    ),
    sample("Presenter", "visit-cancelled-presenter", "Cancelled", () =>
      visitCancelled({
        ...cancelled,
        recipientName: "PC Jo Hill",
        cancelledBy: "school",
        reasons: ["School asked us to"],
        audience: "presenter",
        scheduleUrl: at("/my-day"),
      }),
    ),
    sample("Presenter", "presenter-tomorrow", "Tomorrow’s visits", () =>
      presenterTomorrow({
        sender,
        presenterName: "PC Jo Hill",
        visits: [
          {
            onDate,
            arriveMinutes: visit.arriveMinutes,
            leaveMinutes: visit.leaveMinutes,
            schoolName,
            address: visit.address,
            askFor: contactName,
            phone: "0116 496 0000",
            settled: 5,
            of: 7,
            daySheetUrl: at("/visits/example/day-sheet"),
          },
        ],
        myDayUrl: at("/my-day"),
        choicesUrl,
      }),
    ),
    sample("Presenter", "delivery-missing", "Delivery not recorded", () =>
      deliveryMissing({
        sender,
        presenterName: "PC Jo Hill",
        visits: [{ onDate, schoolName, url: at("/visits/example/delivery") }],
        choicesUrl,
      }),
    ),
    sample("Coordinator", "new-requests", "New requests", () =>
      requestsWaiting({
        sender,
        recipientName: "Alex Lane",
        about: "new",
        requests: waiting,
        today: onDate,
        inboxUrl: at("/requests"),
        choicesUrl,
      }),
    ),
    sample("Coordinator", "requests-unanswered", "Not answered in time", () =>
      requestsWaiting({
        sender,
        recipientName: "Alex Lane",
        about: "unanswered",
        requests: waiting,
        today: "2026-12-01",
        inboxUrl: at("/requests"),
        choicesUrl,
      }),
    ),
    sample("Coordinator", "question-answered", "The school has written", () =>
      schoolWrote({ ...wrote, what: "message", onDate: null, reasons: [], body: "Yes, the hall is free all morning." }),
    ),
    sample("Coordinator", "another-date-asked", "Another date asked for", () =>
      schoolWrote({ ...wrote, what: "another_date", onDate, reasons: ["Exams"], body: "Any Tuesday in December." }),
    ),
    sample("Coordinator", "cancelled-by-school", "Cancelled by the school", () =>
      schoolWrote({ ...wrote, what: "cancelled", onDate, reasons: ["School asked us to"], body: "" }),
    ),
    sample("Coordinator", "offer-declined", "None of the offered dates suits", () =>
      schoolWrote({ ...wrote, what: "offer_declined", onDate: null, reasons: [], body: "Only after Easter, please." }),
    ),
    sample("Coordinator", "offer-gone", "Offered dates are gone", () =>
      schoolWrote({ ...wrote, what: "offer_gone", onDate: null, reasons: [], body: "" }),
    ),
    sample("Coordinator", "invitation-declined", "A presenter cannot come", () =>
      invitationDeclined({
        sender,
        recipientName: "Alex Lane",
        who: "PC Jo Hill",
        role: "presenter",
        visit,
        reference,
        note: "I am in court that morning.",
        visitUrl: at("/visits/example"),
        gapsUrl: at("/schedule/gaps"),
      }),
    ),
    sample("Coordinator", "mail-undelivered", "Mail that could not be delivered", () =>
      mailUndelivered({
        sender,
        recipientName: "Alex Lane",
        toName: contactName,
        toAddress: email,
        subject: `Confirmed: Monday 23 November 2026, 08:50 (${reference})`,
        answer: "550 5.1.1 The mailbox does not exist",
        url: at("/visits/example"),
      }),
    ),
    sample("Manager", "monthly-figures", "Monthly figures", () =>
      monthlyFigures({
        sender,
        recipientName: "Robin West",
        month: "October 2026",
        periodName: "2026/27",
        figures: [
          { label: "Students reached", value: "2,140" },
          { label: "Target", value: "10,000" },
        ],
        definition: "Each student counts once a year.",
        asAt: "Sunday 1 November 2026 at 07:15",
        reportUrl: at("/reach"),
        choicesUrl,
      }),
    ),
  ];
}
