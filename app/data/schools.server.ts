import type { Db, Tx } from "~/data/db.server";
import type { Prisma } from "~/data/generated/client";
import type { SchoolKind } from "~/domain/open-days";
import { foldForSearch, type RegisterStatus } from "~/domain/school";

export type SchoolSummary = {
  id: string;
  urn: number | null;
  name: string;
  kind: SchoolKind;
  status: RegisterStatus;
  typeName: string;
  phase: string;
  street: string;
  town: string;
  postcode: string;
};

const SUMMARY = {
  id: true,
  urn: true,
  name: true,
  kind: true,
  status: true,
  typeName: true,
  phase: true,
  street: true,
  town: true,
  postcode: true,
} satisfies Prisma.SchoolSelect;

/** Only these can be asked for: a closed school cannot host, a targeted place is never named outside the team. */
const OFFERED = { status: { not: "closed" }, targeted: false } satisfies Prisma.SchoolWhereInput;

/**
 * Schools where every word typed begins a word of name, town, postcode or URN. Names that begin with what was typed
 * come first, then by alphabet. `more` tells that the limit cut some off.
 */
export async function searchSchools(
  db: Db | Tx,
  text: string,
  limit: number,
): Promise<{ schools: SchoolSummary[]; more: boolean }> {
  const folded = foldForSearch(text);
  if (folded === "") return { schools: [], more: false };
  const words = folded.split(" ").map((word): Prisma.SchoolWhereInput => ({
    OR: [{ searchText: { startsWith: word } }, { searchText: { contains: ` ${word}` } }],
  }));
  const begins: Prisma.SchoolWhereInput = { searchText: { startsWith: folded } };
  const find = (where: Prisma.SchoolWhereInput, take: number): Promise<SchoolSummary[]> =>
    db.school.findMany({
      where: { AND: [OFFERED, ...words, where] },
      orderBy: [{ searchText: "asc" }, { id: "asc" }],
      take,
      select: SUMMARY,
    });
  const first = await find(begins, limit + 1);
  const rest = first.length > limit ? [] : await find({ NOT: begins }, limit + 1 - first.length);
  const found = [...first, ...rest];
  return { schools: found.slice(0, limit), more: found.length > limit };
}

/** A school that can be asked for; null when it is closed, targeted or not there. */
export async function findOfferedSchool(db: Db | Tx, id: string): Promise<SchoolSummary | null> {
  return db.school.findFirst({ where: { id, ...OFFERED }, select: SUMMARY });
}

export async function getSchool(db: Db | Tx, id: string): Promise<SchoolSummary> {
  return db.school.findUniqueOrThrow({ where: { id }, select: SUMMARY });
}
