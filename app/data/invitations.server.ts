import type { Db, Tx } from "~/data/db.server";
import { hashSecret, newSecret } from "~/lib/secret.server";

type InvitationPurpose = "start_request" | "refuse_invitations";

/** What an invitation's link is about; null where nobody made it or it has run out. */
export type Invitation = { approachId: string; schoolId: string; schoolName: string; address: string | null };

/** Makes one link of an invitation: 128 bits, one purpose; only its hash is kept. */
export async function createInvitationLink(
  tx: Tx,
  link: { approachId: string; purpose: InvitationPurpose; expiresAt: Date; now: Date },
): Promise<string> {
  const { now, ...columns } = link;
  const token = newSecret(128);
  await tx.capability.create({ data: { ...columns, tokenHash: hashSecret(token), createdAt: now }, select: { id: true } });
  return token;
}

export async function findInvitation(
  db: Db | Tx,
  where: { token: string; purpose: InvitationPurpose; now: Date },
): Promise<Invitation | null> {
  const row = await db.capability.findFirst({
    where: { tokenHash: hashSecret(where.token), purpose: where.purpose, expiresAt: { gt: where.now } },
    select: {
      approach: {
        select: { id: true, school: { select: { id: true, name: true } }, mail: { select: { toAddress: true } } },
      },
    },
  });
  if (!row?.approach) return null;
  const { id, school, mail } = row.approach;
  return { approachId: id, schoolId: school.id, schoolName: school.name, address: mail?.toAddress ?? null };
}

/** Addresses that want no invitations are kept as what they hash to, whatever their letters' case. */
const hashOf = (address: string): string => hashSecret(address.trim().toLowerCase());

export async function refuseInvitations(tx: Tx, address: string, now: Date): Promise<void> {
  await tx.invitationRefusal.createMany({ data: { addressHash: hashOf(address), refusedAt: now }, skipDuplicates: true });
}

export async function refusesInvitations(db: Db | Tx, address: string): Promise<boolean> {
  return (await db.invitationRefusal.count({ where: { addressHash: hashOf(address) } })) === 1;
}

/** Those of some addresses that want no invitations, as they are written here. */
export async function listRefusing(db: Db | Tx, addresses: readonly string[]): Promise<Set<string>> {
  const rows = await db.invitationRefusal.findMany({
    where: { addressHash: { in: addresses.map(hashOf) } },
    select: { addressHash: true },
  });
  const hashes = new Set(rows.map(({ addressHash }) => addressHash));
  return new Set(addresses.filter((address) => hashes.has(hashOf(address))));
}

export type KnownContact = { name: string; email: string };

/** People whom this school's bookings and memberships name, through conversions, the latest first; addresses that work. */
export async function listKnownContacts(db: Db, lineageId: string): Promise<KnownContact[]> {
  return db.$queryRaw<KnownContact[]>`
    SELECT x.name, x.email FROM (
      SELECT DISTINCT ON (a.id) a.name, a.email::text AS email, k.at FROM (
        SELECT c.account_id, r.created_at AS at FROM request_contact c JOIN booking_request r ON r.id = c.request_id
          JOIN school s ON s.id = r.school_id WHERE s.lineage_id = ${lineageId}::uuid AND r.proven_at IS NOT NULL AND NOT r.sensitive
        UNION ALL
        SELECT m.account_id, m.requested_at FROM school_membership m JOIN school s ON s.id = m.school_id
         WHERE s.lineage_id = ${lineageId}::uuid AND m.status = 'approved') k
      JOIN account a ON a.id = k.account_id
       AND a.disabled_at IS NULL AND a.erased_at IS NULL AND a.mail_refused_at IS NULL
      ORDER BY a.id, k.at DESC) x
     ORDER BY x.at DESC, x.email LIMIT 10`;
}
