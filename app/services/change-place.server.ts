import { addHistory } from "~/data/history.server";
import { readSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import { markAllInvited, setVisitPlace } from "~/data/visit-contacts.server";
import { findVisit, getVisit } from "~/data/visits.server";
import { nextIdentity } from "~/domain/calendar-identity";
import type { Deps } from "~/services/deps";
import { isTimed, queueMoveMessages } from "~/services/visit-messages.server";

export type ChangePlaceInput = {
  visitId: string;
  /** The version that the person saw (rule 4). */
  version: number;
  /** One line; empty for the school's own address. */
  place: string;
  /** For everybody told; may be empty. */
  note: string;
  actor: { kind: "staff"; accountId: string };
};

export type ChangePlaceResult =
  | { ok: true }
  | { ok: false; reason: "not_found" | "not_scheduled" | "begun" | "unchanged" | "changed_meanwhile" };

/**
 * Gives a scheduled visit another place: the day and the times stay, everybody gets the updated invitation with a higher
 * SEQUENCE (invites.md), and what they have answered still holds. Travel is reckoned to the school's own site as before:
 * another hall of a school is a walk away.
 */
export async function changePlace(input: ChangePlaceInput, deps: Deps): Promise<ChangePlaceResult> {
  const { visitId, version, place, note, actor } = input;
  const now = deps.now();
  const result = await transact(deps.db, async (tx): Promise<ChangePlaceResult> => {
    const before = await findVisit(tx, visitId, { all: true });
    if (!before) return { ok: false, reason: "not_found" };
    if (before.status !== "scheduled" || !isTimed(before)) return { ok: false, reason: "not_scheduled" };
    if (before.startsAt <= now) return { ok: false, reason: "begun" };
    if (before.version !== version) return { ok: false, reason: "changed_meanwhile" };
    if (before.place === place) return { ok: false, reason: "unchanged" };
    const last = { sequence: before.calendarSequence, dtstampAt: before.calendarDtstampAt };
    const identity = nextIdentity(last, true, now);
    if (!(await setVisitPlace(tx, { ...identity, id: visitId, version, place }))) return { ok: false, reason: "changed_meanwhile" };
    await markAllInvited(tx, visitId, identity);
    const requestId = before.request?.id ?? null;
    const subject = { subject: "visit", subjectId: visitId, visitId, requestId } as const;
    await addHistory(tx, { at: now, actor, ...subject, action: "visit_place_changed" });
    const after = await getVisit(tx, visitId);
    if (isTimed(after)) {
      const context = { settings: await readSettings(tx), origin: deps.origin, now };
      await queueMoveMessages(tx, after, { before, joining: [], leaving: [], reasons: [], note }, context);
    }
    return { ok: true };
  });
  if (result.ok) deps.wakeMail();
  return result;
}
