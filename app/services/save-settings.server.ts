import { addHistory, type Actor } from "~/data/history.server";
import { lockSettings, settingsVersion, writeSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import type { ProgrammeSettings } from "~/domain/settings";
import type { Deps } from "~/services/deps";
import { forgetPublicWording } from "~/services/public-wording.server";

/** The history knows subjects by id; all settings together are one. */
export const SETTINGS_SUBJECT_ID = "019ab000-0000-7000-8000-0000000000f0";

export type SaveSettingsInput = {
  changes: Partial<ProgrammeSettings>;
  /** What `settingsVersion` said when the form was shown. */
  version: string;
  actor: Extract<Actor, { accountId: string }>;
};

export type SaveSettingsResult = { ok: true } | { ok: false; reason: "changed_meanwhile" };

/** Stores settings. Refused when somebody has changed any of them since the form was shown. */
export async function saveSettings(input: SaveSettingsInput, deps: Deps): Promise<SaveSettingsResult> {
  const now = deps.now();
  const result = await transact(deps.db, async (tx): Promise<SaveSettingsResult> => {
    await lockSettings(tx);
    if ((await settingsVersion(tx)) !== input.version) return { ok: false, reason: "changed_meanwhile" };
    await writeSettings(tx, input.changes, { accountId: input.actor.accountId, now });
    await addHistory(tx, {
      at: now,
      actor: input.actor,
      subject: "setting",
      subjectId: SETTINGS_SUBJECT_ID,
      action: "settings_changed",
      detail: { keys: Object.keys(input.changes) },
    });
    return { ok: true };
  });
  if (result.ok) forgetPublicWording(deps.db);
  return result;
}
