import { applyOutlineCheck, findOutlineCheck, keepOutlineCheck, listDistrictsWithSchools } from "~/data/district-outlines.server";
import { addHistory } from "~/data/history.server";
import { transact } from "~/data/transaction.server";
import { matchOutlines, type OutlineFeature, type OutlineReport } from "~/domain/district-outline";
import type { Deps } from "~/services/deps";

const KEPT_HOURS = 24;

export type CheckOutlinesResult = { ok: true; id: string } | { ok: false; reason: "none_matched" } | { ok: false; reason: "twice"; name: string };

/** Says which districts a boundary file has, and keeps it for 24 hours and for this person. Nothing else is written. */
export async function checkOutlines(
  input: { fileName: string; features: readonly OutlineFeature[]; accountId: string },
  deps: Pick<Deps, "db" | "now">,
): Promise<CheckOutlinesResult> {
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<CheckOutlinesResult> => {
    const found = matchOutlines(input.features, await listDistrictsWithSchools(tx));
    if (!found.ok) return { ok: false, reason: "twice", name: found.twice };
    if (found.outlines.length === 0) return { ok: false, reason: "none_matched" };
    const expiresAt = new Date(now.getTime() + KEPT_HOURS * 60 * 60 * 1000);
    const { report, outlines } = found;
    const row = { fileName: input.fileName, report, outlines, madeById: input.accountId, checkedAt: now, expiresAt };
    return { ok: true, id: await keepOutlineCheck(tx, row) };
  });
}

export type ApplyOutlinesResult = { ok: true; report: OutlineReport } | { ok: false; reason: "not_found" };

/** Writes the outlines exactly as they were checked; districts that the file does not have keep theirs. */
export async function applyOutlines(
  input: { id: string; accountId: string },
  deps: Pick<Deps, "db" | "now">,
): Promise<ApplyOutlinesResult> {
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<ApplyOutlinesResult> => {
    const check = await findOutlineCheck(tx, { id: input.id, madeById: input.accountId, now });
    if (!check || !(await applyOutlineCheck(tx, check, now))) return { ok: false, reason: "not_found" };
    await addHistory(tx, {
      at: now,
      actor: { kind: "staff", accountId: input.accountId },
      subject: "outline_import",
      subjectId: check.id,
      action: "outlines_imported",
      detail: { districts: check.outlines.map(({ code }) => code) },
    });
    return { ok: true, report: check.report };
  });
}
