import { afterAll, beforeAll, expect, it } from "vitest";
import { TEXTS_OF_REQUEST, TEXTS_OF_VISIT } from "~/data/matter-texts.server";
import { testDatabase, type TestDatabase } from "../../support/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Forgotten by a statement of their own (app/data/forgotten-*). */
const FORGOTTEN_OTHERWISE = [
  "account.email",
  "account.name",
  "account.phone",
  "offer_option.plan",
  "outgoing_mail.to_address",
  "outgoing_mail.to_name",
  "outgoing_mail.subject",
  "outgoing_mail.body_html",
  "outgoing_mail.body_text",
  "outgoing_mail.ics_content",
  "outgoing_mail.last_answer",
  "visit_attendee.email",
  "visit_attendee.name",
];

/** Rows that go as a whole: with the account, or by the hourly clean-up within days. */
const GONE_WITH_THEIR_ROW = ["calendar_feed", "capability", "incoming_mail", "mail_refused", "request_draft", "sign_in", "sign_in_challenge"];

/** Of no contact: schools, what was asked for and counted, codes and ids, the team's own work, settings. */
const KEPT_TABLES = [
  "_prisma_migrations",
  "absence",
  "bell_time",
  "campaign",
  "clock_job",
  "clock_mail",
  "context_figure",
  "delivery",
  "delivery_count",
  "district",
  "format",
  "funder",
  "history_entry",
  "invitation_refusal",
  "local_authority",
  "material",
  "outline_import",
  "past_import",
  "presenter",
  "priority_area",
  "programme_year",
  "publication",
  "quiet_period",
  "reason",
  "reason_given",
  "register_import",
  "register_import_part",
  "request_group",
  "roster_import",
  "school",
  "school_closed_day",
  "school_roll",
  "school_search_word",
  "session_group",
  "setting",
  "support_provider",
  "term",
];
const KEPT_COLUMNS = [
  "booking_request.reference",
  "booking_request.unlisted_name",
  "booking_request.unlisted_town",
  "booking_request.unlisted_postcode",
  "outgoing_mail.occasion",
  "outgoing_mail.calendar_uid",
  "outgoing_mail.message_id",
  "readiness_item.point",
  "visit.place",
  "visit.overridden",
  "visit.calendar_uid",
  "visit.district_code",
  "visit.district_name",
  "visit.local_authority_code",
  "visit.local_authority_name",
  "visit.school_type",
  "visit.school_phase",
];

it("decides about every column that can hold words: a new one has to be forgotten, or said to be kept", async () => {
  const { rows } = await database.query(`
    SELECT c.table_name, c.column_name FROM information_schema.columns c
      JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'
       AND c.udt_name IN ('text', 'citext', 'varchar', 'json', 'jsonb', '_text', 'bytea')`);
  const forgotten = [...TEXTS_OF_REQUEST, ...TEXTS_OF_VISIT].flatMap(({ table, columns }) => columns.map((column) => `${table}.${column}`));
  const decided = new Set([...forgotten, ...FORGOTTEN_OTHERWISE, ...KEPT_COLUMNS]);
  const wholeTables = new Set([...KEPT_TABLES, ...GONE_WITH_THEIR_ROW]);
  const columns = rows.map((row) => ({ table: String(row.table_name), column: `${String(row.table_name)}.${String(row.column_name)}` }));
  expect(columns.filter(({ table, column }) => !wholeTables.has(table) && !decided.has(column))).toEqual([]);
  const known = new Set(columns.map(({ column }) => column));
  expect([...decided].filter((column) => !known.has(column))).toEqual([]);
});
