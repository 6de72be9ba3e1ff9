import type { Db, Tx } from "~/data/db.server";
import type { Prisma } from "~/data/generated/client";
import type { SchoolKind } from "~/domain/open-days";
import type { RegisterStatus } from "~/domain/school";

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

/** A school that can be asked for; null when it is closed, targeted or not there. */
export async function findOfferedSchool(db: Db | Tx, id: string): Promise<SchoolSummary | null> {
  return db.school.findFirst({ where: { id, ...OFFERED }, select: SUMMARY });
}

export async function getSchool(db: Db | Tx, id: string): Promise<SchoolSummary> {
  return db.school.findUniqueOrThrow({ where: { id }, select: SUMMARY });
}
