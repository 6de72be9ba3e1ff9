-- A hold knows the request that it is for, with or without an offer: it stands in nobody's way but others'.
ALTER TABLE "commitment" ADD COLUMN "request_id" UUID;
UPDATE "commitment" c SET "request_id" = o."request_id"
  FROM "offer_option" p JOIN "offer" o ON o."id" = p."offer_id" WHERE p."id" = c."offer_option_id";
CREATE INDEX "commitment_request_id_idx" ON "commitment"("request_id");
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "booking_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "commitment" ADD CONSTRAINT "commitment_request_of_hold" CHECK ("request_id" IS NULL OR "kind" = 'hold');
