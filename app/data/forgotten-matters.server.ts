import type { Db, Tx } from "~/data/db.server";
import { forgetMailsAbout, mailCanGo } from "~/data/forgotten-mails.server";
import { toPage, type Page, type PageOf, type PageRow } from "~/data/forgotten-pages.server";
import { Prisma } from "~/data/generated/client";
import { LONE_VISIT_ENDED_AT, REQUEST_ENDED_AT } from "~/data/matter-ends.server";
import { blankWords, hasWords, TEXTS_OF_REQUEST, TEXTS_OF_VISIT } from "~/data/matter-texts.server";

/** A request with all its visits, or a visit that no request led to. */
export type Matter = { kind: "request" | "visit"; id: string };

/** Of the attendee `x`: a contact of the school whose name or address still stands there. */
const NAMES_CONTACT = Prisma.sql`x.role = 'contact' AND (x.name <> '' OR x.email NOT LIKE 'erased-%@invalid')`;

/** Of the proposed date `p`: a room in its running order. */
const NAMES_ROOM = Prisma.sql`jsonb_path_exists(p.plan, '$.rows[*] ? (@.room != "")')`;

const visitHoldsAny = (before: Date): Prisma.Sql => Prisma.sql`(${hasWords(TEXTS_OF_VISIT, Prisma.sql`v.id`)}
  OR EXISTS (SELECT 1 FROM visit_attendee x WHERE x.visit_id = v.id AND ${NAMES_CONTACT})
  OR EXISTS (SELECT 1 FROM outgoing_mail m WHERE m.visit_id = v.id AND ${mailCanGo(before)}))`;

const requestHoldsAny = (before: Date): Prisma.Sql => Prisma.sql`(${hasWords(TEXTS_OF_REQUEST, Prisma.sql`r.id`)}
  OR EXISTS (SELECT 1 FROM offer o JOIN offer_option p ON p.offer_id = o.id WHERE o.request_id = r.id AND ${NAMES_ROOM})
  OR EXISTS (SELECT 1 FROM outgoing_mail m WHERE m.request_id = r.id AND ${mailCanGo(before)})
  OR EXISTS (SELECT 1 FROM visit v WHERE v.request_id = r.id AND ${visitHoldsAny(before)}))`;

const requestEnded = (before: Date): Prisma.Sql => Prisma.sql`(${REQUEST_ENDED_AT} < ${before}::timestamptz)`;
const loneVisitEnded = (before: Date): Prisma.Sql => Prisma.sql`(${LONE_VISIT_ENDED_AT} < ${before}::timestamptz)`;

/**
 * A page of the requests that are old enough, by id, with those among them that ended before this instant and still hold
 * what names somebody, or may. A page at a time, since most have been forgotten already and are read each night.
 */
export async function readRequestsToForget(db: Db | Tx, { before, after, limit }: PageOf): Promise<Page> {
  const rows = await db.$queryRaw<PageRow[]>`
    SELECT r.id::text AS id, ${requestEnded(before)} AND ${requestHoldsAny(before)} AS due
    FROM (SELECT * FROM booking_request WHERE created_at < ${before}::timestamptz AND id > ${after}::uuid
          ORDER BY id LIMIT ${limit}) r
    ORDER BY r.id`;
  return toPage(rows, limit);
}

/** The same of visits that no request led to. */
export async function readLoneVisitsToForget(db: Db | Tx, { before, after, limit }: PageOf): Promise<Page> {
  const rows = await db.$queryRaw<PageRow[]>`
    SELECT v.id::text AS id, ${loneVisitEnded(before)} AND ${visitHoldsAny(before)} AS due
    FROM (SELECT * FROM visit WHERE request_id IS NULL AND id > ${after}::uuid ORDER BY id LIMIT ${limit}) v
    ORDER BY v.id`;
  return toPage(rows, limit);
}

/**
 * Blanks what a matter holds of its contacts and of what was typed about it. False, with nothing written, where somebody
 * is at work on it now, has made it anybody's business again, or has forgotten it already.
 */
export async function forgetMatter(tx: Tx, matter: Matter, before: Date): Promise<boolean> {
  if (!(await lockEnded(tx, matter, before))) return false;
  const requestIds = matter.kind === "request" ? [matter.id] : [];
  const visitIds = matter.kind === "request" ? await listVisitsOf(tx, matter.id) : [matter.id];
  let written = 0;
  for (const texts of TEXTS_OF_REQUEST) written += await tx.$executeRaw(blankWords(texts, requestIds));
  for (const texts of TEXTS_OF_VISIT) written += await tx.$executeRaw(blankWords(texts, visitIds));
  written += await forgetRooms(tx, requestIds);
  written += await tx.$executeRaw`
    UPDATE visit_attendee AS x SET name = '', email = 'erased-' || x.id || '@invalid'
    WHERE x.visit_id = ANY(${visitIds}::uuid[]) AND ${NAMES_CONTACT}`;
  written += await forgetMailsAbout(tx, { requestId: requestIds[0] ?? null, visitIds, before });
  return written > 0;
}

/** Locks the matter against new rows, and asks again with what was committed until then. */
async function lockEnded(tx: Tx, { kind, id }: Matter, before: Date): Promise<boolean> {
  const isRequest = kind === "request";
  const locked = isRequest
    ? await tx.$queryRaw<unknown[]>`SELECT 1 FROM booking_request WHERE id = ${id}::uuid FOR UPDATE SKIP LOCKED`
    : await tx.$queryRaw<unknown[]>`SELECT 1 FROM visit WHERE id = ${id}::uuid FOR UPDATE SKIP LOCKED`;
  if (locked.length === 0) return false;
  const ended = isRequest
    ? await tx.$queryRaw<unknown[]>`SELECT 1 FROM booking_request r WHERE r.id = ${id}::uuid AND ${requestEnded(before)}`
    : await tx.$queryRaw<unknown[]>`SELECT 1 FROM visit v WHERE v.id = ${id}::uuid AND v.request_id IS NULL AND ${loneVisitEnded(before)}`;
  return ended.length === 1;
}

async function listVisitsOf(tx: Tx, requestId: string): Promise<string[]> {
  const rows = await tx.visit.findMany({ where: { requestId }, orderBy: { id: "asc" }, select: { id: true } });
  return rows.map(({ id }) => id);
}

/** A proposed running order stays as it was, but for the rooms. */
async function forgetRooms(tx: Tx, requestIds: readonly string[]): Promise<number> {
  return tx.$executeRaw`
    UPDATE offer_option AS p
    SET plan = jsonb_set(p.plan, '{rows}', (
      SELECT jsonb_agg(CASE WHEN e.value ? 'room' THEN jsonb_set(e.value, '{room}', '""') ELSE e.value END ORDER BY e.ordinality)
      FROM jsonb_array_elements(p.plan -> 'rows') WITH ORDINALITY e))
    FROM offer o WHERE o.id = p.offer_id AND o.request_id = ANY(${[...requestIds]}::uuid[]) AND ${NAMES_ROOM}`;
}
