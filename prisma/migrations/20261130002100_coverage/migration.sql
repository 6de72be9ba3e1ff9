-- CreateEnum
CREATE TYPE "approach_way" AS ENUM ('mail', 'phone', 'in_person');

-- AlterEnum
ALTER TYPE "capability_purpose" ADD VALUE 'start_request';
ALTER TYPE "capability_purpose" ADD VALUE 'refuse_invitations';

-- AlterTable
ALTER TABLE "capability" ADD COLUMN     "approach_id" UUID;

-- AlterTable
ALTER TABLE "district" ADD COLUMN     "outline" JSONB;

-- CreateTable
CREATE TABLE "outline_import" (
    "id" UUID NOT NULL,
    "status" "register_import_status" NOT NULL DEFAULT 'checked',
    "file_name" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "report" JSONB NOT NULL,
    "made_by_id" UUID,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "applied_at" TIMESTAMPTZ(3),

    CONSTRAINT "outline_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "school_approach" (
    "id" UUID NOT NULL,
    "school_id" UUID NOT NULL,
    "way" "approach_way" NOT NULL,
    "made_by_id" UUID,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "mail_id" UUID,

    CONSTRAINT "school_approach_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitation_refusal" (
    "address_hash" TEXT NOT NULL,
    "refused_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "invitation_refusal_pkey" PRIMARY KEY ("address_hash")
);

-- CreateIndex
CREATE INDEX "outline_import_status_applied_at_idx" ON "outline_import"("status", "applied_at");

-- CreateIndex
CREATE UNIQUE INDEX "school_approach_mail_id_key" ON "school_approach"("mail_id");

-- CreateIndex
CREATE INDEX "school_approach_school_id_made_at_idx" ON "school_approach"("school_id", "made_at");

-- AddForeignKey
ALTER TABLE "capability" ADD CONSTRAINT "capability_approach_id_fkey" FOREIGN KEY ("approach_id") REFERENCES "school_approach"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outline_import" ADD CONSTRAINT "outline_import_made_by_id_fkey" FOREIGN KEY ("made_by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "school_approach" ADD CONSTRAINT "school_approach_school_id_fkey" FOREIGN KEY ("school_id") REFERENCES "school"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "school_approach" ADD CONSTRAINT "school_approach_made_by_id_fkey" FOREIGN KEY ("made_by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "school_approach" ADD CONSTRAINT "school_approach_mail_id_fkey" FOREIGN KEY ("mail_id") REFERENCES "outgoing_mail"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What went by mail alone has a mail.
ALTER TABLE "school_approach" ADD CONSTRAINT "school_approach_mail_by_mail" CHECK ("mail_id" IS NULL OR "way" = 'mail');
