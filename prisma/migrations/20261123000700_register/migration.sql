-- CreateEnum
CREATE TYPE "register_import_status" AS ENUM ('checked', 'applying', 'applied');

-- AlterEnum
ALTER TYPE "school_link_kind" ADD VALUE 'split_into';

-- AlterTable
ALTER TABLE "school_link" ADD COLUMN     "by_hand" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "register_import" (
    "id" UUID NOT NULL,
    "status" "register_import_status" NOT NULL DEFAULT 'checked',
    "file_name" TEXT NOT NULL,
    "links_file_name" TEXT NOT NULL DEFAULT '',
    "authorities" TEXT[],
    "report" JSONB NOT NULL,
    "made_by_id" UUID,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "applied_at" TIMESTAMPTZ(3),

    CONSTRAINT "register_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "register_import_part" (
    "import_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "register_import_part_pkey" PRIMARY KEY ("import_id","position")
);

-- CreateIndex
CREATE INDEX "register_import_status_applied_at_idx" ON "register_import"("status", "applied_at");

-- AddForeignKey
ALTER TABLE "register_import" ADD CONSTRAINT "register_import_made_by_id_fkey" FOREIGN KEY ("made_by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "register_import_part" ADD CONSTRAINT "register_import_part_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "register_import"("id") ON DELETE CASCADE ON UPDATE CASCADE;
