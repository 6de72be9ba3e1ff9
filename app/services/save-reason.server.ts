import type { Tx } from "~/data/db.server";
import { addHistory, type Actor } from "~/data/history.server";
import {
  createReason,
  findReason,
  lockReasonsInUse,
  updateReason,
  type Reason,
  type ReasonWords,
} from "~/data/reason-codes.server";
import { transact } from "~/data/transaction.server";
import { mayBeSchools, reasonCodeOf, type ReasonKind } from "~/domain/reason";
import type { Deps } from "~/services/deps";

type SaveDeps = Pick<Deps, "db" | "now">;

/** The history knows subjects by id and reasons have codes: all of them are one, and its detail says which. */
const REASONS_SUBJECT_ID = "019ab000-0000-7000-8000-0000000000f1";

type TooFew = { ok: false; reason: "last_of_kind" | "last_for_schools"; kind: ReasonKind };
export type SaveReasonResult =
  | { ok: true; code: string }
  | { ok: false; reason: "not_found" | "changed_meanwhile" | "label_taken" }
  | TooFew;

/**
 * Adds or changes a reason. Its code is made of its first label and stays, since history holds it. Refuses a label that
 * the kind has already, and to leave schools without a reason to cancel for.
 */
export async function saveReason(
  input: { which: { code: string; version: number } | { kind: ReasonKind }; words: ReasonWords; actor: Actor },
  deps: SaveDeps,
): Promise<SaveReasonResult> {
  const { which, actor } = input;
  return transact(deps.db, async (tx): Promise<SaveReasonResult> => {
    const existing = "code" in which ? await findReason(tx, which.code) : null;
    if ("code" in which && !existing) return { ok: false, reason: "not_found" };
    const kind = "code" in which ? (existing?.kind ?? "decline") : which.kind;
    const words = { ...input.words, schoolChooses: input.words.schoolChooses && mayBeSchools(kind) };
    if (existing && !existing.retired && !words.schoolChooses) {
      const refusal = await refuseTooFew(tx, existing, { stays: true });
      if (refusal) return refusal;
    }
    const written =
      "code" in which
        ? await updateReason(tx, which, words)
        : await createReason(tx, { ...words, kind, code: await freeCode(tx, reasonCodeOf(kind, words.label)) });
    if (!written.ok) return written;
    await addHistory(tx, {
      at: deps.now(),
      actor,
      subject: "reason",
      subjectId: REASONS_SUBJECT_ID,
      action: existing ? "reason_changed" : "reason_added",
      detail: { code: written.code, position: words.position, schoolChooses: words.schoolChooses },
    });
    return written;
  });
}

/** Takes a reason off the forms, or puts it back; what it was given for keeps it. Refuses the last one of its kind. */
export async function retireReason(
  input: { code: string; version: number; retired: boolean; actor: Actor },
  deps: SaveDeps,
): Promise<SaveReasonResult> {
  const { code, version, retired, actor } = input;
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<SaveReasonResult> => {
    const reason = await findReason(tx, code);
    if (!reason) return { ok: false, reason: "not_found" };
    const refusal = retired ? await refuseTooFew(tx, reason, { stays: false }) : null;
    if (refusal) return refusal;
    const written = await updateReason(tx, { code, version }, { retiredAt: retired ? now : null });
    if (!written.ok) return written;
    await addHistory(tx, {
      at: now,
      actor,
      subject: "reason",
      subjectId: REASONS_SUBJECT_ID,
      action: retired ? "reason_retired" : "reason_used_again",
      detail: { code },
    });
    return written;
  });
}

/** Each kind needs a reason on its form, and a school one to cancel for: both forms ask for at least one. */
async function refuseTooFew(tx: Tx, { code, kind }: Reason, { stays }: { stays: boolean }): Promise<TooFew | null> {
  const others = (await lockReasonsInUse(tx, kind)).filter((other) => other.code !== code);
  if (!stays && others.length === 0) return { ok: false, reason: "last_of_kind", kind };
  if (kind === "cancel" && !others.some(({ schoolChooses }) => schoolChooses)) {
    return { ok: false, reason: "last_for_schools", kind };
  }
  return null;
}

async function freeCode(tx: Tx, wanted: string): Promise<string> {
  let code = wanted;
  for (let number = 2; await findReason(tx, code); number += 1) code = `${wanted}_${number}`;
  return code;
}
