import { randomUUID } from "node:crypto";
import { addHistory } from "~/data/history.server";
import { findInvitation, refuseInvitations, type Invitation } from "~/data/invitations.server";
import { createDraft, emptyAnswers } from "~/data/request-drafts.server";
import { findOfferedSchool } from "~/data/schools.server";
import { transact } from "~/data/transaction.server";
import { DRAFT_DAYS, type DraftAnswers } from "~/domain/request-draft";
import type { Deps } from "~/services/deps";

const DAY_MS = 24 * 60 * 60 * 1000;

/** What a mail's link invites to; null where it has run out, or the school is no longer offered. */
export async function lookAtInvitation(token: string, { db, now }: Pick<Deps, "db" | "now">): Promise<Invitation | null> {
  const invitation = await findInvitation(db, { token, purpose: "start_request", now: now() });
  return invitation && (await findOfferedSchool(db, invitation.schoolId)) ? invitation : null;
}

/** Begins a request in this browser with the invited school filled in. The link may be used again: it only begins one. */
export async function startInvited(
  input: { token: string; browserHash: string },
  deps: Pick<Deps, "db" | "now">,
): Promise<{ ok: true; draftId: string; answers: DraftAnswers } | { ok: false; reason: "not_found" }> {
  const now = deps.now();
  return transact(deps.db, async (tx) => {
    const invitation = await findInvitation(tx, { token: input.token, purpose: "start_request", now });
    const school = invitation && (await findOfferedSchool(tx, invitation.schoolId));
    if (!school) return { ok: false as const, reason: "not_found" as const };
    const { id: schoolId, kind, name, town, postcode } = school;
    const answers: DraftAnswers = { ...emptyAnswers(), school: { listed: true, schoolId, kind, name, town, postcode } };
    const draftId = randomUUID();
    const expiresAt = new Date(now.getTime() + DRAFT_DAYS * DAY_MS);
    await createDraft(tx, { id: draftId, browserHash: input.browserHash, answers, expiresAt, now });
    return { ok: true as const, draftId, answers };
  });
}

/** Whom the opt-out link of a mail is about. */
export function lookAtRefusal(token: string, { db, now }: Pick<Deps, "db" | "now">): Promise<Invitation | null> {
  return findInvitation(db, { token, purpose: "refuse_invitations", now: now() });
}

/** No more invitations to the address that the mail went to; done twice it is as done once. */
export async function stopInvitations(
  token: string,
  deps: Pick<Deps, "db" | "now">,
): Promise<{ ok: true } | { ok: false; reason: "not_found" }> {
  const now = deps.now();
  return transact(deps.db, async (tx) => {
    const invitation = await findInvitation(tx, { token, purpose: "refuse_invitations", now });
    if (!invitation?.address) return { ok: false as const, reason: "not_found" as const };
    await refuseInvitations(tx, invitation.address, now);
    const about = { subject: "school" as const, subjectId: invitation.schoolId };
    await addHistory(tx, { at: now, actor: { kind: "system" }, ...about, action: "invitations_refused" });
    return { ok: true as const };
  });
}
