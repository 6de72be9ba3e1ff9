import type { Db } from "~/data/db.server";
import { findDraft } from "~/data/request-drafts.server";
import type { DraftAnswers } from "~/domain/request-draft";
import { hashSecret, newSecret } from "~/lib/secret.server";
import type { Deps } from "~/services/deps";
import { saveDraft } from "~/services/save-draft.server";
import { startChange } from "~/services/start-draft.server";
import { submitRequest, type SubmitRequestResult } from "~/services/submit-request.server";

export type Change = {
  draftId: string;
  answers: DraftAnswers;
  /** Sends it as compared with this version of the request. */
  send: (version?: number) => Promise<SubmitRequestResult>;
};

/** Begins to change a request in a browser of its own, with some answers other than before. */
export async function beginChange(
  db: Db,
  deps: Deps,
  request: { reference: string; version: number },
  account: { id: string; email: string },
  answer: Parameters<typeof saveDraft>[0]["answer"] = {},
): Promise<Change> {
  const browserToken = newSecret(256);
  const browserHash = hashSecret(browserToken);
  const started = await startChange({ reference: request.reference, accountId: account.id, browserHash }, deps);
  if (!started.ok) throw new Error(started.reason);
  const { draftId } = started;
  await saveDraft({ draftId, browserHash, answer }, deps);
  const draft = await findDraft(db, { id: draftId, browserHash, now: deps.now() });
  if (!draft) throw new Error("The draft is not there");
  const viewer = { accountId: account.id, email: account.email, roles: ["contact"] as const };
  const send = (version = request.version) =>
    submitRequest({ draftId, browserToken, sourceKey: "", viewer, version }, deps);
  return { draftId, answers: draft.answers, send };
}
