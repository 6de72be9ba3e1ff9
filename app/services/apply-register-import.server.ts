import { addHistory } from "~/data/history.server";
import {
  countImportParts,
  findImport,
  isOvertaken,
  moveImport,
  takeImportPart,
} from "~/data/register-imports.server";
import { lockRegister, writeRegister } from "~/data/register-writes.server";
import { transact } from "~/data/transaction.server";
import type { Deps } from "~/services/deps";
import { finishImport } from "~/services/import-schools.server";

export type ApplyRegisterImportResult = { ok: true } | { ok: false; reason: "not_found" | "overtaken" };

type Step = { ok: true; done: boolean } | { ok: false; reason: "not_found" | "overtaken" };

/**
 * Writes what the check found, part by part; a second click waits its turn and finds nothing left to do, and after a
 * fault in the middle another click goes on. Refused when another import began after the check: what would change may
 * be something else by now.
 */
export async function applyRegisterImport(
  input: { id: string; accountId: string },
  deps: Deps,
): Promise<ApplyRegisterImportResult> {
  for (;;) {
    const step = await applyPart(input, deps);
    if (!step.ok) return step;
    if (step.done) return { ok: true };
  }
}

async function applyPart({ id, accountId }: { id: string; accountId: string }, deps: Deps): Promise<Step> {
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<Step> => {
    await lockRegister(tx);
    const found = await findImport(tx, { id, viewerId: accountId, now });
    if (!found) return { ok: false, reason: "not_found" };
    if (found.status === "applied") return { ok: true, done: true };
    if (found.status === "checked") {
      if (await isOvertaken(tx, { id, checkedAt: found.checkedAt, now })) return { ok: false, reason: "overtaken" };
      await moveImport(tx, { id, from: ["checked"], to: "applying" });
    }
    const part = await takeImportPart(tx, id);
    if (part) await writeRegister(tx, part, now);
    if ((await countImportParts(tx, id)) > 0) return { ok: true, done: false };
    const actor = { kind: "staff" as const, accountId };
    await finishImport(tx, { links: part?.links ?? [], actor, now });
    await moveImport(tx, { id, from: ["applying"], to: "applied", appliedAt: now });
    const { read, added, changed, closed } = found.report;
    await addHistory(tx, {
      at: now,
      actor,
      subject: "register_import",
      subjectId: id,
      action: "register_imported",
      detail: { read, added: added.count, changed: changed.count, closed: closed.count },
    });
    return { ok: true, done: true };
  });
}
