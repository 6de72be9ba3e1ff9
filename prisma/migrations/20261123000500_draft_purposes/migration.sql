-- The same form asks anew, changes what was asked, asks again and enters for a school that rang.
CREATE TYPE "draft_purpose" AS ENUM ('new', 'change', 'again', 'for_school');

ALTER TABLE "request_draft"
  ADD COLUMN "purpose" "draft_purpose" NOT NULL DEFAULT 'new',
  ADD COLUMN "for_request_id" UUID,
  ADD COLUMN "for_version" INTEGER;

CREATE INDEX "request_draft_account_id_idx" ON "request_draft"("account_id");
CREATE INDEX "request_draft_for_request_id_idx" ON "request_draft"("for_request_id");

ALTER TABLE "request_draft" ADD CONSTRAINT "request_draft_for_request_id_fkey"
  FOREIGN KEY ("for_request_id") REFERENCES "booking_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What only somebody signed in may begin names whose it is.
ALTER TABLE "request_draft" ADD CONSTRAINT "request_draft_purpose" CHECK (
  ("purpose" = 'new' OR "account_id" IS NOT NULL)
  AND (("purpose" = 'change') = ("for_request_id" IS NOT NULL))
  AND (("purpose" = 'change') = ("for_version" IS NOT NULL))
);

-- When the school last changed what it asks for.
ALTER TABLE "booking_request" ADD COLUMN "changed_at" TIMESTAMPTZ(3);
