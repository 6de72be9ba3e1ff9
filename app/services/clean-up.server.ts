import { closeForgottenRequest, listForgottenRequests } from "~/data/booking-requests.server";
import { forgetOutlineChecks } from "~/data/district-outlines.server";
import { addHistory } from "~/data/history.server";
import { forgetIncomingMails } from "~/data/incoming-mails.server";
import { forgetPastChecks } from "~/data/past-imports.server";
import { forgetReachChanges } from "~/data/reach-facts.server";
import { forgetUploads } from "~/data/register-imports.server";
import { deleteExpiredDrafts } from "~/data/request-drafts.server";
import { forgetRosterChecks } from "~/data/rosters.server";
import { deleteChallengesBefore } from "~/data/sign-in-challenges.server";
import { transact } from "~/data/transaction.server";
import { DRAFT_DAYS } from "~/domain/request-draft";
import type { Deps } from "~/services/deps";

/** What one run does at most: the next one goes on. */
const MOST_AT_ONCE = 500;
/** Twice as long as anybody keeps figures in memory (services/reach-ledger). */
const REACH_CHANGE_DAYS = 2;
/** Senders and subjects of what arrived: a term, for questions that come late. */
const INCOMING_MAIL_DAYS = 120;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Deletes drafts that ran out, old codes, and checked registers, rosters and earlier sessions that nobody applied; closes requests whose
 * address nobody confirmed in seven days, with all that names a person (docs/decisions/008). Safe to run twice, late, and
 * beside somebody who is confirming: each request is closed in a transaction of its own, and only while it is unproven.
 */
export async function cleanUp(deps: Pick<Deps, "db" | "now">): Promise<{ drafts: number; requests: number }> {
  const now = deps.now();
  const drafts = await deleteExpiredDrafts(deps.db, now);
  const before = new Date(now.getTime() - DRAFT_DAYS * DAY_MS);
  let requests = 0;
  for (const id of await listForgottenRequests(deps.db, before, now, MOST_AT_ONCE)) {
    if (await closeForgotten(id, now, deps)) requests += 1;
  }
  await transact(deps.db, async (tx) => {
    await deleteChallengesBefore(tx, before);
    await forgetUploads(tx, { now, madeById: null });
    await forgetRosterChecks(tx, { now, madeById: null });
    await forgetPastChecks(tx, { now, madeById: null });
    await forgetOutlineChecks(tx, { now, madeById: null });
    await forgetIncomingMails(tx, new Date(now.getTime() - INCOMING_MAIL_DAYS * DAY_MS));
    await forgetReachChanges(tx, new Date(now.getTime() - REACH_CHANGE_DAYS * DAY_MS));
  });
  return { drafts, requests };
}

async function closeForgotten(id: string, now: Date, { db }: Pick<Deps, "db">): Promise<boolean> {
  return transact(db, async (tx) => {
    if (!(await closeForgottenRequest(tx, id, now))) return false;
    await addHistory(tx, {
      at: now,
      actor: { kind: "system" },
      subject: "request",
      subjectId: id,
      requestId: id,
      action: "request_expired",
      from: "unproven",
      to: "withdrawn",
    });
    return true;
  });
}
