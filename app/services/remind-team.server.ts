import { deliveryMissing } from "../../emails/delivery-missing";
import type { Email } from "../../emails/layout";
import { monthlyFigures } from "../../emails/monthly-figures";
import { nothingHeard } from "../../emails/nothing-heard";
import { presenterTomorrow, type TomorrowVisit } from "../../emails/presenter-tomorrow";
import { requestsWaiting } from "../../emails/requests-waiting";
import { paths } from "~/config/paths";
import {
  isStillUnanswered,
  listNewRequests,
  listPresentersAhead,
  listPresentersToRecord,
  listRequestContacts,
  listUnansweredRequests,
  type WaitingRequest,
} from "~/data/clock-mails.server";
import type { Tx } from "~/data/db.server";
import { decideClockMail, listMailRecipients, type MailRecipient } from "~/data/mail-choices.server";
import { queueMail } from "~/data/outgoing-mails.server";
import { readReadiness } from "~/data/readiness.server";
import { readSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import { findVisit } from "~/data/visits.server";
import { answerByDay, isWorkingDay } from "~/domain/open-days";
import { roundReach } from "~/domain/reach";
import { countSettled, READINESS_POINTS } from "~/domain/readiness";
import type { ProgrammeSettings } from "~/domain/settings";
import { addDays, dayOf, formatInstant, formatMonth, monthOf, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { mailDomain, mailSender } from "~/services/mail-sender.server";
import { reachReport, type ReachReport } from "~/services/reach-report.server";
import { factsOf, isTimed } from "~/services/visit-messages.server";

/** Further back nobody is reminded: somebody looks after it by hand. */
const DAYS_BACK = 30;
const NEW_REQUEST_DAYS = 7;
const RECORD_WORKING_DAYS = 2;

/**
 * Tells the contacts of requests that the team has not answered by its day that they are not forgotten, and each
 * coordinator once which these are. On working days; nothing of a request that was answered meanwhile.
 */
export async function tellOfUnanswered(deps: Deps): Promise<{ sent: number }> {
  const now = deps.now();
  const today = dayOf(now);
  if (!isWorkingDay(today)) return { sent: 0 };
  const settings = await readSettings(deps.db);
  const where = { fromOn: addDays(today, -DAYS_BACK), beforeOn: today };
  const requests = await listUnansweredRequests(deps.db, where);
  let sent = 0;
  for (const request of requests) sent += await apologise(request, settings, deps);
  sent += await sendDigests("requests-unanswered", requests, settings, deps);
  if (sent > 0) deps.wakeMail();
  return { sent };
}

async function apologise(request: WaitingRequest, settings: ProgrammeSettings, deps: Deps): Promise<number> {
  const now = deps.now();
  const { answerByOn } = request;
  if (answerByOn === null) return 0;
  return transact(deps.db, async (tx) => {
    if (!(await isStillUnanswered(tx, request))) return 0;
    let sent = 0;
    for (const { accountId, email: address, name } of await listRequestContacts(tx, request.id)) {
      const about = `request ${request.id} by ${answerByOn}`;
      if (!(await decideClockMail(tx, { occasion: "nothing-heard", about, accountId, now }))) continue;
      const email = await nothingHeard({
        sender: mailSender(settings, deps.origin),
        contactName: name,
        schoolName: request.schoolName,
        reference: request.reference,
        answerByOn,
        teamPhone: settings.teamPhone,
        bookingUrl: `${deps.origin}${paths.booking(request.reference)}`,
      });
      await queueMail(tx, {
        occasion: "nothing-heard",
        to: { address, name },
        email,
        accountId,
        requestId: request.id,
        mailDomain: mailDomain(settings),
        now,
      });
      sent += 1;
    }
    return sent;
  });
}

/** A digest of what came in since the last one, to each coordinator, in the morning of a working day. */
export async function tellOfNewRequests(deps: Deps): Promise<{ sent: number }> {
  const now = deps.now();
  if (!isWorkingDay(dayOf(now))) return { sent: 0 };
  const settings = await readSettings(deps.db);
  const since = new Date(now.getTime() - NEW_REQUEST_DAYS * 24 * 60 * 60 * 1000);
  const requests = await listNewRequests(deps.db, since);
  const sent = await sendDigests("new-requests", requests, settings, deps);
  if (sent > 0) deps.wakeMail();
  return { sent };
}

async function sendDigests(
  occasion: "new-requests" | "requests-unanswered",
  requests: readonly WaitingRequest[],
  settings: ProgrammeSettings,
  deps: Deps,
): Promise<number> {
  if (requests.length === 0) return 0;
  const today = dayOf(deps.now());
  let sent = 0;
  for (const recipient of await listMailRecipients(deps.db, { role: "coordinator", occasion })) {
    const told = await tellStaff(recipient, { occasion, settings }, deps, async (tx, decide) => {
      const fresh: WaitingRequest[] = [];
      for (const request of requests) {
        const about = `request ${request.id}${occasion === "new-requests" ? "" : ` by ${request.answerByOn ?? ""}`}`;
        if (await decide(about)) fresh.push(request);
      }
      if (fresh.length === 0) return null;
      return requestsWaiting({
        sender: mailSender(settings, deps.origin),
        recipientName: recipient.name,
        about: occasion === "new-requests" ? "new" : "unanswered",
        requests: fresh.map(({ reference, schoolName, answerByOn }) => ({
          reference,
          schoolName,
          answerByOn,
          url: `${deps.origin}${paths.bookingRequest(reference)}`,
        })),
        today,
        inboxUrl: `${deps.origin}${paths.requests()}`,
        choicesUrl: `${deps.origin}${paths.mailChoices()}`,
      });
    });
    if (told) sent += 1;
  }
  return sent;
}

/** Decides and queues one mail to somebody of the team in one transaction; null from `write` sends nothing. */
async function tellStaff(
  recipient: MailRecipient,
  { occasion, settings }: { occasion: string; settings: ProgrammeSettings },
  deps: Deps,
  write: (tx: Tx, decide: (about: string) => Promise<boolean>) => Promise<Email | null>,
): Promise<boolean> {
  const { accountId, email: address, name } = recipient;
  const now = deps.now();
  return transact(deps.db, async (tx) => {
    const email = await write(tx, (about) => decideClockMail(tx, { occasion, about, accountId, now }));
    if (!email) return false;
    await queueMail(tx, { occasion, to: { address, name }, email, accountId, mailDomain: mailDomain(settings), now });
    return true;
  });
}

/**
 * In the evening of a working day: to each presenter the visits up to the end of the next working day, so on a Friday
 * those of Monday. `dueAt` is the evening meant: a late run leaves out what has begun.
 */
export async function tellPresentersTomorrow(deps: Deps, dueAt: Date): Promise<{ sent: number }> {
  const occasion = "presenter-tomorrow";
  const now = deps.now();
  const evening = dayOf(dueAt);
  if (!isWorkingDay(evening)) return { sent: 0 };
  const settings = await readSettings(deps.db);
  const toOn = answerByDay(evening, 1);
  const presenters = await listPresentersAhead(deps.db, { fromOn: addDays(evening, 1), toOn, now, occasion });
  let sent = 0;
  for (const { visits, ...recipient } of presenters) {
    const told = await tellStaff(recipient, { occasion, settings }, deps, async (tx, decide) => {
      if (!(await decide(`days to ${toOn}`))) return null;
      const lines: TomorrowVisit[] = [];
      for (const { visitId } of visits) {
        const line = await tomorrowLine(tx, { visitId, presenterId: recipient.accountId }, deps.origin);
        if (line) lines.push(line);
      }
      if (lines.length === 0) return null;
      return presenterTomorrow({
        sender: mailSender(settings, deps.origin),
        presenterName: recipient.name,
        visits: lines,
        myDayUrl: `${deps.origin}${paths.myDay()}`,
        choicesUrl: `${deps.origin}${paths.mailChoices()}`,
      });
    });
    if (told) sent += 1;
  }
  if (sent > 0) deps.wakeMail();
  return { sent };
}

async function tomorrowLine(
  tx: Tx,
  { visitId, presenterId }: { visitId: string; presenterId: string },
  origin: string,
): Promise<TomorrowVisit | null> {
  const visit = await findVisit(tx, visitId, { presenterId });
  if (!visit || !isTimed(visit) || visit.status !== "scheduled") return null;
  const { onDate, arriveMinutes, leaveMinutes, schoolName, address } = factsOf(visit);
  const [contact] = visit.contacts;
  return {
    onDate,
    arriveMinutes,
    leaveMinutes,
    schoolName,
    address,
    askFor: contact?.name ?? "reception",
    phone: contact?.phone ?? "",
    settled: countSettled(await readReadiness(tx, visitId)),
    of: READINESS_POINTS.length,
    daySheetUrl: `${origin}${paths.visitDaySheet(visitId)}`,
  };
}

/** To each presenter once about each visit of which nothing is recorded two working days after. */
export async function tellOfMissingDeliveries(deps: Deps): Promise<{ sent: number }> {
  const occasion = "delivery-missing";
  const today = dayOf(deps.now());
  if (!isWorkingDay(today)) return { sent: 0 };
  const settings = await readSettings(deps.db);
  const toOn = lastDayTwoWorkingDaysAgo(today);
  const presenters = await listPresentersToRecord(deps.db, { fromOn: addDays(today, -DAYS_BACK), toOn, occasion });
  let sent = 0;
  for (const { visits, ...recipient } of presenters) {
    const told = await tellStaff(recipient, { occasion, settings }, deps, async (_tx, decide) => {
      const fresh: typeof visits = [];
      for (const visit of visits) if (await decide(`visit ${visit.visitId}`)) fresh.push(visit);
      if (fresh.length === 0) return null;
      return deliveryMissing({
        sender: mailSender(settings, deps.origin),
        presenterName: recipient.name,
        visits: fresh.map(({ visitId, onDate, schoolName }) => ({
          onDate,
          schoolName,
          url: `${deps.origin}${paths.visitDelivery(visitId)}`,
        })),
        choicesUrl: `${deps.origin}${paths.mailChoices()}`,
      });
    });
    if (told) sent += 1;
  }
  if (sent > 0) deps.wakeMail();
  return { sent };
}

function lastDayTwoWorkingDaysAgo(today: Day): Day {
  let day = addDays(today, -1);
  while (answerByDay(day, RECORD_WORKING_DAYS) > today) day = addDays(day, -1);
  return day;
}

/** To managers after the end of each month: the report's own figures of the programme year that the month lies in. */
export async function sendMonthlyFigures(deps: Deps, dueAt: Date): Promise<{ sent: number }> {
  const occasion = "monthly-figures";
  const settings = await readSettings(deps.db);
  const lastOn = addDays(`${monthOf(dayOf(dueAt))}-01`, -1);
  const recipients = await listMailRecipients(deps.db, { role: "manager", occasion });
  if (recipients.length === 0) return { sent: 0 };
  const report = await reachReport({ choice: { kind: "programme", onDay: lastOn }, audience: "team" }, deps);
  const figures = figuresOf(report);
  let sent = 0;
  for (const recipient of recipients) {
    const told = await tellStaff(recipient, { occasion, settings }, deps, async (_tx, decide) => {
      if (!(await decide(`month ${monthOf(lastOn)}`))) return null;
      return monthlyFigures({
        sender: mailSender(settings, deps.origin),
        recipientName: recipient.name,
        month: formatMonth(monthOf(lastOn)),
        periodName: report.period.name,
        figures,
        definition: report.definition,
        asAt: formatInstant(deps.now()),
        reportUrl: `${deps.origin}${paths.reach()}`,
        choicesUrl: `${deps.origin}${paths.mailChoices()}`,
      });
    });
    if (told) sent += 1;
  }
  if (sent > 0) deps.wakeMail();
  return { sent };
}

function figuresOf({ reach, target, remaining, bookedAhead, requested }: ReachReport): { label: string; value: string }[] {
  const { figure, low, high, attendances } = roundReach(reach);
  const number = (value: number) => value.toLocaleString("en-GB");
  return [
    { label: "Students reached", value: number(figure) },
    { label: "Within", value: `${number(low)} to ${number(high)}` },
    { label: "Attendances recorded", value: number(attendances) },
    ...(target === null ? [] : [{ label: "Target", value: number(target) }]),
    ...(remaining === null ? [] : [{ label: "Remaining to the target", value: number(remaining) }]),
    { label: "Expected at visits that are booked, in no figure above", value: number(bookedAhead.expected) },
    { label: "Expected in requests without a date, in no figure above", value: number(requested.expected) },
  ];
}
