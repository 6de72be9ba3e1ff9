import {
  createDisclosure,
  findVisitOfDisclosure,
  listDisclosures,
  takeBackDisclosureRow,
  type DisclosureReader,
  type DisclosureRow,
  type VisitOfDisclosure,
} from "~/data/disclosures.server";
import { addHistory } from "~/data/history.server";
import { transact } from "~/data/transaction.server";
import type { Disclosure } from "~/domain/disclosure";
import type { Deps } from "~/services/deps";

export type DisclosureViewer = { accountId: string; isOffice: boolean };

const readerOf = ({ accountId, isOffice }: DisclosureViewer): DisclosureReader =>
  isOffice ? { all: true } : { writerId: accountId };

const presenterOf = ({ accountId, isOffice }: DisclosureViewer) => (isOffice ? null : accountId);

/** The visit and what this viewer may read of it; null for a visit that is not theirs. */
export async function loadDisclosures(
  input: { visitId: string; viewer: DisclosureViewer },
  { db }: Pick<Deps, "db">,
): Promise<{ visit: VisitOfDisclosure; notes: DisclosureRow[] } | null> {
  const { visitId, viewer } = input;
  const visit = await findVisitOfDisclosure(db, { visitId, presenterId: presenterOf(viewer) });
  if (!visit) return null;
  const { accountId } = viewer;
  return { visit, notes: await listDisclosures(db, { visitId, reader: readerOf(viewer), accountId }) };
}

export type NoteDisclosureResult =
  | { ok: true }
  /** `before_visit`: earlier than the visit began; `in_the_future`: nothing can have been passed on yet. */
  | { ok: false; reason: "not_found" | "before_visit" | "in_the_future" };

/**
 * Notes that a disclosure was passed on. The history says by whom and when, and stands with the note, not with the visit:
 * who may read the visit need not know of it.
 */
export async function noteDisclosure(
  input: { visitId: string; viewer: DisclosureViewer; disclosure: Disclosure },
  deps: Deps,
): Promise<NoteDisclosureResult> {
  const { visitId, viewer, disclosure } = input;
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<NoteDisclosureResult> => {
    const visit = await findVisitOfDisclosure(tx, { visitId, presenterId: presenterOf(viewer) });
    if (!visit) return { ok: false, reason: "not_found" };
    if (disclosure.passedOnAt > now) return { ok: false, reason: "in_the_future" };
    if (disclosure.passedOnAt < visit.startsAt) return { ok: false, reason: "before_visit" };
    const { accountId } = viewer;
    const id = await createDisclosure(tx, { ...disclosure, visitId, madeById: accountId, now });
    const actor = { kind: "staff" as const, accountId };
    await addHistory(tx, { at: now, actor, subject: "disclosure", subjectId: id, action: "disclosure_noted" });
    return { ok: true };
  });
}

/** For a note made by mistake: it stays in the database, marked by whom and when, and is shown to nobody. */
export async function takeBackDisclosure(
  input: { id: string; visitId: string; viewer: DisclosureViewer },
  deps: Deps,
): Promise<{ ok: true } | { ok: false; reason: "not_found" }> {
  const { id, visitId, viewer } = input;
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<{ ok: true } | { ok: false; reason: "not_found" }> => {
    const { accountId } = viewer;
    const where = { id, visitId, reader: readerOf(viewer) };
    if (!(await takeBackDisclosureRow(tx, where, { accountId, now }))) return { ok: false, reason: "not_found" };
    const actor = { kind: "staff" as const, accountId };
    await addHistory(tx, { at: now, actor, subject: "disclosure", subjectId: id, action: "disclosure_taken_back" });
    return { ok: true };
  });
}
