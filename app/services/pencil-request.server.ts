import { randomUUID } from "node:crypto";
import { addHistory } from "~/data/history.server";
import { changePencilledSpan, createPencilledVisit, findPencilledOf } from "~/data/pencilled-visits.server";
import { findRequestForTeam, moveRequest } from "~/data/request-inbox.server";
import { readSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import { settleByFor } from "~/domain/pencil";
import { dayOf, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { mailDomain } from "~/services/mail-sender.server";

export type PencilRequestInput = {
  reference: string;
  /** The request's version that the person saw (rule 4). */
  version: number;
  fromOn: Day;
  toOn: Day;
  /** Null: four weeks before it begins. */
  settleByOn: Day | null;
  actor: { kind: "staff"; accountId: string };
};

export type PencilRequestResult =
  | { ok: true; visitId: string; settleByOn: Day }
  | { ok: false; reason: "not_found" | "no_school" | "not_waiting" | "changed_meanwhile" | "in_the_past" | "settled_too_late" };

/**
 * Agrees a visit for a month or half-term without a day: it takes nobody's time, its request stays submitted and is to be
 * answered by the day on which it must be settled. A second pencilling changes the first. Planning turns it into the visit.
 */
export async function pencilRequest(input: PencilRequestInput, deps: Deps): Promise<PencilRequestResult> {
  const now = deps.now();
  const today = dayOf(now);
  const { fromOn, toOn, actor } = input;
  if (toOn <= today || fromOn > toOn) return { ok: false, reason: "in_the_past" };
  const settleByOn = input.settleByOn ?? settleByFor(fromOn, today);
  if (settleByOn <= today || settleByOn > toOn) return { ok: false, reason: "settled_too_late" };
  const span = { fromOn, toOn, settleByOn };
  const settings = await readSettings(deps.db);
  return transact(deps.db, async (tx): Promise<PencilRequestResult> => {
    const request = await findRequestForTeam(tx, input.reference);
    if (!request) return { ok: false, reason: "not_found" };
    if (!request.school) return { ok: false, reason: "no_school" };
    if (request.status !== "submitted") return { ok: false, reason: "not_waiting" };
    const moved = await moveRequest(tx, {
      id: request.id,
      version: input.version,
      from: ["submitted"],
      to: "submitted",
      now,
      answered: true,
      answerByOn: settleByOn,
    });
    if (!moved) return { ok: false, reason: "changed_meanwhile" };
    const known = await findPencilledOf(tx, request.id);
    if (known && !(await changePencilledSpan(tx, known, span))) return { ok: false, reason: "changed_meanwhile" };
    const { sensitive, campaignId, funderId, school } = request;
    const visitId =
      known?.id ??
      (await createPencilledVisit(tx, {
        ...span,
        requestId: request.id,
        school,
        sensitive,
        targeted: request.targeted || school.targeted,
        campaignId,
        funderId,
        calendarUid: `${randomUUID()}@${mailDomain(settings)}`,
        createdAt: now,
        createdById: actor.accountId,
        contacts: request.contacts.map(({ rank, accountId, name, phone }) => ({ rank, accountId, name, phone })),
      }));
    await addHistory(tx, {
      at: now,
      actor,
      subject: "visit",
      subjectId: visitId,
      visitId,
      requestId: request.id,
      action: known ? "visit_pencil_changed" : "visit_pencilled",
      to: "pencilled",
      detail: span,
    });
    return { ok: true, visitId, settleByOn };
  });
}
