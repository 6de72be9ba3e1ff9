import { randomUUID } from "node:crypto";
import { findBooking, findRolls } from "~/data/booking-requests.server";
import { createDraft, emptyAnswers, findChangeDraft } from "~/data/request-drafts.server";
import type { Tx } from "~/data/db.server";
import { transact } from "~/data/transaction.server";
import { isWaitingForTeam } from "~/domain/booking-request";
import { academicYearAsked, answersToAskAgain } from "~/domain/draft-from-request";
import { DRAFT_DAYS, type DraftAnswers, type DraftPurpose } from "~/domain/request-draft";
import { dayOf } from "~/lib/london-time";
import { answersOfBooking } from "~/services/change-request.server";
import type { Deps } from "~/services/deps";

type StartDeps = Pick<Deps, "db" | "now">;

/** Whoever begins it alone goes on with it, in this browser and while signed in. */
type Starter = { accountId: string; browserHash: string };

export type StartDraftResult = { ok: true; draftId: string } | { ok: false; reason: "not_found" | "already_answered" };

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Begins to change what a request asks for, with all its answers filled in; only its contacts may, and only while nobody
 * has answered. Beginning twice goes on with what was begun.
 */
export async function startChange(
  input: Starter & { reference: string },
  deps: StartDeps,
): Promise<StartDraftResult> {
  const { reference, accountId, browserHash } = input;
  return transact(deps.db, async (tx): Promise<StartDraftResult> => {
    const booking = await findBooking(tx, { reference, accountId });
    if (!booking?.isContact) return { ok: false, reason: "not_found" };
    if (!isWaitingForTeam(booking.status)) return { ok: false, reason: "already_answered" };
    const { id: requestId, version } = booking;
    const begun = await findChangeDraft(tx, { requestId, version, accountId, browserHash, now: deps.now() });
    if (begun && !begun.wasSent) return { ok: true, draftId: begun.id };
    const answers = await answersOfBooking(tx, booking);
    const of = { purpose: "change" as const, forRequestId: requestId, forVersion: version };
    return { ok: true, draftId: await start(tx, input, { ...of, answers }, deps) };
  });
}

/** Begins a new request with what an earlier one asked for, but for its dates; only the earlier one's contacts may. */
export async function startAgain(
  input: Starter & { reference: string },
  deps: StartDeps,
): Promise<StartDraftResult> {
  const { reference, accountId } = input;
  return transact(deps.db, async (tx): Promise<StartDraftResult> => {
    const booking = await findBooking(tx, { reference, accountId });
    if (!booking?.isContact) return { ok: false, reason: "not_found" };
    const { schoolId } = booking;
    const rolls = await findRolls(tx, { schoolId, academicYear: academicYearAsked(booking) });
    const answers = answersToAskAgain(booking, rolls, dayOf(deps.now()));
    return { ok: true, draftId: await start(tx, input, { purpose: "again", answers }, deps) };
  });
}

/** Begins a request that a coordinator enters for a school that rang. The caller has checked the role. */
export async function startForSchool(input: Starter, deps: StartDeps): Promise<{ ok: true; draftId: string }> {
  return transact(deps.db, async (tx) => {
    const draft = { purpose: "for_school" as const, answers: emptyAnswers() };
    return { ok: true as const, draftId: await start(tx, input, draft, deps) };
  });
}

async function start(
  tx: Tx,
  { accountId, browserHash }: Starter,
  draft: { purpose: DraftPurpose; answers: DraftAnswers; forRequestId?: string; forVersion?: number },
  deps: StartDeps,
): Promise<string> {
  const [id, now] = [randomUUID(), deps.now()];
  const expiresAt = new Date(now.getTime() + DRAFT_DAYS * DAY_MS);
  await createDraft(tx, { ...draft, id, accountId, browserHash, expiresAt, now });
  return id;
}
