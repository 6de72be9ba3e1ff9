import { dayFromColumn, dayToColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import { isConstraintViolation } from "~/data/transaction.server";
import type { Day } from "~/lib/london-time";

export type TermDates = { academicYear: string; name: string; startsOn: Day; endsOn: Day };
export type TermRow = TermDates & { id: string; localAuthorityCode: string };
export type AuthorityTerms = { code: string; name: string; terms: TermRow[] };

const termSelect = {
  id: true,
  localAuthorityCode: true,
  academicYear: true,
  name: true,
  startsOn: true,
  endsOn: true,
} as const;

type TermColumns = Omit<TermRow, "startsOn" | "endsOn" | "localAuthorityCode"> & {
  localAuthorityCode: string | null;
  startsOn: Date;
  endsOn: Date;
};

const toTerm = (row: TermColumns): TermRow => ({
  ...row,
  localAuthorityCode: row.localAuthorityCode ?? "",
  startsOn: dayFromColumn(row.startsOn),
  endsOn: dayFromColumn(row.endsOn),
});

const toColumns = (term: TermDates) => ({
  academicYear: term.academicYear,
  name: term.name,
  startsOn: dayToColumn(term.startsOn),
  endsOn: dayToColumn(term.endsOn),
});

/** The local authorities of our schools with their terms, in order. */
export async function listAuthorityTerms(db: Db | Tx): Promise<AuthorityTerms[]> {
  const rows = await db.localAuthority.findMany({
    where: { OR: [{ schools: { some: { status: { not: "closed" } } } }, { terms: { some: {} } }] },
    orderBy: { name: "asc" },
    select: { code: true, name: true, terms: { orderBy: { startsOn: "asc" }, select: termSelect } },
  });
  return rows.map((authority) => ({ ...authority, terms: authority.terms.map(toTerm) }));
}

export async function findAuthority(db: Db | Tx, code: string): Promise<{ code: string; name: string } | null> {
  return db.localAuthority.findUnique({ where: { code }, select: { code: true, name: true } });
}

/** A local authority's term; a school's own is kept elsewhere. */
export async function findTerm(db: Db | Tx, id: string): Promise<TermRow | null> {
  const row = await db.term.findFirst({ where: { id, localAuthorityCode: { not: null } }, select: termSelect });
  return row && toTerm(row);
}

/** Which of the authority's other terms has a day in common with these dates. */
export async function findOverlappingTerm(
  db: Db,
  dates: { localAuthorityCode: string; startsOn: Day; endsOn: Day; exceptId: string | null },
): Promise<TermRow | null> {
  const row = await db.term.findFirst({
    where: {
      localAuthorityCode: dates.localAuthorityCode,
      startsOn: { lte: dayToColumn(dates.endsOn) },
      endsOn: { gte: dayToColumn(dates.startsOn) },
      ...(dates.exceptId === null ? {} : { id: { not: dates.exceptId } }),
    },
    orderBy: { startsOn: "asc" },
    select: termSelect,
  });
  return row && toTerm(row);
}

type Written = { ok: true; id: string } | { ok: false; reason: "overlaps" };

export async function createTerm(tx: Tx, localAuthorityCode: string, term: TermDates): Promise<Written> {
  return refusingOverlap(() =>
    tx.term.create({ data: { localAuthorityCode, ...toColumns(term) }, select: { id: true } }),
  );
}

export async function updateTerm(tx: Tx, id: string, term: TermDates): Promise<Written> {
  return refusingOverlap(() => tx.term.update({ where: { id }, data: toColumns(term), select: { id: true } }));
}

export async function deleteTerm(tx: Tx, id: string): Promise<void> {
  await tx.term.deleteMany({ where: { id } });
}

async function refusingOverlap(write: () => Promise<{ id: string }>): Promise<Written> {
  try {
    const { id } = await write();
    return { ok: true, id };
  } catch (error) {
    if (isConstraintViolation(error, "term_no_overlap_authority")) return { ok: false, reason: "overlaps" };
    throw error;
  }
}

/** A school's own dates replace its local authority's (product.md, term). */
export function termsInForce<Term>(own: readonly Term[], authority: { terms: readonly Term[] } | null): readonly Term[] {
  return own.length > 0 ? own : (authority?.terms ?? []);
}
