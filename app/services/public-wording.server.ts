import { readSettings } from "~/data/settings.server";
import { DEFAULT_SETTINGS, type ProgrammeSettings } from "~/domain/settings";
import type { Wording } from "~/domain/wording";
import type { Deps } from "~/services/deps";

/** What public pages say that managers may correct. */
export type PublicWording = Wording & Pick<ProgrammeSettings, "answerWorkingDays" | "retentionMonths">;

/** Public pages are asked for by everybody; a correction may take these few seconds to show. */
const REMEMBERED_MS = 5_000;
const remembered = new WeakMap<Deps["db"], { at: number; wording: PublicWording }>();

/**
 * The wording in force, read again every few seconds. While the database cannot be read the last known stands, or the
 * default: whoever looks for help must find a number.
 */
export async function publicWording({ db, now, log }: Deps): Promise<PublicWording> {
  const at = now().getTime();
  const known = remembered.get(db);
  if (known && Math.abs(at - known.at) < REMEMBERED_MS) return known.wording;
  try {
    const wording = pick(await readSettings(db));
    remembered.set(db, { at, wording });
    return wording;
  } catch (error) {
    log.error({ err: error }, "the wording of public pages could not be read");
    return known?.wording ?? pick(DEFAULT_SETTINGS);
  }
}

function pick({ wording, answerWorkingDays, retentionMonths }: ProgrammeSettings): PublicWording {
  return { ...wording, answerWorkingDays, retentionMonths };
}

/** Whoever has just saved it sees it at once. */
export function forgetPublicWording(db: Deps["db"]): void {
  remembered.delete(db);
}
