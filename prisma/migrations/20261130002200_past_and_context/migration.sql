-- A file of sessions from before this service that was checked, until it is entered or forgotten.
CREATE TABLE "past_import" (
    "id" UUID NOT NULL,
    "status" "register_import_status" NOT NULL DEFAULT 'checked',
    "file_name" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "report" JSONB NOT NULL,
    "made_by_id" UUID,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "applied_at" TIMESTAMPTZ(3),

    CONSTRAINT "past_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "context_figure" (
    "id" UUID NOT NULL,
    "label" TEXT NOT NULL,
    "area" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "figure" DECIMAL(14,2) NOT NULL,
    "source" TEXT NOT NULL,
    "link" TEXT NOT NULL DEFAULT '',
    "as_at_on" DATE NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "context_figure_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "past_import_status_applied_at_idx" ON "past_import"("status", "applied_at");

-- CreateIndex
CREATE INDEX "context_figure_retired_at_label_idx" ON "context_figure"("retired_at", "label");

-- AddForeignKey
ALTER TABLE "past_import" ADD CONSTRAINT "past_import_made_by_id_fkey" FOREIGN KEY ("made_by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Shown as a link to whoever reads the report.
ALTER TABLE "context_figure" ADD CONSTRAINT "context_figure_link" CHECK ("link" = '' OR "link" LIKE 'https://%');
