import { addHistory, type Actor } from "~/data/history.server";
import { createSetting, findSchoolRecord, setRequestSchool, type NewSetting } from "~/data/register-schools.server";
import { findRequestForTeam } from "~/data/request-inbox.server";
import { transact } from "~/data/transaction.server";
import type { Deps } from "~/services/deps";

export type LinkRequestSchoolResult =
  | { ok: true; schoolName: string }
  | { ok: false; reason: "not_found" | "changed_meanwhile" | "school_unknown" };

/**
 * Says which school a request of a "not listed" place is for: one that is here, or a setting made for it. Refused when
 * the request has a school by now, was changed since the page was read, or the school has closed.
 */
export async function linkRequestSchool(
  input: { reference: string; version: number; actor: Actor; to: { schoolId: string } | { setting: NewSetting } },
  deps: Deps,
): Promise<LinkRequestSchoolResult> {
  return transact(deps.db, async (tx): Promise<LinkRequestSchoolResult> => {
    const request = await findRequestForTeam(tx, input.reference);
    if (!request || request.status === "unproven") return { ok: false, reason: "not_found" };
    const isNew = "setting" in input.to;
    const schoolId = "setting" in input.to ? await createSetting(tx, input.to.setting) : input.to.schoolId;
    const school = await findSchoolRecord(tx, schoolId);
    if (!school || school.status === "closed") return { ok: false, reason: "school_unknown" };
    const linked = await setRequestSchool(tx, { requestId: request.id, version: input.version, schoolId });
    if (!linked) return { ok: false, reason: "changed_meanwhile" };
    await addHistory(tx, {
      at: deps.now(),
      actor: input.actor,
      subject: "request",
      subjectId: request.id,
      requestId: request.id,
      action: isNew ? "request_setting_added" : "request_school_linked",
      detail: { schoolId },
    });
    return { ok: true, schoolName: school.name };
  });
}
