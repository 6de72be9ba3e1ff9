import { addHistory, type Actor } from "~/data/history.server";
import { findSchoolRecord } from "~/data/register-schools.server";
import { lockRegister } from "~/data/register-writes.server";
import { createHandLink, findSchoolByUrn, removeHandLink, settleLineages } from "~/data/school-links.server";
import { transact } from "~/data/transaction.server";
import type { Deps } from "~/services/deps";

/** What became of a school, or where it came from, seen from that school. */
export type Relation = "followed_by" | "follows" | "merged_into" | "took_in";

export type LinkSchoolsResult = { ok: true } | { ok: false; reason: "not_found" | "urn_unknown" | "itself" | "linked_already" };

/**
 * Links two schools by hand; no import changes it. One that simply followed the other shares its cohorts and its history
 * from now on; a merger keeps them apart (docs/decisions/009).
 */
export async function linkSchools(
  input: { schoolId: string; relation: Relation; urn: number; actor: Actor },
  deps: Pick<Deps, "db" | "now">,
): Promise<LinkSchoolsResult> {
  const { schoolId, relation, urn, actor } = input;
  return transact(deps.db, async (tx): Promise<LinkSchoolsResult> => {
    await lockRegister(tx);
    if (!(await findSchoolRecord(tx, schoolId))) return { ok: false, reason: "not_found" };
    const other = await findSchoolByUrn(tx, urn);
    if (!other) return { ok: false, reason: "urn_unknown" };
    if (other.id === schoolId) return { ok: false, reason: "itself" };
    const isForward = relation === "followed_by" || relation === "merged_into";
    const [fromSchoolId, toSchoolId] = isForward ? [schoolId, other.id] : [other.id, schoolId];
    const kind = relation === "followed_by" || relation === "follows" ? "successor" : "merged_into";
    if (!(await createHandLink(tx, { fromSchoolId, toSchoolId, kind }))) return { ok: false, reason: "linked_already" };
    await settleLineages(tx, [fromSchoolId, toSchoolId]);
    await addHistory(tx, { at: deps.now(), actor, subject: "school", subjectId: fromSchoolId, action: "school_linked", detail: { kind, toSchoolId } });
    return { ok: true };
  });
}

/** Takes back a link that a person made; lines that it joined are apart again. */
export async function unlinkSchools(
  input: { fromSchoolId: string; toSchoolId: string; actor: Actor },
  deps: Pick<Deps, "db" | "now">,
): Promise<{ ok: true } | { ok: false; reason: "not_found" }> {
  const { fromSchoolId, toSchoolId, actor } = input;
  return transact(deps.db, async (tx) => {
    await lockRegister(tx);
    if (!(await removeHandLink(tx, { fromSchoolId, toSchoolId }))) return { ok: false as const, reason: "not_found" as const };
    await settleLineages(tx, [fromSchoolId, toSchoolId]);
    await addHistory(tx, { at: deps.now(), actor, subject: "school", subjectId: fromSchoolId, action: "school_unlinked", detail: { toSchoolId } });
    return { ok: true as const };
  });
}
