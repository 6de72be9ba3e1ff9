-- What a school says about its days: over how many periods, and which days never work.
ALTER TABLE "booking_request" ADD COLUMN "periods_wanted" INTEGER;

CREATE TABLE "request_never_day" (
    "request_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "weekday" INTEGER,
    "from_on" DATE,
    "to_on" DATE,

    CONSTRAINT "request_never_day_pkey" PRIMARY KEY ("request_id", "position")
);

ALTER TABLE "request_never_day" ADD CONSTRAINT "request_never_day_request_id_fkey"
  FOREIGN KEY ("request_id") REFERENCES "booking_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "request_never_day" ADD CONSTRAINT "request_never_day_one_kind" CHECK (
  ("weekday" BETWEEN 1 AND 7 AND "from_on" IS NULL AND "to_on" IS NULL)
  OR ("weekday" IS NULL AND "from_on" IS NOT NULL AND "to_on" IS NOT NULL AND "from_on" <= "to_on")
);
