import type { Db, Tx } from "~/data/db.server";
import { shownName } from "~/domain/retention";
import type { MembershipStatus } from "~/domain/school-membership";

type Key = { accountId: string; schoolId: string };

export type Membership = { status: MembershipStatus; requestedAt: Date; decidedAt: Date | null };

export async function findMembership(db: Db | Tx, { accountId, schoolId }: Key): Promise<Membership | null> {
  return db.schoolMembership.findUnique({
    where: { accountId_schoolId: { accountId, schoolId } },
    select: { status: true, requestedAt: true, decidedAt: true },
  });
}

/** Puts a question on the team's list. False when it stands there already, by another click perhaps. */
export async function askMembership(tx: Tx, key: Key, from: MembershipStatus | null, now: Date): Promise<boolean> {
  const asked = { status: "requested" as const, requestedAt: now, decidedAt: null, decidedById: null };
  if (from !== null) {
    const { count } = await tx.schoolMembership.updateMany({ where: { ...key, status: from }, data: asked });
    return count === 1;
  }
  const { count } = await tx.schoolMembership.createMany({ data: { ...key, ...asked }, skipDuplicates: true });
  return count === 1;
}

/** False when somebody has decided it meanwhile. */
export async function decideMembership(
  tx: Tx,
  key: Key,
  decided: { from: MembershipStatus; to: MembershipStatus; at: Date; byId: string },
): Promise<boolean> {
  const { count } = await tx.schoolMembership.updateMany({
    where: { ...key, status: decided.from },
    data: { status: decided.to, decidedAt: decided.at, decidedById: decided.byId },
  });
  return count === 1;
}

/** Who a decision is about, and the booking through which they are known; null when there is no such membership. */
export async function findMember(db: Db | Tx, { accountId, schoolId }: Key) {
  const row = await db.schoolMembership.findUnique({
    where: { accountId_schoolId: { accountId, schoolId } },
    select: {
      status: true,
      school: { select: { name: true } },
      account: { select: { email: true, name: true } },
    },
  });
  return row && { status: row.status, schoolName: row.school.name, ...row.account };
}

export type MembershipRow = Key & {
  status: MembershipStatus;
  requestedAt: Date;
  decidedAt: Date | null;
  decidedBy: string | null;
  schoolName: string;
  town: string;
  email: string;
  name: string;
  jobTitle: string;
  /** The newest booking of this school that they are a contact of. */
  reference: string | null;
};

/** A page of memberships in one state: those that wait by when they were asked for, the others newest first. */
export async function listMemberships(
  db: Db | Tx,
  of: { status: MembershipStatus; page: number; pageSize: number },
): Promise<{ rows: MembershipRow[]; total: number }> {
  const { status, page, pageSize } = of;
  const total = await db.schoolMembership.count({ where: { status } });
  const order = status === "requested" ? ("asc" as const) : ("desc" as const);
  const rows = await db.schoolMembership.findMany({
    where: { status },
    orderBy: [status === "requested" ? { requestedAt: order } : { decidedAt: order }, { accountId: order }],
    skip: (page - 1) * pageSize,
    take: pageSize,
    select: {
      accountId: true,
      schoolId: true,
      status: true,
      requestedAt: true,
      decidedAt: true,
      decidedBy: { select: { name: true, email: true } },
      school: { select: { name: true, town: true } },
      account: { select: { email: true, name: true } },
    },
  });
  const known = await db.requestContact.findMany({
    where: {
      accountId: { in: rows.map(({ accountId }) => accountId) },
      request: { schoolId: { in: rows.map(({ schoolId }) => schoolId) }, provenAt: { not: null } },
    },
    orderBy: { request: { provenAt: "desc" } },
    select: { accountId: true, jobTitle: true, request: { select: { schoolId: true, reference: true } } },
  });
  const memberships = rows.map(({ school, account, decidedBy, ...row }) => {
    const through = known.find(
      ({ accountId, request }) => accountId === row.accountId && request.schoolId === row.schoolId,
    );
    return {
      ...row,
      ...account,
      decidedBy: decidedBy && shownName(decidedBy),
      schoolName: school.name,
      town: school.town,
      jobTitle: through?.jobTitle ?? "",
      reference: through?.request.reference ?? null,
    };
  });
  return { rows: memberships, total };
}

export async function countMembershipsAsked(db: Db | Tx): Promise<number> {
  return db.schoolMembership.count({ where: { status: "requested" } });
}
