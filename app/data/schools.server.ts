import { randomUUID } from "node:crypto";
import { dayToColumn, optionalDayFromColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import type { Prisma } from "~/data/generated/client";
import type { SchoolKind } from "~/domain/open-days";
import { foldForSearch, searchTextOf, type RegisterSchool, type RegisterStatus } from "~/domain/school";

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

export type UpsertCounts = { added: number; changed: number; unchanged: number };

const REGISTER_COLUMNS = {
  id: true,
  urn: true,
  name: true,
  status: true,
  localAuthorityCode: true,
  districtCode: true,
  typeName: true,
  phase: true,
  street: true,
  town: true,
  postcode: true,
  easting: true,
  northing: true,
  lowAge: true,
  highAge: true,
  pupils: true,
  secondaryPupils: true,
  openedOn: true,
  closedOn: true,
  searchText: true,
} satisfies Prisma.SchoolSelect;

type RegisterRow = Prisma.SchoolGetPayload<{ select: typeof REGISTER_COLUMNS }>;

/** Adds or updates schools of the register by URN. What a row does not mention stays as it is. */
export async function upsertRegisterSchools(tx: Tx, schools: readonly RegisterSchool[]): Promise<UpsertCounts> {
  await upsertPlaces(tx, schools);
  const known = await tx.school.findMany({
    where: { urn: { in: schools.map(({ urn }) => urn) } },
    select: REGISTER_COLUMNS,
  });
  const byUrn = new Map(known.map((row) => [row.urn, row]));
  const additions: Prisma.SchoolCreateManyInput[] = [];
  const counts: UpsertCounts = { added: 0, changed: 0, unchanged: 0 };
  for (const school of schools) {
    const before = byUrn.get(school.urn);
    if (!before) {
      const id = randomUUID();
      additions.push({ ...columnsOf(school, undefined), urn: school.urn, id, lineageId: id });
      counts.added += 1;
      continue;
    }
    const after = columnsOf(school, before);
    if (isSame(before, after)) {
      counts.unchanged += 1;
      continue;
    }
    const data = { ...after, version: { increment: 1 } };
    await tx.school.update({ where: { id: before.id }, data, select: { id: true } });
    counts.changed += 1;
  }
  if (additions.length > 0) await tx.school.createMany({ data: additions });
  return counts;
}

async function upsertPlaces(tx: Tx, schools: readonly RegisterSchool[]): Promise<void> {
  const authorities = new Map(schools.map(({ localAuthority }) => [localAuthority.code, localAuthority.name]));
  for (const [code, name] of authorities) {
    await tx.localAuthority.upsert({ where: { code }, create: { code, name }, update: { name }, select: { code: true } });
  }
  const districts = new Map<string, { name: string; localAuthorityCode: string }>();
  for (const { district, localAuthority } of schools) {
    if (district) districts.set(district.code, { name: district.name, localAuthorityCode: localAuthority.code });
  }
  const known = await tx.district.findMany({
    where: { code: { in: [...districts.keys()] } },
    select: { code: true, name: true },
  });
  for (const [code, district] of districts) {
    const before = known.find((row) => row.code === code);
    if (!before) await tx.district.create({ data: { code, ...district }, select: { code: true } });
    // A few schools stand across the border of the authority that runs them: the district keeps its first.
    else if (before.name !== district.name) {
      await tx.district.update({ where: { code }, data: { name: district.name }, select: { code: true } });
    }
  }
}

function columnsOf(school: RegisterSchool, before: RegisterRow | undefined) {
  const name = school.name;
  const town = school.town ?? before?.town ?? "";
  const postcode = school.postcode;
  return {
    name,
    town,
    postcode,
    status: school.status,
    localAuthorityCode: school.localAuthority.code,
    districtCode: school.district === undefined ? (before?.districtCode ?? null) : (school.district?.code ?? null),
    typeName: school.typeName ?? before?.typeName ?? "",
    phase: school.phase ?? before?.phase ?? "",
    street: school.street ?? before?.street ?? "",
    easting: kept(school.easting, before?.easting),
    northing: kept(school.northing, before?.northing),
    lowAge: kept(school.lowAge, before?.lowAge),
    highAge: kept(school.highAge, before?.highAge),
    pupils: kept(school.pupils, before?.pupils),
    secondaryPupils: kept(school.secondaryPupils, before?.secondaryPupils),
    openedOn: dayKept(school.openedOn, before?.openedOn),
    closedOn: dayKept(school.closedOn, before?.closedOn),
    searchText: searchTextOf({ name, town, postcode, urn: school.urn }),
  };
}

function kept(value: number | null | undefined, before: number | null | undefined): number | null {
  return value === undefined ? (before ?? null) : value;
}

function dayKept(value: string | null | undefined, before: Date | null | undefined): Date | null {
  if (value === undefined) return before ?? null;
  return value === null ? null : dayToColumn(value);
}

function isSame(before: RegisterRow, after: ReturnType<typeof columnsOf>): boolean {
  const { openedOn, closedOn, ...columns } = after;
  const old: Readonly<Record<string, unknown>> = before;
  return (
    Object.entries(columns).every(([column, value]) => old[column] === value) &&
    optionalDayFromColumn(before.openedOn) === optionalDayFromColumn(openedOn) &&
    optionalDayFromColumn(before.closedOn) === optionalDayFromColumn(closedOn)
  );
}
