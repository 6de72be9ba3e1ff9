import { addHistory } from "~/data/history.server";
import { findRequestForTeam, moveRequest } from "~/data/request-inbox.server";
import { transact } from "~/data/transaction.server";
import type { Deps } from "~/services/deps";

export type GiveGoAheadResult = { ok: true } | { ok: false; reason: "not_found" | "changed_meanwhile" };

/** A manager lets a sensitive request be scheduled (product.md, sensitive request). The route has checked the role. */
export async function giveGoAhead(
  input: { reference: string; version: number; managerId: string },
  deps: Deps,
): Promise<GiveGoAheadResult> {
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<GiveGoAheadResult> => {
    const request = await findRequestForTeam(tx, input.reference);
    if (!request) return { ok: false, reason: "not_found" };
    const moved = await moveRequest(tx, {
      id: request.id,
      version: input.version,
      from: ["awaiting_go_ahead"],
      to: "submitted",
      now,
      goAheadById: input.managerId,
    });
    if (!moved) return { ok: false, reason: "changed_meanwhile" };
    await addHistory(tx, {
      at: now,
      actor: { kind: "staff", accountId: input.managerId },
      subject: "request",
      subjectId: request.id,
      requestId: request.id,
      action: "go_ahead_given",
      from: "awaiting_go_ahead",
      to: "submitted",
    });
    return { ok: true };
  });
}
