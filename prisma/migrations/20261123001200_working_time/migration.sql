-- A change of working hours puts visits on the review list too, and the list says whose hours.
ALTER TYPE "review_kind" ADD VALUE 'working_hours';
ALTER TABLE "review_item" ADD COLUMN "presenter_id" UUID;
CREATE INDEX "review_item_presenter_id_idx" ON "review_item"("presenter_id");
ALTER TABLE "review_item" ADD CONSTRAINT "review_item_presenter_id_fkey" FOREIGN KEY ("presenter_id") REFERENCES "presenter"("account_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A stretch of days from a roster file is a pattern with a last day; it comes before hand-made patterns.
ALTER TABLE "working_pattern" ADD COLUMN "from_roster" BOOLEAN NOT NULL DEFAULT false, ADD COLUMN "valid_to_on" DATE;
DROP INDEX "working_pattern_presenter_id_valid_from_on_key";
CREATE UNIQUE INDEX "working_pattern_presenter_id_from_roster_valid_from_on_key" ON "working_pattern"("presenter_id", "from_roster", "valid_from_on");
ALTER TABLE "working_pattern" ADD CONSTRAINT "working_pattern_roster_days" CHECK (
  "from_roster" = ("valid_to_on" IS NOT NULL) AND ("valid_to_on" IS NULL OR "valid_to_on" >= "valid_from_on")
);

-- Repeating absences: each occurrence is an absence of its own, held together by its series.
ALTER TABLE "absence" ADD COLUMN "series_id" UUID;
CREATE INDEX "absence_series_id_idx" ON "absence"("series_id");

-- A roster file that was checked, until it is applied or forgotten.
CREATE TABLE "roster_import" (
    "id" UUID NOT NULL,
    "status" "register_import_status" NOT NULL DEFAULT 'checked',
    "file_name" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "report" JSONB NOT NULL,
    "made_by_id" UUID,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "applied_at" TIMESTAMPTZ(3),

    CONSTRAINT "roster_import_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "roster_import_status_applied_at_idx" ON "roster_import"("status", "applied_at");
ALTER TABLE "roster_import" ADD CONSTRAINT "roster_import_made_by_id_fkey" FOREIGN KEY ("made_by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;
