import { datesOffered } from "../../emails/dates-offered";
import type { Email } from "../../emails/layout";
import { paths } from "~/config/paths";
import { createCapability } from "~/data/capabilities.server";
import { lockPresenters } from "~/data/commitments.server";
import type { Tx } from "~/data/db.server";
import { addHistory } from "~/data/history.server";
import { closeOffer, createOffer, lockOpenOffer } from "~/data/offers.server";
import { queueMail } from "~/data/outgoing-mails.server";
import { findRequestForTeam, moveRequest, type RequestForTeam } from "~/data/request-inbox.server";
import { readSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import { describeOfferedDate, type OfferedPlan } from "~/domain/offers";
import { answerByDay } from "~/domain/open-days";
import type { ProgrammeSettings } from "~/domain/settings";
import { addDays, dayOf, instantAt, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { everyPresenterOf, spanOfPlan, whatIsAgainst } from "~/services/find-offer-options.server";
import { mailDomain, mailSender } from "~/services/mail-sender.server";

export type OfferDatesInput = {
  reference: string;
  /** The request's version that the person saw (rule 4). */
  version: number;
  plans: readonly OfferedPlan[];
  noteForSchool: string;
  answerByOn: Day;
  /** Keep the presenters' time free for every date until the answer-by day is over. */
  hold: boolean;
  actor: { kind: "staff"; accountId: string };
};

export type OfferDatesResult =
  | { ok: true }
  | { ok: false; reason: "not_found" }
  | { ok: false; reason: "no_school" | "awaiting_go_ahead" | "changed_meanwhile" | "holds_overlap" }
  /** `index` of the plan that cannot be scheduled, and why, as sentences. */
  | { ok: false; reason: "impossible"; index: number; sentences: readonly string[] };

/** A link still tells what became of the offer for a while after it has run out. */
const LINK_DAYS_AFTER = 60;

/**
 * Offers dates for a request that none of its wishes fits; an open offer of it is replaced. Every date is one that could
 * be scheduled at this moment. The contacts get a link each that answers without signing in.
 */
export async function offerDates(input: OfferDatesInput, deps: Deps): Promise<OfferDatesResult> {
  const settings = await readSettings(deps.db);
  const result = await transact(deps.db, (tx) => write(tx, input, { settings, now: deps.now(), origin: deps.origin }));
  if (result.ok) deps.wakeMail();
  return result;
}

type Context = { settings: ProgrammeSettings; now: Date; origin: string };

async function write(tx: Tx, input: OfferDatesInput, context: Context): Promise<OfferDatesResult> {
  const { settings, now } = context;
  const request = await findRequestForTeam(tx, input.reference);
  if (!request) return { ok: false, reason: "not_found" };
  if (!request.school) return { ok: false, reason: "no_school" };
  if (request.status === "awaiting_go_ahead") return { ok: false, reason: "awaiting_go_ahead" };
  const before = await lockOpenOffer(tx, request.id);
  const plansBefore = before?.options.map(({ plan }) => plan) ?? [];
  await lockPresenters(tx, everyPresenterOf([...input.plans, ...plansBefore]));
  if (before) await closeOffer(tx, before.id, { status: "replaced", now });
  const options: { plan: OfferedPlan; startsAt: Date; endsAt: Date }[] = [];
  for (const [index, plan] of input.plans.entries()) {
    const sentences = await whatIsAgainst(tx, plan, { request, schoolId: request.school.id }, context);
    const span = spanOfPlan(plan, request, settings);
    if (!span || sentences.length > 0) return { ok: false, reason: "impossible", index, sentences };
    options.push({ plan, ...span });
  }
  const change = { id: request.id, version: input.version, now, answered: true };
  const moved = await moveRequest(tx, { ...change, from: ["submitted", "offered"], to: "offered" });
  if (!moved) return { ok: false, reason: "changed_meanwhile" };
  const { noteForSchool, answerByOn, actor } = input;
  const created = await createOffer(tx, {
    requestId: request.id,
    noteForSchool,
    answerByOn,
    createdById: actor.accountId,
    now,
    options,
    heldUntil: input.hold ? instantAt(addDays(answerByOn, 1), 0) : null,
  });
  if (!created.ok) return { ok: false, reason: "holds_overlap" };
  await addHistory(tx, {
    at: now,
    actor,
    subject: "request",
    subjectId: request.id,
    requestId: request.id,
    action: "dates_offered",
    from: request.status,
    to: "offered",
    detail: { options: options.map(({ startsAt }) => startsAt.toISOString()), held: input.hold },
  });
  for (const contact of request.contacts) {
    const token = await createCapability(tx, {
      purpose: "answer_offer",
      accountId: contact.accountId,
      requestId: request.id,
      expiresAt: instantAt(addDays(answerByOn, LINK_DAYS_AFTER), 0),
      now,
    });
    await queueMail(tx, {
      occasion: "dates-offered",
      to: { address: contact.email, name: contact.name },
      email: await offerMail(request, input, contact.name, `${context.origin}${paths.answerOffer(token)}`, context),
      accountId: contact.accountId,
      requestId: request.id,
      mailDomain: mailDomain(settings),
      now,
    });
  }
  return { ok: true };
}

/** The mail as the first contact would get it, but for the link's secret; for looking at before it goes. */
export async function previewOffer(
  request: RequestForTeam,
  offer: Pick<OfferDatesInput, "plans" | "noteForSchool" | "answerByOn">,
  deps: Deps,
): Promise<Email> {
  const context = { settings: await readSettings(deps.db), origin: deps.origin };
  const link = `${deps.origin}${paths.answerOffer("…")}`;
  return offerMail(request, offer, request.contacts[0]?.name ?? "", link, context);
}

function offerMail(
  request: RequestForTeam,
  offer: Pick<OfferDatesInput, "plans" | "noteForSchool" | "answerByOn">,
  contactName: string,
  answerUrl: string,
  { settings, origin }: Pick<Context, "settings" | "origin">,
): Promise<Email> {
  return datesOffered({
    sender: mailSender(settings, origin),
    contactName,
    schoolName: request.schoolName,
    reference: request.reference,
    formatName: request.format.name,
    dates: offer.plans.map(describeOfferedDate),
    noteForSchool: offer.noteForSchool,
    answerByOn: offer.answerByOn,
    answerUrl,
    bookingUrl: `${origin}${paths.booking(request.reference)}`,
  });
}

/** The day by which the school is asked to answer unless the coordinator says otherwise. */
export function usualAnswerBy(settings: ProgrammeSettings, now: Date): Day {
  return answerByDay(dayOf(now), settings.answerWorkingDays);
}
