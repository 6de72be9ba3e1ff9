import {
  createDraft,
  deleteDraft,
  deleteExpiredDrafts,
  emptyAnswers,
  lockDraft,
  updateDraft,
} from "~/data/request-drafts.server";
import { transact } from "~/data/transaction.server";
import { DRAFT_DAYS, type DraftAnswers } from "~/domain/request-draft";
import type { Deps } from "~/services/deps";

export type SaveDraftInput = {
  draftId: string;
  browserHash: string;
  /** One page's answer. */
  answer: Partial<Omit<DraftAnswers, "shape" | "sent">>;
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** Keeps the answer to one page for seven more days and answers all that is known now. */
export async function saveDraft(input: SaveDraftInput, deps: Pick<Deps, "db" | "now">): Promise<DraftAnswers> {
  const { draftId: id, browserHash, answer } = input;
  const now = deps.now();
  const expiresAt = new Date(now.getTime() + DRAFT_DAYS * DAY_MS);
  return transact(deps.db, async (tx) => {
    const draft = await lockDraft(tx, { id, browserHash, now });
    // A change is about the same school: another one is another request.
    const { school, ...others } = answer;
    const taken = draft?.purpose === "change" || school === undefined ? others : answer;
    const answers = merge(draft?.answers ?? emptyAnswers(), taken);
    if (draft) {
      await updateDraft(tx, { id, answers, expiresAt });
    } else {
      await deleteExpiredDrafts(tx, now);
      await createDraft(tx, { id, browserHash, answers, expiresAt, now });
    }
    return answers;
  });
}

/** "Start again": nothing typed is kept. */
export async function discardDraft(
  input: { draftId: string; browserHash: string },
  deps: Pick<Deps, "db">,
): Promise<void> {
  await deleteDraft(deps.db, { id: input.draftId, browserHash: input.browserHash });
}

/** Rolls and periods belong to one school: another school has others. What is changed has not been sent. */
function merge(before: DraftAnswers, answer: SaveDraftInput["answer"]): DraftAnswers {
  const { rolls, bellTimes, sent: _, ...rest } = before;
  const sameSchool = answer.school === undefined || schoolIdOf(answer) === schoolIdOf(before);
  return { ...rest, ...(sameSchool ? { rolls, bellTimes } : {}), ...answer };
}

function schoolIdOf({ school }: Pick<DraftAnswers, "school">): string | null {
  return school?.listed ? school.schoolId : null;
}
