import type { Db, Tx } from "~/data/db.server";
import { forgetContact, readContactsToForget } from "~/data/forgotten-accounts.server";
import { forgetMails, listLooseMails } from "~/data/forgotten-mails.server";
import { forgetMatter, readLoneVisitsToForget, readRequestsToForget } from "~/data/forgotten-matters.server";
import { BEFORE_ALL_IDS, type Page, type PageOf } from "~/data/forgotten-pages.server";
import { addHistory, type HistoryInput } from "~/data/history.server";
import { forgetIncomingMails } from "~/data/incoming-mails.server";
import { readSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import { forgetBefore } from "~/domain/retention";
import type { Deps } from "~/services/deps";

/** What is looked at by one statement. */
const A_PAGE = 1000;
/** Mails that go in one transaction. */
const MOST_MAILS = 500;

export type Forgotten = { matters: number; contacts: number; mails: number };

/**
 * Removes contact data whose time is over by the setting in force now (rule 9, docs/decisions/034): what old requests and
 * visits hold of their contacts, old mails, and contacts with whom nothing was going on for so long. Safe to run twice,
 * late, and beside somebody who is booking: each matter and each person is a transaction of its own that locks, asks again
 * and passes over what is in use. One that fails is logged and keeps none of the others. No figure changes.
 */
export async function forgetContacts(deps: Pick<Deps, "db" | "now" | "log">): Promise<Forgotten> {
  const { db, log } = deps;
  const now = deps.now();
  const before = forgetBefore(now, (await readSettings(db)).retentionMonths);
  const past = { db, log, before };
  const requests = await inPages(past, readRequestsToForget, (id) =>
    inTransaction(db, (tx) => forgetMatter(tx, { kind: "request", id }, before), { at: now, subject: "request", subjectId: id, requestId: id }),
  );
  const visits = await inPages(past, readLoneVisitsToForget, (id) =>
    inTransaction(db, (tx) => forgetMatter(tx, { kind: "visit", id }, before), { at: now, subject: "visit", subjectId: id, visitId: id }),
  );
  const contacts = await inPages(past, readContactsToForget, (id) =>
    inTransaction(db, (tx) => forgetContact(tx, id, { before, now }), { at: now, subject: "account", subjectId: id }),
  );
  const mails = await forgetLooseMails(db, before, now);
  await transact(db, (tx) => forgetIncomingMails(tx, before));
  return { matters: requests + visits, contacts, mails };
}

/** Page by page, one after the other: what is in use tonight is passed over and comes again tomorrow. */
async function inPages(
  { db, log, before }: Pick<Deps, "db" | "log"> & { before: Date },
  read: (db: Db, page: PageOf) => Promise<Page>,
  forget: (id: string) => Promise<boolean>,
): Promise<number> {
  let done = 0;
  let after: string | null = BEFORE_ALL_IDS;
  while (after !== null) {
    const page: Page = await read(db, { before, after, limit: A_PAGE });
    for (const id of page.due) {
      try {
        if (await forget(id)) done += 1;
      } catch (error) {
        log.error({ err: error, id }, "Contact data could not be removed and is tried again the next night");
      }
    }
    after = page.next;
  }
  return done;
}

type What = Pick<HistoryInput, "at" | "subject" | "subjectId" | "requestId" | "visitId" | "detail">;

async function inTransaction(db: Db, forget: (tx: Tx) => Promise<boolean>, what: What): Promise<boolean> {
  return transact(db, async (tx) => {
    if (!(await forget(tx))) return false;
    await noteErasure(tx, what);
    return true;
  });
}

/** Mails that belong to no matter go by their age, a list at a time; history names the last of each. */
async function forgetLooseMails(db: Db, before: Date, now: Date): Promise<number> {
  let total = 0;
  for (;;) {
    const ids = await listLooseMails(db, { before, now, limit: MOST_MAILS });
    const last = ids.at(-1);
    if (last === undefined) return total;
    const done = await transact(db, async (tx) => {
      const mails = await forgetMails(tx, ids);
      if (mails > 0) await noteErasure(tx, { at: now, subject: "mail", subjectId: last, detail: { mails } });
      return mails;
    });
    total += done;
    if (done === 0 || ids.length < MOST_MAILS) return total;
  }
}

async function noteErasure(tx: Tx, what: What): Promise<void> {
  await addHistory(tx, { ...what, actor: { kind: "system" }, action: "contact_erased" });
}
