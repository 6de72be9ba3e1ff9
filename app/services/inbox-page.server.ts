import { countOpenIncomingMails } from "~/data/incoming-mails.server";
import { countRequestsWithMessages, listInbox, listPlacesOfWaiting } from "~/data/request-inbox.server";
import { listAreasOn } from "~/data/priority-areas.server";
import { countMembershipsAsked } from "~/data/school-memberships.server";
import { areaRank, areasOf } from "~/domain/area";
import type { InboxFilter, MarkedInboxRow } from "~/domain/inbox";
import { dayOf } from "~/lib/london-time";
import { recalled } from "~/services/recalled.server";

/** A page of the inbox with the priority areas of its schools, and what else waits: people who ask to be their school's contact, messages, arrived mails. */
export const inboxPage = recalled(
  async (input: { filter: InboxFilter; search: string; page: number; pageSize: number }, { db, now }) => {
    const areas = await listAreasOn(db, dayOf(now()));
    const places = areas.length > 0 && input.filter === "waiting" ? await listPlacesOfWaiting(db) : [];
    const ofRank = (rank: number) => places.filter((place) => areaRank(areasOf(place, areas)) === rank).map(({ id }) => id);
    const { rows, total } = await listInbox(db, { ...input, inAreas: ofRank(0), nearAreas: ofRank(1) });
    const marked = rows.map((row): MarkedInboxRow => ({ ...row, areas: areasOf(row, areas) }));
    const [schoolContactsAsked, mailsToLookAt, messagesToAnswer] = await Promise.all([
      countMembershipsAsked(db),
      countOpenIncomingMails(db),
      countRequestsWithMessages(db),
    ]);
    return { rows: marked, total, hasAreas: areas.length > 0, schoolContactsAsked, mailsToLookAt, messagesToAnswer };
  },
);
