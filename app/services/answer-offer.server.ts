import { lockPresenters } from "~/data/commitments.server";
import type { Tx } from "~/data/db.server";
import { addHistory, type Actor } from "~/data/history.server";
import { closeOffer, createOffer, listUnansweredOffers, lockOpenOffer, type OfferRow } from "~/data/offers.server";
import { getRequestForTeam, moveRequest, type RequestForTeam } from "~/data/request-inbox.server";
import { readSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import { OPTIONS_AT_FIRST, taughtTimes, type OfferedPlan } from "~/domain/offers";
import { answerByDay } from "~/domain/open-days";
import type { ProgrammeSettings } from "~/domain/settings";
import { dayOf, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { everyPresenterOf, findOfferOptions, spanOfPlan, whatIsAgainst } from "~/services/find-offer-options.server";
import { scheduleVisitWithin } from "~/services/schedule-visit.server";
import { tellOfferCameToNothing, tellOfferEnded } from "~/services/tell-of-offer.server";

/** A contact of the request, by link or signed in: the caller has checked it. */
export type Answerer = { requestId: string; accountId: string };

export type PickDateResult =
  | { ok: true; visitId: string }
  /** Answered, replaced or run out meanwhile, or no date of this offer: the page shows how it stands. */
  | { ok: false; reason: "not_open" }
  /** That time is no longer free. The offer now has other dates, or none could be found and the team looks again. */
  | { ok: false; reason: "gone"; fresh: boolean };

type Context = { settings: ProgrammeSettings; origin: string; now: Date };

/**
 * Schedules the offered visit that a contact picks, under all the rules of scheduling, with invitations. Where it has
 * become impossible the offer is replaced by one with fresh dates, or the request goes back to the team.
 */
export async function pickDate(input: Answerer & { optionId: string }, deps: Deps): Promise<PickDateResult> {
  const context = { settings: await readSettings(deps.db), origin: deps.origin, now: deps.now() };
  const picked = await transact(deps.db, (tx) => pick(tx, input, context));
  if (picked.ok) {
    deps.wakeMail();
    return picked;
  }
  if (picked.reason === "not_open") return { ok: false, reason: "not_open" };
  const renewed = await transact(deps.db, (tx) => offerAfresh(tx, input, context));
  if (renewed.ok && !renewed.fresh) deps.wakeMail();
  return renewed.ok ? { ok: false, reason: "gone", fresh: renewed.fresh } : renewed;
}

type Picked = { ok: true; visitId: string } | { ok: false; reason: "not_open" | "gone" };

async function pick(tx: Tx, input: Answerer & { optionId: string }, context: Context): Promise<Picked> {
  const { requestId, accountId, optionId } = input;
  const offer = await lockOpenOffer(tx, requestId);
  const option = offer?.options.find(({ id }) => id === optionId);
  if (!offer || !option) return { ok: false, reason: "not_open" };
  await lockPresenters(tx, everyPresenterOf(offer.options.map(({ plan }) => plan)));
  await closeOffer(tx, offer.id, { status: "accepted", now: context.now, pickedOptionId: option.id });
  const { reference, version, status } = await getRequestForTeam(tx, requestId);
  const actor = { kind: "contact", accountId } as const;
  const scheduled = await scheduleVisitWithin(
    tx,
    {
      ...option.plan,
      reference,
      version,
      overrideReason: "",
      noteForSchool: offer.noteForSchool,
      noteForTeam: "",
      actor,
      ...(offer.createdById === null ? {} : { plannedById: offer.createdById }),
    },
    context,
  );
  if (!scheduled.ok) return { ok: false, reason: scheduled.reason === "changed_meanwhile" ? "not_open" : "gone" };
  await addHistory(tx, {
    ...about(requestId, actor, context.now),
    action: "offer_accepted",
    from: status,
    to: "scheduled",
    detail: { option: option.rank },
  });
  return scheduled;
}

/** The dates that still work, filled up with the nearest others. Nothing is held any more. */
async function offerAfresh(
  tx: Tx,
  input: Answerer & { optionId: string },
  context: Context,
): Promise<{ ok: true; fresh: boolean } | { ok: false; reason: "not_open" }> {
  const { requestId, optionId } = input;
  const before = await lockOpenOffer(tx, requestId);
  const gone = before?.options.find(({ id }) => id === optionId);
  if (!before || !gone) return { ok: false, reason: "not_open" };
  const request = await getRequestForTeam(tx, requestId);
  const schoolId = request.school?.id;
  await lockPresenters(tx, everyPresenterOf(before.options.map(({ plan }) => plan)));
  await closeOffer(tx, before.id, { status: "replaced", now: context.now });
  const plans = schoolId === undefined ? [] : await freshPlans(tx, { before, gone, request, schoolId }, context);
  const history = about(requestId, { kind: "system" }, context.now);
  if (plans.length === 0) {
    await backToTeam(tx, request, context);
    await addHistory(tx, { ...history, action: "offer_without_dates", from: request.status, to: "submitted" });
    await tellOfferCameToNothing(tx, { request, what: "offer_gone", note: "" }, context);
    return { ok: true, fresh: false };
  }
  const options = plans.flatMap((plan) => {
    const span = spanOfPlan(plan, request, context.settings);
    return span ? [{ plan, ...span }] : [];
  });
  const { noteForSchool, answerByOn, createdById } = before;
  const offer = { requestId, noteForSchool, answerByOn, createdById, now: context.now, options };
  await createOffer(tx, { ...offer, heldUntil: null });
  await addHistory(tx, { ...history, action: "offer_renewed", detail: { options: options.length } });
  return { ok: true, fresh: true };
}

async function freshPlans(
  tx: Tx,
  of: { before: OfferRow; gone: OfferRow["options"][number]; request: RequestForTeam; schoolId: string },
  context: Context,
): Promise<OfferedPlan[]> {
  const { before, gone, request, schoolId } = of;
  const kept: OfferedPlan[] = [];
  for (const { id, plan } of before.options) {
    if (id !== gone.id && (await whatIsAgainst(tx, plan, { request, schoolId }, context)).length === 0) kept.push(plan);
  }
  const wanted = { onDate: gone.plan.onDate, startMinutes: taughtTimes(gone.plan.rows).startMinutes };
  const count = Math.max(before.options.length, OPTIONS_AT_FIRST) - kept.length;
  const notOn = kept.map(({ onDate }) => onDate);
  const others = await findOfferOptions(tx, { request, schoolId, wanted, count, notOn, notAt: gone.plan }, context);
  return [...kept, ...others].sort((one, other) => (one.onDate < other.onDate ? -1 : 1));
}

export type DeclineOfferResult = { ok: true } | { ok: false; reason: "not_open" };

/**
 * "None of these suit us": the request is the team's again, with what the contact says, and the coordinators are told. A
 * second click finds it done.
 */
export async function declineOffer(input: Answerer & { note: string }, deps: Deps): Promise<DeclineOfferResult> {
  const { requestId, accountId, note } = input;
  const now = deps.now();
  const result = await transact(deps.db, async (tx): Promise<DeclineOfferResult> => {
    const context = { settings: await readSettings(tx), origin: deps.origin, now };
    const offer = await lockOpenOffer(tx, requestId);
    if (!offer) return { ok: false, reason: "not_open" };
    await closeOffer(tx, offer.id, { status: "declined", now, answerNote: note });
    const request = await getRequestForTeam(tx, requestId);
    if (!(await backToTeam(tx, request, context))) return { ok: false, reason: "not_open" };
    const actor = { kind: "contact", accountId } as const;
    await addHistory(tx, { ...about(requestId, actor, now), action: "offer_declined", from: request.status, to: "submitted" });
    await tellOfferCameToNothing(tx, { request, what: "offer_declined", note }, context);
    return { ok: true };
  });
  if (result.ok) deps.wakeMail();
  return result;
}

export type WithdrawOfferResult = { ok: true } | { ok: false; reason: "not_open" | "changed_meanwhile" };

/** The coordinator takes an open offer back: the contacts are told, and the link of their mail says so from then on. */
export async function withdrawOffer(
  input: { requestId: string; version: number; actor: Actor },
  deps: Deps,
): Promise<WithdrawOfferResult> {
  const now = deps.now();
  const result = await transact(deps.db, async (tx): Promise<WithdrawOfferResult> => {
    const context = { settings: await readSettings(tx), origin: deps.origin, now };
    const offer = await lockOpenOffer(tx, input.requestId);
    if (!offer) return { ok: false, reason: "not_open" };
    const request = await getRequestForTeam(tx, input.requestId);
    if (request.version !== input.version) return { ok: false, reason: "changed_meanwhile" };
    await closeOffer(tx, offer.id, { status: "replaced", now });
    const answerByOn = await backToTeam(tx, request, context);
    if (!answerByOn) return { ok: false, reason: "changed_meanwhile" };
    await addHistory(tx, {
      ...about(request.id, input.actor, now),
      action: "offer_withdrawn",
      from: request.status,
      to: "submitted",
    });
    await tellOfferEnded(tx, request, { how: "withdrawn", answerByOn }, context);
    return { ok: true };
  });
  if (result.ok) deps.wakeMail();
  return result;
}

const MOST_AT_ONCE = 200;

/**
 * Offers that nobody answered by their day run out: their requests wait for the team again, and the contacts are told.
 * Safe to run twice.
 */
export async function expireOffers(deps: Deps): Promise<number> {
  const now = deps.now();
  let expired = 0;
  for (const requestId of await listUnansweredOffers(deps.db, dayOf(now), MOST_AT_ONCE)) {
    const done = await transact(deps.db, async (tx) => {
      const offer = await lockOpenOffer(tx, requestId);
      if (!offer?.answerByOn || offer.answerByOn >= dayOf(now)) return false;
      await closeOffer(tx, offer.id, { status: "expired", now });
      const request = await getRequestForTeam(tx, requestId);
      const context = { settings: await readSettings(tx), origin: deps.origin, now };
      const answerByOn = await backToTeam(tx, request, context);
      const history = about(requestId, { kind: "system" }, now);
      await addHistory(tx, { ...history, action: "offer_expired", from: request.status, to: "submitted" });
      if (answerByOn) await tellOfferEnded(tx, request, { how: "expired", answerByOn }, context);
      return true;
    });
    if (done) expired += 1;
  }
  if (expired > 0) deps.wakeMail();
  return expired;
}

/** The promise to answer starts anew, with this day: the ball is with the team. Null where the request has moved on. */
async function backToTeam(
  tx: Tx,
  request: RequestForTeam,
  { settings, now }: Pick<Context, "settings" | "now">,
): Promise<Day | null> {
  const answerByOn = answerByDay(dayOf(now), settings.answerWorkingDays);
  const change = { id: request.id, version: request.version, from: ["offered"] as const, now, answerByOn };
  return (await moveRequest(tx, { ...change, to: "submitted" })) ? answerByOn : null;
}

function about(requestId: string, actor: Actor, at: Date) {
  return { at, actor, subject: "request", subjectId: requestId, requestId } as const;
}
