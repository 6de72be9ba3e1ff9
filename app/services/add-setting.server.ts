import { addHistory, type Actor } from "~/data/history.server";
import { createSetting, type NewSetting } from "~/data/register-schools.server";
import { transact } from "~/data/transaction.server";
import type { Deps } from "~/services/deps";

/** Adds a place that stands in no register. Never refused: two settings may share a name and a postcode. */
export async function addSetting(input: { setting: NewSetting; actor: Actor }, deps: Deps): Promise<{ id: string }> {
  const id = await transact(deps.db, async (tx) => {
    const created = await createSetting(tx, input.setting);
    const entry = { at: deps.now(), actor: input.actor, subject: "school" as const, subjectId: created };
    await addHistory(tx, { ...entry, action: "school_added", detail: { kind: input.setting.kind } });
    return created;
  });
  return { id };
}
