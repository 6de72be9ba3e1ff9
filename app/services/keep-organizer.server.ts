import { addHistory } from "~/data/history.server";
import { isSettingStored, lockSettings, readSettings, writeSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import { organizerOf } from "~/domain/settings";
import type { Deps } from "~/services/deps";
import { SETTINGS_SUBJECT_ID } from "~/services/save-settings.server";

/**
 * Called at every start with the sender of our mail ("Sessions <sessions@example.org>"): the first one becomes the
 * organizer of all events and stays it, since calendars take updates only from the organizer that they know
 * (RFC 5546 2.1.4). A manager may change it in the settings.
 */
export async function keepOrganizer(mailFrom: string, deps: Pick<Deps, "db" | "now" | "log">): Promise<void> {
  const organizer = organizerOf(mailFrom);
  const now = deps.now();
  await transact(deps.db, async (tx) => {
    await lockSettings(tx);
    if (organizer === null || (await isSettingStored(tx, "organizer"))) return;
    await writeSettings(tx, { organizer }, { accountId: null, now });
    await addHistory(tx, {
      at: now,
      actor: { kind: "system" },
      subject: "setting",
      subjectId: SETTINGS_SUBJECT_ID,
      action: "settings_changed",
      detail: { keys: ["organizer"] },
    });
  });
  const kept = (await readSettings(deps.db)).organizer.email;
  if (organizer?.email.toLowerCase() === kept.toLowerCase()) return;
  deps.log.warn({}, "MAIL_FROM is not the organizer in the settings: answers to invitations go to the organizer");
}
