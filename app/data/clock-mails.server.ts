import { dayFromColumn, dayToColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import { answersFrom, type ReadinessAnswers } from "~/domain/readiness";
import type { Day } from "~/lib/london-time";

/** What one run looks at, at most; the next one goes on. */
const MOST_AT_ONCE = 5_000;

export type VisitAhead = { id: string; onDate: Day; schoolId: string; answers: ReadinessAnswers; contactIds: string[] };

/** Visits that stand and have not begun, up to a day, with what is settled. Past ones typed in later get no mails. */
export async function listVisitsAhead(db: Db, where: { now: Date; toOn: Day }): Promise<VisitAhead[]> {
  const rows = await db.visit.findMany({
    where: {
      status: "scheduled",
      imported: false,
      startsAt: { gt: where.now },
      onDate: { lte: dayToColumn(where.toOn) },
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: MOST_AT_ONCE,
    select: {
      id: true,
      onDate: true,
      schoolId: true,
      readiness: { select: { point: true, answer: true } },
      contacts: { orderBy: { rank: "asc" }, select: { accountId: true } },
    },
  });
  return rows.flatMap(({ onDate, readiness, contacts, ...visit }) =>
    onDate === null
      ? []
      : [
          {
            ...visit,
            onDate: dayFromColumn(onDate),
            answers: answersFrom(readiness),
            contactIds: contacts.map(({ accountId }) => accountId),
          },
        ],
  );
}

export type DecidedMail = { occasion: string; about: string; accountId: string; decidedAt: Date };

/** What the clock has decided about these things already. */
export async function listDecidedMails(db: Db | Tx, abouts: readonly string[]): Promise<DecidedMail[]> {
  return db.clockMail.findMany({
    where: { about: { in: [...abouts] } },
    select: { occasion: true, about: true, accountId: true, decidedAt: true },
  });
}

/** Visits that are over since a moment and recorded, with at least one session given. */
export async function listVisitsGiven(
  db: Db,
  where: { from: Date; before: Date },
): Promise<{ id: string; contactIds: string[] }[]> {
  const rows = await db.visit.findMany({
    where: {
      status: "completed",
      sessions: { some: { status: "delivered" } },
      imported: false,
      endsAt: { gte: where.from, lt: where.before },
    },
    orderBy: [{ endsAt: "asc" }, { id: "asc" }],
    take: MOST_AT_ONCE,
    select: { id: true, contacts: { select: { accountId: true } } },
  });
  return rows.map(({ id, contacts }) => ({ id, contactIds: contacts.map(({ accountId }) => accountId) }));
}

export type WaitingRequest = { id: string; reference: string; schoolName: string; answerByOn: Day | null };

const WAITING = {
  id: true,
  reference: true,
  unlistedName: true,
  answerByOn: true,
  school: { select: { name: true } },
} as const;

type WaitingColumns = {
  id: string;
  reference: string;
  unlistedName: string;
  answerByOn: Date | null;
  school: { name: string } | null;
};

const toWaiting = ({ id, reference, unlistedName, answerByOn, school }: WaitingColumns): WaitingRequest => ({
  id,
  reference,
  schoolName: school?.name ?? unlistedName,
  answerByOn: answerByOn && dayFromColumn(answerByOn),
});

/** Requests that came in since a moment and still wait for the team. */
export async function listNewRequests(db: Db, since: Date): Promise<WaitingRequest[]> {
  const rows = await db.bookingRequest.findMany({
    where: { provenAt: { gte: since }, status: { in: ["submitted", "awaiting_go_ahead"] } },
    orderBy: [{ provenAt: "asc" }, { id: "asc" }],
    take: MOST_AT_ONCE,
    select: WAITING,
  });
  return rows.map(toWaiting);
}

/** Requests whose answer-by day has passed without an answer; a pencilled visit is one. */
export async function listUnansweredRequests(db: Db | Tx, where: { fromOn: Day; beforeOn: Day }): Promise<WaitingRequest[]> {
  const rows = await db.bookingRequest.findMany({
    where: {
      provenAt: { not: null },
      status: { in: ["submitted", "awaiting_go_ahead"] },
      answerByOn: { gte: dayToColumn(where.fromOn), lt: dayToColumn(where.beforeOn) },
      visits: { none: { status: "pencilled" } },
    },
    orderBy: [{ answerByOn: "asc" }, { id: "asc" }],
    take: MOST_AT_ONCE,
    select: WAITING,
  });
  return rows.map(toWaiting);
}

/** Whether the request still waits as it did when it was listed. */
export async function isStillUnanswered(tx: Tx, request: WaitingRequest): Promise<boolean> {
  const count = await tx.bookingRequest.count({
    where: {
      id: request.id,
      status: { in: ["submitted", "awaiting_go_ahead"] },
      answerByOn: request.answerByOn === null ? null : dayToColumn(request.answerByOn),
    },
  });
  return count === 1;
}

/** The contacts of a request with their addresses. */
export async function listRequestContacts(
  tx: Tx,
  requestId: string,
): Promise<{ accountId: string; email: string; name: string }[]> {
  const rows = await tx.requestContact.findMany({
    where: { requestId },
    orderBy: { rank: "asc" },
    select: { accountId: true, name: true, account: { select: { email: true } } },
  });
  return rows.map(({ account, ...contact }) => ({ ...contact, email: account.email }));
}

export type PresenterVisit = { visitId: string; onDate: Day; schoolName: string };

/** Who gives a visit that is over and of which nothing is recorded, for visits between two days, both included. */
export async function listPresentersToRecord(
  db: Db,
  where: { fromOn: Day; toOn: Day; occasion: string },
): Promise<{ accountId: string; email: string; name: string; visits: PresenterVisit[] }[]> {
  return listByPresenter(db, {
    occasion: where.occasion,
    visit: {
      status: "scheduled",
      imported: false,
      deliveries: { none: {} },
      onDate: { gte: dayToColumn(where.fromOn), lte: dayToColumn(where.toOn) },
    },
  });
}

/** Who has visits that have not begun, between two days, both included. */
export async function listPresentersAhead(
  db: Db,
  where: { fromOn: Day; toOn: Day; now: Date; occasion: string },
): Promise<{ accountId: string; email: string; name: string; visits: PresenterVisit[] }[]> {
  return listByPresenter(db, {
    occasion: where.occasion,
    visit: {
      status: "scheduled",
      imported: false,
      startsAt: { gt: where.now },
      onDate: { gte: dayToColumn(where.fromOn), lte: dayToColumn(where.toOn) },
    },
  });
}

async function listByPresenter(
  db: Db,
  { visit, occasion }: { visit: NonNullable<Parameters<Db["visit"]["count"]>[0]>["where"]; occasion: string },
) {
  const rows = await db.presenter.findMany({
    where: {
      visits: { some: { visit } },
      account: { disabledAt: null, erasedAt: null, mailsRefused: { none: { occasion } } },
    },
    orderBy: { accountId: "asc" },
    select: {
      accountId: true,
      account: { select: { email: true, name: true } },
      visits: {
        where: { visit },
        orderBy: { visit: { startsAt: "asc" } },
        select: { visitId: true, visit: { select: { onDate: true, school: { select: { name: true } } } } },
      },
    },
  });
  return rows.map(({ accountId, account, visits }) => ({
    accountId,
    email: account.email,
    name: account.name || account.email,
    visits: visits.flatMap(({ visitId, visit: { onDate, school } }) =>
      onDate === null ? [] : [{ visitId, onDate: dayFromColumn(onDate), schoolName: school.name }],
    ),
  }));
}
