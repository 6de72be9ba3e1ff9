-- CreateEnum
CREATE TYPE "survey_moment" AS ENUM ('before', 'after');

-- CreateEnum
CREATE TYPE "disclosure_passed_to" AS ENUM ('safeguarding_lead', 'deputy_lead', 'senior_leader', 'other_school_staff', 'childrens_services', 'force_colleague');

-- CreateTable
CREATE TABLE "visit_feedback" (
    "visit_id" UUID NOT NULL,
    "account_id" UUID,
    "score_first" SMALLINT NOT NULL,
    "score_second" SMALLINT NOT NULL,
    "score_third" SMALLINT NOT NULL,
    "comment" TEXT NOT NULL DEFAULT '',
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "visit_feedback_pkey" PRIMARY KEY ("visit_id")
);

-- CreateTable
CREATE TABLE "visit_survey" (
    "visit_id" UUID NOT NULL,
    "moment" "survey_moment" NOT NULL,
    "yes" INTEGER NOT NULL,
    "unsure" INTEGER NOT NULL,
    "no" INTEGER NOT NULL,
    "account_id" UUID,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "visit_survey_pkey" PRIMARY KEY ("visit_id","moment")
);

-- CreateTable
CREATE TABLE "disclosure_note" (
    "id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "passed_on_at" TIMESTAMPTZ(3) NOT NULL,
    "passed_to" "disclosure_passed_to" NOT NULL,
    "process_started" BOOLEAN NOT NULL,
    "made_by_id" UUID NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_back_at" TIMESTAMPTZ(3),
    "taken_back_by_id" UUID,

    CONSTRAINT "disclosure_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "support_provider" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "area" TEXT NOT NULL,
    "low_age" SMALLINT,
    "high_age" SMALLINT,
    "offer" TEXT NOT NULL,
    "link" TEXT NOT NULL DEFAULT '',
    "phone" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "support_provider_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "disclosure_note_visit_id_idx" ON "disclosure_note"("visit_id");

-- CreateIndex
CREATE INDEX "support_provider_retired_at_name_idx" ON "support_provider"("retired_at", "name");

-- AddForeignKey
ALTER TABLE "visit_feedback" ADD CONSTRAINT "visit_feedback_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit_feedback" ADD CONSTRAINT "visit_feedback_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit_survey" ADD CONSTRAINT "visit_survey_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit_survey" ADD CONSTRAINT "visit_survey_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "disclosure_note" ADD CONSTRAINT "disclosure_note_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "disclosure_note" ADD CONSTRAINT "disclosure_note_made_by_id_fkey" FOREIGN KEY ("made_by_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "disclosure_note" ADD CONSTRAINT "disclosure_note_taken_back_by_id_fkey" FOREIGN KEY ("taken_back_by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "visit_feedback" ADD CONSTRAINT "visit_feedback_scores" CHECK (
  "score_first" BETWEEN 1 AND 5 AND "score_second" BETWEEN 1 AND 5 AND "score_third" BETWEEN 1 AND 5
);
ALTER TABLE "visit_survey" ADD CONSTRAINT "visit_survey_counts" CHECK ("yes" >= 0 AND "unsure" >= 0 AND "no" >= 0);
ALTER TABLE "support_provider" ADD CONSTRAINT "support_provider_ages" CHECK ("low_age" <= "high_age");
