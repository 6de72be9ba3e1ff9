-- Which school's facts changed, and by which transaction: what is kept in memory of a period is brought up to date by
-- the rows that a later snapshot sees and an earlier one did not (docs/decisions/018). Without a lineage: everything.
CREATE TABLE "reach_change" (
    "id" BIGSERIAL NOT NULL,
    "lineage_id" UUID,
    "changed_by" BIGINT NOT NULL DEFAULT (pg_current_xact_id()::text)::bigint,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reach_change_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "reach_change_changed_by_idx" ON "reach_change"("changed_by");

CREATE FUNCTION "reach_delivery_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO reach_change (lineage_id)
    SELECT DISTINCT s.lineage_id FROM new_rows n JOIN visit v ON v.id = n.visit_id JOIN school s ON s.id = v.school_id;
  RETURN NULL;
END $$;
CREATE TRIGGER "reach_delivery_changed" AFTER INSERT ON "delivery" REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "reach_delivery_changed"();

-- A visit that nobody recorded is in no figure: planning and moving leave no row here.
CREATE FUNCTION "reach_visit_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO reach_change (lineage_id)
    SELECT DISTINCT s.lineage_id
    FROM new_rows n JOIN old_rows o ON o.id = n.id JOIN school s ON s.id IN (n.school_id, o.school_id)
    WHERE (n.status = 'completed' OR o.status = 'completed')
      AND (n.school_id, n.on_date, n.starts_at, n.targeted, n.imported, n.campaign_id, n.funder_id, n.district_code,
           n.district_name, n.local_authority_code, n.local_authority_name, n.school_type, n.school_phase)
        IS DISTINCT FROM
          (o.school_id, o.on_date, o.starts_at, o.targeted, o.imported, o.campaign_id, o.funder_id, o.district_code,
           o.district_name, o.local_authority_code, o.local_authority_name, o.school_type, o.school_phase);
  RETURN NULL;
END $$;
CREATE TRIGGER "reach_visit_changed" AFTER UPDATE ON "visit" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "reach_visit_changed"();

CREATE FUNCTION "reach_session_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO reach_change (lineage_id)
    SELECT DISTINCT s.lineage_id
    FROM new_rows n JOIN old_rows o ON o.id = n.id JOIN visit v ON v.id = n.visit_id JOIN school s ON s.id = v.school_id
    WHERE v.status = 'completed'
      AND (n.start_minute, n.end_minute, n.format_id) IS DISTINCT FROM (o.start_minute, o.end_minute, o.format_id);
  RETURN NULL;
END $$;
CREATE TRIGGER "reach_session_changed" AFTER UPDATE ON "school_session"
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "reach_session_changed"();

CREATE FUNCTION "reach_school_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO reach_change (lineage_id)
    SELECT DISTINCT l.lineage_id
    FROM new_rows n JOIN old_rows o ON o.id = n.id
      CROSS JOIN LATERAL (VALUES (n.lineage_id), (o.lineage_id)) AS l (lineage_id)
    WHERE (n.name, n.lineage_id) IS DISTINCT FROM (o.name, o.lineage_id);
  RETURN NULL;
END $$;
CREATE TRIGGER "reach_school_changed" AFTER UPDATE ON "school" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "reach_school_changed"();

CREATE FUNCTION "reach_roll_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO reach_change (lineage_id)
    SELECT DISTINCT s.lineage_id FROM changed_rows c JOIN school s ON s.id = c.school_id;
  RETURN NULL;
END $$;
CREATE TRIGGER "reach_roll_added" AFTER INSERT ON "school_roll" REFERENCING NEW TABLE AS changed_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "reach_roll_changed"();
CREATE TRIGGER "reach_roll_changed" AFTER UPDATE ON "school_roll" REFERENCING NEW TABLE AS changed_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "reach_roll_changed"();
CREATE TRIGGER "reach_roll_removed" AFTER DELETE ON "school_roll" REFERENCING OLD TABLE AS changed_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "reach_roll_changed"();

CREATE FUNCTION "reach_format_changed"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO reach_change (lineage_id)
    SELECT NULL FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE n.name <> o.name LIMIT 1;
  RETURN NULL;
END $$;
CREATE TRIGGER "reach_format_changed" AFTER UPDATE ON "format" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "reach_format_changed"();

-- Somebody looked at figures that seemed unlikely and says that they are right.
CREATE TABLE "figure_confirmation" (
    "delivery_id" UUID NOT NULL,
    "confirmed_by_id" UUID NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "figure_confirmation_pkey" PRIMARY KEY ("delivery_id")
);
ALTER TABLE "figure_confirmation" ADD CONSTRAINT "figure_confirmation_delivery_id_fkey"
  FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "figure_confirmation" ADD CONSTRAINT "figure_confirmation_confirmed_by_id_fkey"
  FOREIGN KEY ("confirmed_by_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A published figure's sample of visits, drawn by a kept seed, and what the school's register said of each.
CREATE TABLE "audit_sample_visit" (
    "publication_id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "recorded" INTEGER NOT NULL,
    "found" INTEGER,
    "checked_at" TIMESTAMPTZ(3),
    "checked_by_id" UUID,

    CONSTRAINT "audit_sample_visit_pkey" PRIMARY KEY ("publication_id", "visit_id")
);
ALTER TABLE "audit_sample_visit" ADD CONSTRAINT "audit_sample_visit_publication_id_fkey"
  FOREIGN KEY ("publication_id") REFERENCES "publication"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "audit_sample_visit" ADD CONSTRAINT "audit_sample_visit_visit_id_fkey"
  FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "audit_sample_visit" ADD CONSTRAINT "audit_sample_visit_checked_by_id_fkey"
  FOREIGN KEY ("checked_by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "audit_sample_visit" ADD CONSTRAINT "audit_sample_visit_found" CHECK ("found" >= 0);

-- What a year cost, in pence, where a manager entered it.
ALTER TABLE "programme_year" ADD COLUMN "cost_pence" BIGINT;
ALTER TABLE "programme_year" ADD CONSTRAINT "programme_year_cost" CHECK ("cost_pence" >= 0);
