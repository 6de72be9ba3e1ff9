import { countOpenIncomingMails } from "~/data/incoming-mails.server";
import { listInbox } from "~/data/request-inbox.server";
import { listAreasOn } from "~/data/priority-areas.server";
import { countMembershipsAsked } from "~/data/school-memberships.server";
import { areasOf } from "~/domain/area";
import type { InboxFilter, MarkedInboxRow } from "~/domain/inbox";
import { dayOf } from "~/lib/london-time";
import { recalled } from "~/services/recalled.server";

/** A page of the inbox with the priority areas of its schools, how many people ask to be their school's contact, and how many arrived mails wait. */
export const inboxPage = recalled(
  async (input: { filter: InboxFilter; search: string; page: number; pageSize: number }, { db, now }) => {
    const [{ rows, total }, areas] = await Promise.all([listInbox(db, input), listAreasOn(db, dayOf(now()))]);
    const marked = rows.map((row): MarkedInboxRow => ({ ...row, areas: areasOf(row, areas) }));
    const [schoolContactsAsked, mailsToLookAt] = await Promise.all([countMembershipsAsked(db), countOpenIncomingMails(db)]);
    return { rows: marked, total, schoolContactsAsked, mailsToLookAt };
  },
);
