import { dayFromColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import type { Disclosure } from "~/domain/disclosure";
import { shownName } from "~/domain/retention";
import type { Day } from "~/lib/london-time";

/** Coordinators and managers read all; a presenter what they wrote themselves. */
export type DisclosureReader = { all: true } | { writerId: string };

export type DisclosureRow = Disclosure & { id: string; madeAt: Date; madeByName: string; byReader: boolean };

/** Notes of a visit that were not taken back, newest first. */
export async function listDisclosures(
  db: Db | Tx,
  where: { visitId: string; reader: DisclosureReader; accountId: string },
): Promise<DisclosureRow[]> {
  const { visitId, reader, accountId } = where;
  const rows = await db.disclosureNote.findMany({
    where: { visitId, takenBackAt: null, ...("all" in reader ? {} : { madeById: reader.writerId }) },
    orderBy: [{ passedOnAt: "desc" }, { id: "desc" }],
    select: {
      id: true,
      passedOnAt: true,
      passedTo: true,
      processStarted: true,
      madeAt: true,
      madeById: true,
      madeBy: { select: { name: true, email: true } },
    },
  });
  return rows.map(({ madeBy, madeById, ...row }) => ({
    ...row,
    madeByName: shownName(madeBy),
    byReader: madeById === accountId,
  }));
}

export type VisitOfDisclosure = { id: string; schoolName: string; onDate: Day; startsAt: Date };

/** A visit that took or takes place; of a presenter only where they give it. */
export async function findVisitOfDisclosure(
  db: Db | Tx,
  where: { visitId: string; presenterId: string | null },
): Promise<VisitOfDisclosure | null> {
  const row = await db.visit.findFirst({
    where: {
      id: where.visitId,
      status: { in: ["scheduled", "completed"] },
      ...(where.presenterId === null ? {} : { presenters: { some: { presenterId: where.presenterId } } }),
    },
    select: { id: true, onDate: true, startsAt: true, school: { select: { name: true } } },
  });
  if (!row?.onDate || !row.startsAt) return null;
  return { id: row.id, schoolName: row.school.name, onDate: dayFromColumn(row.onDate), startsAt: row.startsAt };
}

export async function createDisclosure(
  tx: Tx,
  input: Disclosure & { visitId: string; madeById: string; now: Date },
): Promise<string> {
  const { now, ...row } = input;
  const { id } = await tx.disclosureNote.create({ data: { ...row, madeAt: now }, select: { id: true } });
  return id;
}

/** False where it is not this reader's, or was taken back before. */
export async function takeBackDisclosureRow(
  tx: Tx,
  where: { id: string; visitId: string; reader: DisclosureReader },
  by: { accountId: string; now: Date },
): Promise<boolean> {
  const { id, visitId, reader } = where;
  const { count } = await tx.disclosureNote.updateMany({
    where: { id, visitId, takenBackAt: null, ...("all" in reader ? {} : { madeById: reader.writerId }) },
    data: { takenBackAt: by.now, takenBackById: by.accountId },
  });
  return count === 1;
}
