import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tellDemoStory } from "../../../prisma/seed/story";
import { openDatabase, type OpenedDatabase } from "~/data/db.server";
import { applyPendingMigrations } from "~/data/migrations.server";
import { mailTransport } from "~/integrations/mail-transport.server";
import { instantAt, type Day } from "~/lib/london-time";
import { reachLedger } from "~/services/reach-ledger.server";
import type { KnownRequest } from "./stand-in-year";

/**
 * The demo story told to the end of a programme year, read back: its requests with when they were made, decided and
 * cancelled, and what the years before the service brought, which have no requests: known on the day itself.
 */
export async function demoYears(firstYear: number, years: number): Promise<KnownRequest[]> {
  const folder = mkdtempSync(join(tmpdir(), "kca-demo-years-"));
  const opened = await openDatabase({ databaseUrl: undefined, dataFolder: folder });
  try {
    await applyPendingMigrations(opened);
    const endsOn = `${firstYear + 1}-07-31`;
    const transport = mailTransport({ smtpUrl: undefined, mailFrom: "demo@example.org", folder: join(folder, "mail") });
    const now = instantAt(endsOn, 23 * 60);
    const result = await tellDemoStory({ db: opened.db, now, origin: "http://localhost", transport, say: () => undefined });
    if (!result.ok) throw new Error(`The story was not told: ${result.reason}`);
    return await readBack(opened, { startsOn: `${firstYear + 1 - years}-08-01`, endsOn });
  } finally {
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Span = { startsOn: Day; endsOn: Day };

/** A visit with its request, a visit that the years before brought, or a request that no visit came of. */
async function readBack({ db, query }: OpenedDatabase, span: Span): Promise<KnownRequest[]> {
  const fresh = new Map<string, number>();
  for (let year = Number(span.startsOn.slice(0, 4)); `${year}-08-01` < span.endsOn; year += 1) {
    const { open } = await reachLedger(db, { startsOn: `${year}-08-01`, endsOn: `${year + 1}-07-31` });
    for (const { visitId, figure } of open.facts) fresh.set(visitId, (fresh.get(visitId) ?? 0) + figure);
  }
  const { rows } = await query(
    `SELECT v.id::text AS "visitId", v.on_date::text AS "visitOn", (v.cancelled_at AT TIME ZONE 'Europe/London')::date::text AS "cancelledOn",
        (r.proven_at AT TIME ZONE 'Europe/London')::date::text AS "askedOn",
        (coalesce(v.created_at, r.closed_at) AT TIME ZONE 'Europe/London')::date::text AS "decidedOn", v.imported,
        (SELECT sum(g.expected) FROM request_group g WHERE g.request_id = r.id)::int AS "wished",
        (SELECT sum(g.expected) FROM school_session s JOIN session_group g ON g.session_id = s.id WHERE s.visit_id = v.id)::int AS "expected",
        (SELECT sum(c.attended) FROM delivery d JOIN delivery_count c ON c.delivery_id = d.id WHERE d.visit_id = v.id
           AND d.revision = (SELECT max(n.revision) FROM delivery n WHERE n.visit_id = v.id))::int AS "attended"
       FROM booking_request r FULL JOIN visit v ON v.request_id = r.id
      WHERE (r.id IS NULL OR (r.proven_at IS NOT NULL AND NOT r.targeted)) AND (v.id IS NULL OR (v.starts_at IS NOT NULL OR v.imported))`,
  );
  return rows.map((row): KnownRequest => {
    const { visitId, visitOn, cancelledOn, askedOn, decidedOn, imported, wished, expected, attended } = row;
    const day = (value: unknown): Day | null => (typeof value === "string" ? value : null);
    return {
      askedOn: day(askedOn) ?? String(visitOn),
      // Of the years before, only the day itself is known; a request that nobody has answered stays open.
      decidedOn: (imported === true ? day(visitOn) : day(decidedOn)) ?? NEVER,
      accepted: typeof visitId === "string",
      visitOn: day(visitOn) ?? NEVER,
      cancelledOn: day(cancelledOn),
      expected: Number(expected ?? wished ?? 0),
      attended: Number(attended ?? 0),
      fresh: fresh.get(String(visitId)) ?? 0,
    };
  });
}

const NEVER: Day = "9999-12-31";
