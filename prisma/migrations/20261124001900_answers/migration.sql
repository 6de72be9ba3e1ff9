-- CreateEnum
CREATE TYPE "incoming_mail_kind" AS ENUM ('answer', 'bounce', 'other');

-- CreateEnum
CREATE TYPE "incoming_mail_outcome" AS ENUM ('applied', 'stale', 'unmatched');

-- AlterTable
ALTER TABLE "capability" ADD COLUMN     "sequence" INTEGER;

-- AlterTable
ALTER TABLE "visit_attendee" ADD COLUMN     "answer_note" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "incoming_mail" (
    "id" UUID NOT NULL,
    "uid_validity" BIGINT NOT NULL,
    "uid" BIGINT NOT NULL,
    "from_address" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "arrived_at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,
    "kind" "incoming_mail_kind" NOT NULL,
    "outcome" "incoming_mail_outcome" NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "visit_id" UUID,
    "mail_id" UUID,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by_id" UUID,

    CONSTRAINT "incoming_mail_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "incoming_mail_read_at_idx" ON "incoming_mail"("read_at");

-- CreateIndex
CREATE UNIQUE INDEX "incoming_mail_uid_validity_uid_key" ON "incoming_mail"("uid_validity", "uid");

-- AddForeignKey
ALTER TABLE "incoming_mail" ADD CONSTRAINT "incoming_mail_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incoming_mail" ADD CONSTRAINT "incoming_mail_mail_id_fkey" FOREIGN KEY ("mail_id") REFERENCES "outgoing_mail"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "incoming_mail" ADD CONSTRAINT "incoming_mail_settled_by_id_fkey" FOREIGN KEY ("settled_by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;
