import { Prisma } from "~/data/generated/client";

/** Text columns of a table whose rows belong to a request or a visit by `key`. */
type Texts = { table: string; key: string; columns: readonly string[] };

/** Where a request keeps what names a person, or was typed freely and may (docs/decisions/034). */
export const TEXTS_OF_REQUEST: readonly Texts[] = [
  {
    table: "booking_request",
    key: "id",
    columns: ["room_details", "arrival_details", "needs_details", "note_from_school", "note_for_team", "closing_note"],
  },
  { table: "request_contact", key: "request_id", columns: ["name", "job_title", "phone"] },
  { table: "wish", key: "request_id", columns: ["period_label"] },
  { table: "offer", key: "request_id", columns: ["note_for_school", "answer_note"] },
  { table: "request_message", key: "request_id", columns: ["body"] },
];

/** The same of a visit. */
export const TEXTS_OF_VISIT: readonly Texts[] = [
  { table: "visit", key: "id", columns: ["override_reason", "note_for_school", "note_for_team", "cancellation_note"] },
  { table: "visit_contact", key: "visit_id", columns: ["name", "phone"] },
  { table: "visit_attendee", key: "visit_id", columns: ["answer_note"] },
  { table: "school_session", key: "visit_id", columns: ["room"] },
  { table: "readiness_item", key: "visit_id", columns: ["answer"] },
  { table: "asked_move", key: "visit_id", columns: ["note"] },
  { table: "visit_feedback", key: "visit_id", columns: ["comment"] },
  { table: "review_item", key: "visit_id", columns: ["reason"] },
];

const name = (identifier: string): Prisma.Sql => Prisma.raw(`"${identifier}"`);

const holdsWords = ({ columns }: Texts): Prisma.Sql =>
  Prisma.sql`(${Prisma.join(columns.map((column) => Prisma.sql`x.${name(column)} <> ''`), " OR ")})`;

/** Whether any of these tables still holds words of the owner. */
export const hasWords = (texts: readonly Texts[], ownerId: Prisma.Sql): Prisma.Sql =>
  Prisma.join(
    texts.map((of) => Prisma.sql`EXISTS (SELECT 1 FROM ${name(of.table)} x WHERE x.${name(of.key)} = ${ownerId} AND ${holdsWords(of)})`),
    " OR ",
  );

/** Blanks them, in rows that hold any: others are not written. */
export const blankWords = (of: Texts, ownerIds: readonly string[]): Prisma.Sql => Prisma.sql`
  UPDATE ${name(of.table)} AS x SET ${Prisma.join(of.columns.map((column) => Prisma.sql`${name(column)} = ''`))}
  WHERE x.${name(of.key)} = ANY(${[...ownerIds]}::uuid[]) AND ${holdsWords(of)}`;
