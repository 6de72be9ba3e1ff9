-- AlterTable
ALTER TABLE "campaign" ADD COLUMN     "description" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "retired_at" TIMESTAMPTZ(3),
ADD COLUMN     "slug" TEXT,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- Campaigns from before get a word of their own by their id.
UPDATE "campaign" SET "slug" = 'campaign-' || "id";
ALTER TABLE "campaign" ALTER COLUMN "slug" SET NOT NULL;
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_slug" CHECK ("slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$');

-- AlterTable
ALTER TABLE "funder" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "funder_cost" (
    "funder_id" UUID NOT NULL,
    "programme_year_id" UUID NOT NULL,
    "cost_pence" BIGINT NOT NULL,

    CONSTRAINT "funder_cost_pkey" PRIMARY KEY ("funder_id","programme_year_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "campaign_slug_key" ON "campaign"("slug");

-- AddForeignKey
ALTER TABLE "funder_cost" ADD CONSTRAINT "funder_cost_funder_id_fkey" FOREIGN KEY ("funder_id") REFERENCES "funder"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "funder_cost" ADD CONSTRAINT "funder_cost_programme_year_id_fkey" FOREIGN KEY ("programme_year_id") REFERENCES "programme_year"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "funder_cost" ADD CONSTRAINT "funder_cost_amount" CHECK ("cost_pence" >= 0);
