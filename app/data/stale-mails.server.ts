import type { Db, Tx } from "~/data/db.server";
import { Prisma } from "~/data/generated/client";

/** Which job of the clock decides a mail anew once what it said no longer holds. */
const JOB_OF = {
  "readiness-reminder": "remind-schools",
  "readiness-chase": "remind-schools",
  "day-before": "remind-schools",
  "after-visit": "thank-schools",
  "presenter-tomorrow": "presenters-tomorrow",
  "delivery-missing": "deliveries-missing",
  "new-requests": "requests-new",
  "requests-unanswered": "requests-unanswered",
  "nothing-heard": "requests-unanswered",
} as const;

const TOO_LATE = "Not tried again: the visit had begun before the mail server took it.";
const OUT_OF_DATE = "Not tried again: what it says had changed or was settled before the mail server took it.";

/** What was decided `c` together with a mail `m`: in one transaction, hence at one moment. A chase's key says which. */
const DECIDED_WITH = Prisma.sql`c."account_id" = m."account_id" AND c."decided_at" = m."created_at"
  AND starts_with(c."occasion", m."occasion")
  AND (m."visit_id" IS NULL OR starts_with(c."about", 'visit ' || m."visit_id"::text))`;

/** The id in "visit <id>" or "request <id> by <day>"; CASE, since a cast of anything else would be an error. */
const ABOUT_ID = Prisma.sql`(CASE WHEN c."about" ~ '^(visit|request) [0-9a-f-]{36}' THEN substring(c."about" FROM '[0-9a-f-]{36}') END)::uuid`;

/** DTSTAMP rises with each change that people are told of; it has whole seconds (domain/calendar-identity.ts). */
const changedSinceWritten = Prisma.sql`v."calendar_dtstamp_at" >= date_trunc('second', m."created_at")`;

/** Of a visit to come: it does not take place, has begun or changed, is not this contact's, or its answers are newer. */
const visitReminder = (now: Date) => Prisma.sql`m."occasion" IN ('readiness-reminder', 'readiness-chase', 'day-before') AND EXISTS (
  SELECT 1 FROM "visit" v WHERE v."id" = m."visit_id" AND (
    v."status" <> 'scheduled' OR v."starts_at" <= ${now}::timestamptz OR ${changedSinceWritten}
    OR (m."account_id" IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM "visit_contact" vc WHERE vc."visit_id" = v."id" AND vc."account_id" = m."account_id"))
    OR EXISTS (SELECT 1 FROM "readiness_item" ri WHERE ri."visit_id" = v."id" AND ri."settled_at" > m."created_at")))`;

/** The list up to a day: one of its visits has begun, or any of this presenter's has changed or is theirs no more. */
const presentersList = (now: Date) => Prisma.sql`m."occasion" = 'presenter-tomorrow' AND EXISTS (
  SELECT 1 FROM "clock_mail" c WHERE ${DECIDED_WITH} AND (
    EXISTS (
      SELECT 1 FROM "visit_presenter" vp JOIN "visit" v ON v."id" = vp."visit_id"
      WHERE vp."presenter_id" = m."account_id" AND (${changedSinceWritten}
        OR (v."starts_at" > m."created_at" AND v."starts_at" <= ${now}::timestamptz
          AND to_char(v."on_date", 'YYYY-MM-DD') <= right(c."about", 10))))
    OR EXISTS (SELECT 1 FROM "visit_attendee" va
      WHERE va."account_id" = m."account_id" AND va."removed_at" >= m."created_at")))`;

/** Of requests that wait: one of them waits no more, or for another day. */
const requestsWaiting = Prisma.sql`m."occasion" IN ('nothing-heard', 'requests-unanswered', 'new-requests') AND EXISTS (
  SELECT 1 FROM "clock_mail" c JOIN "booking_request" r ON r."id" = ${ABOUT_ID}
  WHERE ${DECIDED_WITH} AND (
    r."status" NOT IN ('submitted', 'awaiting_go_ahead')
    OR (m."occasion" <> 'new-requests' AND (
      c."about" IS DISTINCT FROM 'request ' || r."id"::text || ' by ' || to_char(r."answer_by_on", 'YYYY-MM-DD')
      OR EXISTS (SELECT 1 FROM "visit" v WHERE v."request_id" = r."id" AND v."status" = 'pencilled')))))`;

/** Of visits without a record: one of them has it, was cancelled, or is another presenter's. */
const recordsMissing = Prisma.sql`m."occasion" = 'delivery-missing' AND EXISTS (
  SELECT 1 FROM "clock_mail" c JOIN "visit" v ON v."id" = ${ABOUT_ID}
  WHERE ${DECIDED_WITH} AND (
    v."status" <> 'scheduled' OR EXISTS (SELECT 1 FROM "delivery" d WHERE d."visit_id" = v."id")
    OR NOT EXISTS (SELECT 1 FROM "visit_presenter" vp WHERE vp."visit_id" = v."id" AND vp."presenter_id" = m."account_id")))`;

/** Thanks for a visit of which nothing was given, as its record says now. */
const thanksForNothing = Prisma.sql`m."occasion" = 'after-visit' AND NOT EXISTS (
  SELECT 1 FROM "visit" v JOIN "school_session" s ON s."visit_id" = v."id"
  WHERE v."id" = m."visit_id" AND v."status" = 'completed' AND s."status" = 'delivered')`;

const isStale = (now: Date) =>
  Prisma.sql`((${visitReminder(now)}) OR (${presentersList(now)}) OR (${requestsWaiting}) OR (${recordsMissing})
    OR (${thanksForNothing}))`;

/**
 * Ends the mails of the clock that wait, or were left by a dead worker, and whose words no longer hold (rule 10). What
 * was decided with them is forgotten and their job runs again: what is still due then is written as things stand.
 */
export async function endStaleMails(db: Db, now: Date): Promise<void> {
  await db.$executeRaw`
    WITH stale AS (
      UPDATE "outgoing_mail" AS m
      SET "status" = 'superseded', "lease_token" = NULL, "lease_until" = NULL,
          "last_answer" = CASE WHEN EXISTS (
            SELECT 1 FROM "visit" v WHERE v."id" = m."visit_id" AND v."status" = 'scheduled' AND v."starts_at" <= ${now}::timestamptz
          ) THEN ${TOO_LATE} ELSE ${OUT_OF_DATE} END
      WHERE (m."status" = 'queued' OR (m."status" = 'sending' AND m."lease_until" <= ${now}::timestamptz))
        AND m."occasion" = ANY(${Object.keys(JOB_OF)}) AND ${isStale(now)}
      RETURNING m."occasion", m."account_id", m."created_at", m."visit_id"
    ), forgotten AS (
      DELETE FROM "clock_mail" c USING stale m WHERE ${DECIDED_WITH}
    )
    UPDATE "clock_job" j SET "done_at" = NULL, "lease_until" = ${now}::timestamptz
    WHERE j."done_at" IS NOT NULL
      AND j."name" IN (SELECT (${JSON.stringify(JOB_OF)}::jsonb) ->> stale."occasion" FROM stale)`;
}

/** Whether a mail of the clock says what no longer holds, whatever became of it. */
export async function isStaleMail(tx: Tx, id: string, now: Date): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "outgoing_mail" m WHERE m."id" = ${id}::uuid AND ${isStale(now)}`;
  return rows.length > 0;
}

/** Sent again, a mail has a new moment: what was decided with it goes along. */
export async function keepDecidedWith(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE "clock_mail" AS c SET "decided_at" = ${now}::timestamptz FROM "outgoing_mail" m
    WHERE m."id" = ${id}::uuid AND ${DECIDED_WITH}`;
}
