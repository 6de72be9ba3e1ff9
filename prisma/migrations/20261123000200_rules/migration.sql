-- The rules that the database itself keeps. Prisma's diff does not see them: `npm run db -- drift` checks that each is there.

-- Rule 1: a presenter is never in two places. Deferrable, so that moving two back-to-back rows by an hour is one step;
-- immediate by default, so that a clash fails at once.
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_no_overlap"
  EXCLUDE USING gist ("presenter_id" WITH =, tstzrange("starts_at", "ends_at", '[)') WITH &&)
  DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_ends_after_start" CHECK ("ends_at" > "starts_at");
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_one_owner" CHECK (
  ("kind" = 'visit' AND "visit_id" IS NOT NULL AND "absence_id" IS NULL AND "offer_option_id" IS NULL AND "expires_at" IS NULL)
  OR ("kind" = 'absence' AND "absence_id" IS NOT NULL AND "visit_id" IS NULL AND "offer_option_id" IS NULL AND "expires_at" IS NULL)
  OR ("kind" = 'hold' AND "visit_id" IS NULL AND "absence_id" IS NULL AND "expires_at" IS NOT NULL)
);
CREATE UNIQUE INDEX "commitment_one_per_visit_presenter" ON "commitment" ("visit_id", "presenter_id") WHERE "kind" = 'visit';

-- Rule 1 inside a visit: sessions of one presenter do not overlap. Deferrable for the same reason.
ALTER TABLE "session_presenter" ADD CONSTRAINT "session_presenter_no_overlap"
  EXCLUDE USING gist ("visit_id" WITH =, "presenter_id" WITH =, int4range("start_minute", "end_minute", '[)') WITH &&)
  DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE "school_session" ADD CONSTRAINT "school_session_minutes" CHECK ("start_minute" >= 0 AND "end_minute" > "start_minute");

-- Visits: a scheduled or completed one has its time, a pencilled one its span, a cancelled one its canceller.
ALTER TABLE "visit" ADD CONSTRAINT "visit_ends_after_start" CHECK ("ends_at" > "starts_at");
ALTER TABLE "visit" ADD CONSTRAINT "visit_time_when_scheduled" CHECK (
  ("status" NOT IN ('scheduled', 'completed') OR ("on_date" IS NOT NULL AND (("starts_at" IS NOT NULL AND "ends_at" IS NOT NULL) OR "imported")))
);
ALTER TABLE "visit" ADD CONSTRAINT "visit_span_when_pencilled" CHECK (
  "status" <> 'pencilled' OR ("pencilled_from_on" IS NOT NULL AND "pencilled_to_on" >= "pencilled_from_on")
);
ALTER TABLE "visit" ADD CONSTRAINT "visit_cancelled_by" CHECK (("status" = 'cancelled') = ("cancelled_by" IS NOT NULL));
ALTER TABLE "visit" ADD CONSTRAINT "visit_counters" CHECK (
  "version" >= 1 AND "calendar_sequence" >= 0 AND "sign_in_minutes" >= 0 AND "set_up_minutes" >= 0 AND "pack_down_minutes" >= 0
);

-- A visit's commitments hold exactly the visit's time and only while it is scheduled or done: checked at commit,
-- since both rows change in one transaction.
CREATE FUNCTION "visit_commitment_agrees"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM "commitment" c JOIN "visit" v ON v."id" = c."visit_id"
    WHERE c."visit_id" = NEW."visit_id"
      AND (c."starts_at" <> v."starts_at" OR c."ends_at" <> v."ends_at" OR v."status" NOT IN ('scheduled', 'completed'))
  ) THEN
    RAISE EXCEPTION 'commitment disagrees with its visit' USING ERRCODE = '23514', CONSTRAINT = 'visit_commitment_agrees';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "commitment_agrees_with_visit" AFTER INSERT OR UPDATE ON "commitment"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW."visit_id" IS NOT NULL) EXECUTE FUNCTION "visit_commitment_agrees"();

CREATE FUNCTION "visit_agrees_with_commitments"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM "commitment" c JOIN "visit" v ON v."id" = c."visit_id"
    WHERE v."id" = NEW."id"
      AND (c."starts_at" <> v."starts_at" OR c."ends_at" <> v."ends_at" OR v."status" NOT IN ('scheduled', 'completed'))
  ) OR EXISTS (
    SELECT 1 FROM "visit" v JOIN "visit_presenter" p ON p."visit_id" = v."id"
    WHERE v."id" = NEW."id" AND v."status" IN ('scheduled', 'completed') AND v."starts_at" IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM "commitment" c WHERE c."visit_id" = v."id" AND c."presenter_id" = p."presenter_id")
  ) THEN
    RAISE EXCEPTION 'visit disagrees with its commitments' USING ERRCODE = '23514', CONSTRAINT = 'visit_agrees_with_commitments';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "visit_keeps_commitments" AFTER INSERT OR UPDATE ON "visit"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "visit_agrees_with_commitments"();

-- Absences, patterns and times of day.
ALTER TABLE "absence" ADD CONSTRAINT "absence_ends_after_start" CHECK ("ends_at" > "starts_at");
ALTER TABLE "working_pattern" ADD CONSTRAINT "working_pattern_cycle" CHECK ("cycle_weeks" BETWEEN 1 AND 52 AND EXTRACT(ISODOW FROM "anchor_on") = 1);
ALTER TABLE "working_pattern_day" ADD CONSTRAINT "working_pattern_day_minutes" CHECK (
  "week" >= 0 AND "weekday" BETWEEN 1 AND 7 AND "start_minutes" >= 0 AND "end_minutes" > "start_minutes" AND "end_minutes" <= 1440
);
ALTER TABLE "bell_time" ADD CONSTRAINT "bell_time_minutes" CHECK ("start_minutes" >= 0 AND "end_minutes" > "start_minutes" AND "end_minutes" <= 1440);
ALTER TABLE "school" ADD CONSTRAINT "school_hours" CHECK (
  ("opens_at_minutes" IS NULL) = ("closes_at_minutes" IS NULL)
  AND ("opens_at_minutes" IS NULL OR ("opens_at_minutes" >= 0 AND "closes_at_minutes" > "opens_at_minutes" AND "closes_at_minutes" <= 1440))
);
ALTER TABLE "school" ADD CONSTRAINT "school_counts" CHECK ("pupils" >= 0 AND "secondary_pupils" >= 0 AND "low_age" >= 0 AND "high_age" >= "low_age");
ALTER TABLE "quiet_period" ADD CONSTRAINT "quiet_period_ends_after_start" CHECK ("ends_on" >= "starts_on");
ALTER TABLE "travel_exception" ADD CONSTRAINT "travel_exception_minutes" CHECK ("minutes" >= 0 AND "from_school_id" < "to_school_id");

-- Terms: one owner, no overlap for that owner.
ALTER TABLE "term" ADD CONSTRAINT "term_one_owner" CHECK (("local_authority_code" IS NULL) <> ("school_id" IS NULL));
ALTER TABLE "term" ADD CONSTRAINT "term_ends_after_start" CHECK ("ends_on" >= "starts_on");
ALTER TABLE "term" ADD CONSTRAINT "term_academic_year" CHECK ("academic_year" ~ '^\d{4}/\d{2}$');
ALTER TABLE "term" ADD CONSTRAINT "term_no_overlap_authority"
  EXCLUDE USING gist ("local_authority_code" WITH =, daterange("starts_on", "ends_on", '[]') WITH &&) WHERE ("local_authority_code" IS NOT NULL);
ALTER TABLE "term" ADD CONSTRAINT "term_no_overlap_school"
  EXCLUDE USING gist ("school_id" WITH =, daterange("starts_on", "ends_on", '[]') WITH &&) WHERE ("school_id" IS NOT NULL);

-- Programme years cannot overlap.
ALTER TABLE "programme_year" ADD CONSTRAINT "programme_year_ends_after_start" CHECK ("ends_on" > "starts_on" AND "target" >= 0);
ALTER TABLE "programme_year" ADD CONSTRAINT "programme_year_no_overlap"
  EXCLUDE USING gist (daterange("starts_on", "ends_on", '[]') WITH &&);
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_ends_after_start" CHECK ("ends_on" >= "starts_on" AND "target" >= 0);

-- Formats, groups, wishes, contacts.
ALTER TABLE "format" ADD CONSTRAINT "format_figures" CHECK (
  "min_minutes" > 0 AND "default_minutes" BETWEEN "min_minutes" AND "max_minutes" AND "largest_group" > 0
  AND "presenters_needed" > 0 AND "set_up_minutes" >= 0 AND "pack_down_minutes" >= 0
);
ALTER TABLE "booking_request" ADD CONSTRAINT "booking_request_reference" CHECK ("reference" ~ '^KCA-[2-9A-HJ-NP-Z]{6}$');
ALTER TABLE "booking_request" ADD CONSTRAINT "booking_request_school" CHECK ("school_id" IS NOT NULL OR "unlisted_name" <> '');
ALTER TABLE "booking_request" ADD CONSTRAINT "booking_request_proven" CHECK (
  "status" IN ('unproven', 'withdrawn') OR ("proven_at" IS NOT NULL AND "answer_by_on" IS NOT NULL)
);
ALTER TABLE "booking_request" ADD CONSTRAINT "booking_request_counters" CHECK ("version" >= 1 AND "sessions_wanted" BETWEEN 1 AND 200);
ALTER TABLE "request_contact" ADD CONSTRAINT "request_contact_rank" CHECK ("rank" IN (1, 2));
ALTER TABLE "visit_contact" ADD CONSTRAINT "visit_contact_rank" CHECK ("rank" IN (1, 2));
ALTER TABLE "request_group" ADD CONSTRAINT "request_group_figures" CHECK ("expected" >= 0 AND ("age_from" IS NULL OR ("age_from" >= 0 AND "age_to" BETWEEN "age_from" AND 25)));
ALTER TABLE "session_group" ADD CONSTRAINT "session_group_figures" CHECK ("expected" >= 0 AND ("age_from" IS NULL OR ("age_from" >= 0 AND "age_to" BETWEEN "age_from" AND 25)));
ALTER TABLE "wish" ADD CONSTRAINT "wish_figures" CHECK (
  "rank" BETWEEN 1 AND 5 AND "to_on" >= "from_on" AND ("kind" <> 'date' OR "to_on" = "from_on")
  AND (("kind" = 'weekday') = ("weekday" IS NOT NULL)) AND ("weekday" IS NULL OR "weekday" BETWEEN 1 AND 7)
  AND (("part_of_day" = 'start_time') = ("start_minutes" IS NOT NULL)) AND ("start_minutes" IS NULL OR "start_minutes" BETWEEN 0 AND 1439)
);
ALTER TABLE "reason_given" ADD CONSTRAINT "reason_given_owner" CHECK (num_nonnulls("request_id", "visit_id", "session_id") = 1);
ALTER TABLE "offer_option" ADD CONSTRAINT "offer_option_ends_after_start" CHECK ("ends_at" > "starts_at");
CREATE UNIQUE INDEX "offer_one_open" ON "offer" ("request_id") WHERE "status" = 'open';
ALTER TABLE "sign_in_challenge" ADD CONSTRAINT "sign_in_challenge_tries" CHECK ("tries" BETWEEN 0 AND 5);

-- Facts.
ALTER TABLE "school_roll" ADD CONSTRAINT "school_roll_figures" CHECK ("roll" >= 0 AND "academic_year" ~ '^\d{4}/\d{2}$');
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_revision" CHECK ("revision" >= 1 AND ("revision" = 1 OR "correction_reason" <> ''));
ALTER TABLE "delivery_count" ADD CONSTRAINT "delivery_count_attended" CHECK ("attended" >= 0);
ALTER TABLE "delivery_count" ADD CONSTRAINT "delivery_count_same_as" CHECK (
  (("novelty" = 'same') = ("same_as_session_id" IS NOT NULL)) AND "same_as_session_id" <> "session_id"
);
ALTER TABLE "publication" ADD CONSTRAINT "publication_figures" CHECK (
  "low" >= 0 AND "figure" BETWEEN "low" AND "high" AND "high" <= "attendances" AND "ends_on" >= "starts_on"
  AND ("revises_id" IS NULL OR "reason" <> '')
);

-- Mail.
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "outgoing_mail_calendar" CHECK (
  ("ics_content" IS NULL) = ("ics_method" IS NULL) AND ("ics_content" IS NULL OR ("calendar_uid" IS NOT NULL AND "sequence" IS NOT NULL))
);
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "outgoing_mail_counters" CHECK ("attempts" >= 0 AND "revision" >= 0);
ALTER TABLE "outgoing_mail" ADD CONSTRAINT "outgoing_mail_lease" CHECK (("status" = 'sending') = ("lease_token" IS NOT NULL AND "lease_until" IS NOT NULL));
CREATE INDEX "outgoing_mail_due" ON "outgoing_mail" ("next_try_at") WHERE "status" IN ('queued', 'sending');

-- Append-only: what was seen, said and published is never rewritten; corrections are new rows.
CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23514', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;
CREATE TRIGGER "history_entry_append_only" BEFORE UPDATE OR DELETE ON "history_entry" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "history_entry_no_truncate" BEFORE TRUNCATE ON "history_entry" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "delivery_append_only" BEFORE UPDATE OR DELETE ON "delivery" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "delivery_session_append_only" BEFORE UPDATE OR DELETE ON "delivery_session" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "delivery_count_append_only" BEFORE UPDATE OR DELETE ON "delivery_count" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "publication_append_only" BEFORE UPDATE OR DELETE ON "publication" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- A message is sent as it was frozen (docs/decisions/003).
CREATE TRIGGER "outgoing_mail_frozen"
  BEFORE UPDATE OF "to_address", "subject", "body_html", "body_text", "ics_content", "ics_method", "message_id", "calendar_uid", "sequence"
  ON "outgoing_mail" FOR EACH ROW EXECUTE FUNCTION "refuse_change"();

-- One identity for ever: a visit's calendar UID never changes and its SEQUENCE never falls (RFC 5546, 2.1.4).
CREATE FUNCTION "visit_identity_kept"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."calendar_uid" <> OLD."calendar_uid" OR NEW."calendar_sequence" < OLD."calendar_sequence"
     OR (OLD."calendar_dtstamp_at" IS NOT NULL AND (NEW."calendar_dtstamp_at" IS NULL OR NEW."calendar_dtstamp_at" < OLD."calendar_dtstamp_at")) THEN
    RAISE EXCEPTION 'calendar identity of a visit went backwards' USING ERRCODE = '23514', CONSTRAINT = 'visit_identity_kept';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "visit_identity_kept" BEFORE UPDATE ON "visit" FOR EACH ROW EXECUTE FUNCTION "visit_identity_kept"();

-- Search as one types: trigrams over the folded text.
CREATE INDEX "school_search_text_trgm" ON "school" USING gin ("search_text" gin_trgm_ops);
CREATE INDEX "school_search_text_prefix" ON "school" ("search_text" text_pattern_ops);
