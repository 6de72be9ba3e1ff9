import { dayToColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import type { StaffRole } from "~/domain/roles";
import type { Day } from "~/lib/london-time";

export type AccountRow = { id: string; email: string; name: string };

export type AccountDetails = AccountRow & {
  phone: string | null;
  disabledAt: Date | null;
  roles: StaffRole[];
};

export type StaffMember = AccountRow & {
  roles: StaffRole[];
  disabledAt: Date | null;
  lastSeenAt: Date | null;
};

const detailsSelect = {
  id: true,
  email: true,
  name: true,
  phone: true,
  disabledAt: true,
  roles: { select: { role: true }, orderBy: { role: "asc" } },
} as const;

/**
 * The account of an address (upper and lower case are the same), made where there is none. Two at once get the
 * same row: the unique index decides. A name or phone number is filled in where there is none; none is replaced.
 * Until the transaction ends nobody forgets the account; one that was forgotten while we waited is another's by now.
 */
export async function findOrCreateAccount(
  tx: Tx,
  input: { email: string; name?: string; phone?: string | null },
): Promise<AccountRow> {
  const [email, name, phone] = [input.email.trim(), input.name?.trim() ?? "", input.phone?.trim() || null];
  let held: unknown[] = [];
  while (held.length === 0) {
    await tx.account.createMany({ data: [{ email, name, phone }], skipDuplicates: true });
    held = await tx.$queryRaw<unknown[]>`SELECT 1 FROM account WHERE email = ${email}::citext FOR KEY SHARE`;
  }
  if (name) await tx.account.updateMany({ where: { email, name: "" }, data: { name } });
  if (phone) await tx.account.updateMany({ where: { email, phone: null }, data: { phone } });
  return tx.account.findUniqueOrThrow({ where: { email }, select: { id: true, email: true, name: true } });
}

export async function findAccountByEmail(db: Db | Tx, email: string): Promise<AccountDetails | null> {
  const row = await db.account.findUnique({ where: { email: email.trim() }, select: detailsSelect });
  return row && { ...row, roles: row.roles.map(({ role }) => role) };
}

export async function findAccount(db: Db | Tx, id: string): Promise<AccountDetails | null> {
  const row = await db.account.findUnique({ where: { id }, select: detailsSelect });
  return row && { ...row, roles: row.roles.map(({ role }) => role) };
}

export async function updateAccountDetails(
  db: Db | Tx,
  id: string,
  details: { name: string; phone: string | null },
): Promise<void> {
  await db.account.update({ where: { id }, data: details, select: { id: true } });
}

/** Null lets the account in again. */
export async function setAccountDisabled(db: Db | Tx, id: string, disabledAt: Date | null): Promise<void> {
  await db.account.update({ where: { id }, data: { disabledAt }, select: { id: true } });
}

/** Everybody with a staff role, by name then address. */
export async function listStaff(db: Db | Tx): Promise<StaffMember[]> {
  const rows = await db.account.findMany({
    where: { roles: { some: {} } },
    orderBy: [{ name: "asc" }, { email: "asc" }],
    select: {
      id: true,
      email: true,
      name: true,
      disabledAt: true,
      roles: { select: { role: true }, orderBy: { role: "asc" } },
      signIns: { select: { lastSeenAt: true }, orderBy: { lastSeenAt: "desc" }, take: 1 },
    },
  });
  return rows.map(({ roles, signIns, ...account }) => ({
    ...account,
    roles: roles.map(({ role }) => role),
    lastSeenAt: signIns[0]?.lastSeenAt ?? null,
  }));
}

/** Answers whether the role is new to the account. A presenter also gets the row that planning locks. */
export async function createRoleGrant(
  tx: Tx,
  input: { accountId: string; role: StaffRole; grantedById: string | null; now: Date },
): Promise<boolean> {
  const { accountId, role, grantedById, now } = input;
  const { count } = await tx.roleGrant.createMany({
    data: [{ accountId, role, grantedById, grantedAt: now }],
    skipDuplicates: true,
  });
  if (role === "presenter") {
    await tx.presenter.createMany({ data: [{ accountId }], skipDuplicates: true });
    await tx.presenter.updateMany({ where: { accountId, endedOn: { not: null } }, data: { endedOn: null } });
  }
  return count === 1;
}

/** Answers whether there was such a role. A presenter's row stays for the record, ended today. */
export async function deleteRoleGrant(
  tx: Tx,
  input: { accountId: string; role: StaffRole; today: Day },
): Promise<boolean> {
  const { accountId, role, today } = input;
  const { count } = await tx.roleGrant.deleteMany({ where: { accountId, role } });
  if (role === "presenter" && count === 1) {
    await tx.presenter.updateMany({ where: { accountId }, data: { endedOn: dayToColumn(today) } });
  }
  return count === 1;
}

/** The other managers who can sign in, locked so that two cannot remove each other at the same moment. */
export async function countOtherManagers(tx: Tx, accountId: string): Promise<number> {
  await tx.$queryRaw`
    SELECT "account_id" FROM "role_grant" WHERE "role" = 'manager' ORDER BY "account_id" FOR UPDATE`;
  return tx.roleGrant.count({
    where: { role: "manager", accountId: { not: accountId }, account: { disabledAt: null } },
  });
}

/** Visits still ahead of a presenter; takes the presenter's lock first, as every planner does. */
export async function countVisitsAhead(tx: Tx, accountId: string, now: Date): Promise<number> {
  await tx.$queryRaw`SELECT 1 FROM "presenter" WHERE "account_id" = ${accountId}::uuid FOR NO KEY UPDATE`;
  return tx.visitPresenter.count({
    where: { presenterId: accountId, visit: { status: "scheduled", endsAt: { gt: now } } },
  });
}

/**
 * Of these accounts, deletes those that a form alone has made: nobody ever signed in with them, and nothing else, staff
 * work and history included, names them.
 */
export async function deleteUnusedAccounts(tx: Tx, ids: readonly string[]): Promise<void> {
  const none = { none: {} };
  await tx.account.deleteMany({
    where: {
      id: { in: [...ids] },
      presenter: null,
      roles: none,
      rolesGranted: none,
      signIns: none,
      memberships: none,
      membershipsMade: none,
      requestContacts: none,
      requestsEntered: none,
      goAheads: none,
      visitContacts: none,
      attendances: none,
      visitsPlanned: none,
      absencesEntered: none,
      reviewsResolved: none,
      deliveries: none,
      mails: none,
      feeds: none,
      capabilities: none,
      drafts: none,
      rollsRecorded: none,
      offersMade: none,
      publications: none,
      readiness: none,
      settingsChanged: none,
      history: none,
    },
  });
}

/** Names and telephone numbers of people whom the team has to reach. */
export async function listTelephones(
  db: Db,
  ids: readonly string[],
): Promise<{ id: string; name: string; phone: string | null }[]> {
  const rows = await db.account.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, name: true, email: true, phone: true },
  });
  return rows.map(({ id, name, email, phone }) => ({ id, name: name || email, phone }));
}
