import type { Db, Tx } from "~/data/db.server";
import { forgetContact, listContactsToForget } from "~/data/forgotten-accounts.server";
import { forgetMails, listLooseMails } from "~/data/forgotten-mails.server";
import { forgetMatter, listMattersToForget, type Matter } from "~/data/forgotten-matters.server";
import { addHistory, type HistoryInput } from "~/data/history.server";
import { forgetIncomingMails } from "~/data/incoming-mails.server";
import { readSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import { forgetBefore } from "~/domain/retention";
import type { Deps } from "~/services/deps";

/** What is listed at once; the next list follows as long as the last one led to something. */
const MOST_AT_ONCE = 500;

export type Forgotten = { matters: number; contacts: number; mails: number };

/**
 * Removes contact data whose time is over by the setting in force now (rule 9, docs/decisions/034): what old requests and
 * visits hold of their contacts, old mails, and contacts with whom nothing was going on for so long. Safe to run twice,
 * late, and beside somebody who is booking: each matter and each person is a transaction of its own that locks, asks again
 * and passes over what is in use. No figure changes.
 */
export async function forgetContacts(deps: Pick<Deps, "db" | "now">): Promise<Forgotten> {
  const { db } = deps;
  const now = deps.now();
  const before = forgetBefore(now, (await readSettings(db)).retentionMonths);
  const matters = await inBatches(
    () => listMattersToForget(db, before, MOST_AT_ONCE),
    (matter) => inTransaction(db, (tx) => forgetMatter(tx, matter, before), { at: now, ...ofMatter(matter) }),
  );
  const contacts = await inBatches(
    () => listContactsToForget(db, before, MOST_AT_ONCE),
    (id) => inTransaction(db, (tx) => forgetContact(tx, id, { before, now }), { at: now, subject: "account", subjectId: id }),
  );
  const mails = await forgetLooseMails(db, before, now);
  await transact(db, (tx) => forgetIncomingMails(tx, before));
  return { matters, contacts, mails };
}

/** One after the other, until a list leads to nothing: what is passed over today comes again tomorrow. */
async function inBatches<Item>(list: () => Promise<Item[]>, forget: (item: Item) => Promise<boolean>): Promise<number> {
  let total = 0;
  for (;;) {
    const items = await list();
    let done = 0;
    for (const item of items) if (await forget(item)) done += 1;
    total += done;
    if (done === 0 || items.length < MOST_AT_ONCE) return total;
  }
}

type What = Pick<HistoryInput, "at" | "subject" | "subjectId" | "requestId" | "visitId" | "detail">;

async function inTransaction(db: Db, forget: (tx: Tx) => Promise<boolean>, what: What): Promise<boolean> {
  return transact(db, async (tx) => {
    if (!(await forget(tx))) return false;
    await noteErasure(tx, what);
    return true;
  });
}

function ofMatter({ kind, id }: Matter): Pick<What, "subject" | "subjectId" | "requestId" | "visitId"> {
  return { subject: kind, subjectId: id, ...(kind === "request" ? { requestId: id } : { visitId: id }) };
}

/** Mails that belong to no matter go by their age, a list at a time; history names the last of each. */
async function forgetLooseMails(db: Db, before: Date, now: Date): Promise<number> {
  let total = 0;
  for (;;) {
    const ids = await listLooseMails(db, { before, now, limit: MOST_AT_ONCE });
    const last = ids.at(-1);
    if (last === undefined) return total;
    const done = await transact(db, async (tx) => {
      const mails = await forgetMails(tx, ids);
      if (mails > 0) await noteErasure(tx, { at: now, subject: "mail", subjectId: last, detail: { mails } });
      return mails;
    });
    total += done;
    if (done === 0 || ids.length < MOST_AT_ONCE) return total;
  }
}

async function noteErasure(tx: Tx, what: What): Promise<void> {
  await addHistory(tx, { ...what, actor: { kind: "system" }, action: "contact_erased" });
}
