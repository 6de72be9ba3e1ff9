import { afterVisit } from "../../emails/after-visit";
import { dayBefore } from "../../emails/day-before";
import type { Email } from "../../emails/layout";
import { readinessReminder } from "../../emails/readiness-reminder";
import { paths } from "~/config/paths";
import { createCapability, type VisitPurpose } from "~/data/capabilities.server";
import { listDecidedMails, listVisitsAhead, listVisitsGiven, type VisitAhead } from "~/data/clock-mails.server";
import type { Tx } from "~/data/db.server";
import { decideClockMail, whoRefuses } from "~/data/mail-choices.server";
import { listPublicMaterials } from "~/data/materials.server";
import { queueMail } from "~/data/outgoing-mails.server";
import { readReadiness } from "~/data/readiness.server";
import { findSchoolCalendar } from "~/data/school-calendar.server";
import { readSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import { findVisit } from "~/data/visits.server";
import { schoolDaysBetween, type SchoolCalendar } from "~/domain/open-days";
import { openPoints, READINESS_POINTS, READINESS_WORDS } from "~/domain/readiness";
import type { ProgrammeSettings } from "~/domain/settings";
import { decideVisitMail, type VisitMail } from "~/domain/visit-mails";
import { addDays, dayOf, daysBetween, instantAt } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { mailDomain, mailSender } from "~/services/mail-sender.server";
import { addressOfMaterial, factsOf, isTimed, type TimedVisit } from "~/services/visit-messages.server";

/** Seven school days lie within this many days, over the longest holidays. */
const DAYS_AHEAD = 70;
/** A link about a visit lives on for a while, to say that it is over. */
const LINK_DAYS_AFTER = 30;
const FEEDBACK_DAYS = 60;
/** So long the thanks wait for the record, whose numbers the school is asked to confirm; later they would surprise. */
const AFTER_VISIT_DAYS = 20;

/**
 * Sends what is due today to the contacts of visits to come: the readiness reminder seven school days before, a chase
 * while something is open, the brief on the last school day. Decided from what is true now (rule 10): nothing of a
 * cancelled visit or one that has begun, each once; safe to run late, twice and by many workers.
 */
export async function remindSchools(deps: Deps): Promise<{ sent: number }> {
  const now = deps.now();
  const today = dayOf(now);
  const settings = await readSettings(deps.db);
  const visits = await listVisitsAhead(deps.db, { now, toOn: addDays(today, DAYS_AHEAD) });
  const decided = await listDecidedMails(deps.db, visits.map(aboutVisit));
  const calendars = new Map<string, SchoolCalendar>();
  let sent = 0;
  for (const visit of visits) {
    const calendar = calendars.get(visit.schoolId) ?? (await findSchoolCalendar(deps.db, visit.schoolId));
    if (!calendar) continue;
    calendars.set(visit.schoolId, calendar);
    const schoolDaysLeft = schoolDaysBetween(calendar, today, visit.onDate);
    for (const accountId of visit.contactIds) {
      const had = decided.filter((mail) => mail.about === aboutVisit(visit) && mail.accountId === accountId);
      const due = decideVisitMail({
        schoolDaysLeft,
        daysLeft: daysBetween(today, visit.onDate),
        openPoints: openPoints(visit.answers).length,
        sent: had.map(({ occasion }) => occasion),
        hadOneToday: had.some(({ decidedAt }) => dayOf(decidedAt) === today),
      });
      if (due && (await remind({ visit, accountId, ...due }, settings, deps))) sent += 1;
    }
  }
  if (sent > 0) deps.wakeMail();
  return { sent };
}

/** A visit that moves to another day is reminded of anew. */
function aboutVisit({ id, onDate }: Pick<VisitAhead, "id" | "onDate">): string {
  return `visit ${id} on ${onDate}`;
}

/** Chases count as reminders where somebody chooses. */
const CHOICE_OF: Readonly<Record<VisitMail, string>> = {
  "readiness-reminder": "readiness-reminder",
  "readiness-chase": "readiness-reminder",
  "day-before": "day-before",
};

async function remind(
  due: { visit: VisitAhead; accountId: string; mail: VisitMail; key: string },
  settings: ProgrammeSettings,
  deps: Deps,
): Promise<boolean> {
  const { accountId, mail, key } = due;
  const now = deps.now();
  return transact(deps.db, async (tx) => {
    const visit = await findVisit(tx, due.visit.id, { all: true });
    // Moved, cancelled or handed on since the list was read: the next run sees it as it is then.
    if (!visit || !isTimed(visit) || visit.status !== "scheduled" || visit.onDate !== due.visit.onDate) return false;
    const contact = visit.contacts.find((each) => each.accountId === accountId);
    if (!contact) return false;
    if (!(await decideClockMail(tx, { occasion: key, about: aboutVisit(due.visit), accountId, now }))) return false;
    if ((await whoRefuses(tx, { accountIds: [accountId], occasion: CHOICE_OF[mail] })).has(accountId)) return false;
    const email = await write(tx, { visit, contact, mail }, settings, deps);
    await queueMail(tx, {
      occasion: mail,
      to: { address: contact.email, name: contact.name },
      email,
      accountId,
      requestId: visit.request?.id ?? null,
      visitId: visit.id,
      mailDomain: mailDomain(settings),
      now,
    });
    return true;
  });
}

async function write(
  tx: Tx,
  { visit, contact, mail }: { visit: TimedVisit; contact: TimedVisit["contacts"][number]; mail: VisitMail },
  settings: ProgrammeSettings,
  { origin, now }: Pick<Deps, "origin" | "now">,
): Promise<Email> {
  const answers = await readReadiness(tx, visit.id);
  const link = (purpose: VisitPurpose) =>
    createCapability(tx, {
      purpose,
      accountId: contact.accountId,
      visitId: visit.id,
      expiresAt: instantAt(addDays(visit.onDate, LINK_DAYS_AFTER), 0),
      now: now(),
    });
  const common = {
    sender: mailSender(settings, origin),
    contactName: contact.name,
    reference: visit.request?.reference ?? "",
    visit: factsOf(visit),
    open: openPoints(answers).map((point) => READINESS_WORDS[point].label),
    settleUrl: `${origin}${paths.settleReadiness(await link("settle_readiness"))}`,
    changeUrl: `${origin}${paths.changeByLink(await link("change_booking"))}`,
    choicesUrl: `${origin}${paths.mailChoices()}`,
  };
  if (mail !== "day-before") {
    return readinessReminder({ ...common, of: READINESS_POINTS.length, isChase: mail === "readiness-chase" });
  }
  return dayBefore({
    ...common,
    presenterNames: visit.presenters.map(({ name }) => name),
    meets: answers.meets,
    safeguardingLead: answers.safeguarding_lead,
    needs: answers.needs,
    ...(await materialLinks(tx, origin)),
  });
}

async function materialLinks(tx: Tx, origin: string) {
  const materials = await listPublicMaterials(tx);
  return {
    materialsUrl: `${origin}${paths.materials()}`,
    materials: materials.map((each) => ({ title: each.title, url: addressOfMaterial(each, origin) })),
  };
}

/**
 * Thanks the contacts of visits that took place, with the link to confirm numbers and say how it was: the morning after
 * it is recorded. Nothing of a visit without a record or of which nothing was given: nobody knows then whether there is
 * anything to thank for. Nothing later than twenty days after.
 */
export async function thankSchools(deps: Deps): Promise<{ sent: number }> {
  const now = deps.now();
  const today = dayOf(now);
  const settings = await readSettings(deps.db);
  const from = instantAt(addDays(today, -AFTER_VISIT_DAYS), 0);
  const visits = await listVisitsGiven(deps.db, { from, before: instantAt(today, 0) });
  const decided = await listDecidedMails(deps.db, visits.map(({ id }) => `visit ${id}`));
  let sent = 0;
  for (const { id, contactIds } of visits) {
    for (const accountId of contactIds) {
      if (decided.some((mail) => mail.about === `visit ${id}` && mail.accountId === accountId)) continue;
      if (await thank({ visitId: id, accountId }, settings, deps)) sent += 1;
    }
  }
  if (sent > 0) deps.wakeMail();
  return { sent };
}

async function thank(
  { visitId, accountId }: { visitId: string; accountId: string },
  settings: ProgrammeSettings,
  deps: Deps,
): Promise<boolean> {
  const { origin } = deps;
  const now = deps.now();
  return transact(deps.db, async (tx) => {
    const visit = await findVisit(tx, visitId, { all: true });
    const contact = visit?.contacts.find((each) => each.accountId === accountId);
    if (!visit || !isTimed(visit) || visit.status !== "completed" || !contact) return false;
    const key = { occasion: "after-visit", about: `visit ${visitId}`, accountId, now };
    if (!(await decideClockMail(tx, key))) return false;
    if ((await whoRefuses(tx, { accountIds: [accountId], occasion: "after-visit" })).has(accountId)) return false;
    const expiresAt = instantAt(addDays(dayOf(now), FEEDBACK_DAYS), 0);
    const token = await createCapability(tx, { purpose: "give_feedback", accountId, visitId, expiresAt, now });
    await queueMail(tx, {
      occasion: "after-visit",
      to: { address: contact.email, name: contact.name },
      email: await afterVisit({
        sender: mailSender(settings, origin),
        contactName: contact.name,
        schoolName: visit.school.name,
        reference: visit.request?.reference ?? "",
        onDate: visit.onDate,
        afterUrl: `${origin}${paths.afterVisit(token)}`,
        ...(await materialLinks(tx, origin)),
        choicesUrl: `${origin}${paths.mailChoices()}`,
      }),
      accountId,
      requestId: visit.request?.id ?? null,
      visitId,
      mailDomain: mailDomain(settings),
      now,
    });
    return true;
  });
}
