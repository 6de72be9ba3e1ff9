import { listInbox } from "~/data/request-inbox.server";
import { countMembershipsAsked } from "~/data/school-memberships.server";
import type { InboxFilter } from "~/domain/inbox";
import { recalled } from "~/services/recalled.server";

/** A page of the inbox, and how many people ask to be their school's contact. */
export const inboxPage = recalled(
  async (input: { filter: InboxFilter; search: string; page: number; pageSize: number }, { db }) => ({
    ...(await listInbox(db, input)),
    schoolContactsAsked: await countMembershipsAsked(db),
  }),
);
