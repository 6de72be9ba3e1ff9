-- Links that answer a question of the team, and that ask for another date or cancel.
ALTER TYPE "capability_purpose" ADD VALUE 'answer_question';
ALTER TYPE "capability_purpose" ADD VALUE 'change_booking';

-- What team and school write to each other about a request.
CREATE TABLE "request_message" (
    "id" UUID NOT NULL,
    "request_id" UUID NOT NULL,
    "from_team" BOOLEAN NOT NULL,
    "author_id" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "request_message_pkey" PRIMARY KEY ("id")
);

-- A school asks for another date: at most one open wish a visit.
CREATE TABLE "asked_move" (
    "visit_id" UUID NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "reason_codes" TEXT[],
    "note" TEXT NOT NULL DEFAULT '',
    "settled_at" TIMESTAMPTZ(3),
    "settled_by_id" UUID,

    CONSTRAINT "asked_move_pkey" PRIMARY KEY ("visit_id")
);

-- Mails that somebody does not want.
CREATE TABLE "mail_refused" (
    "account_id" UUID NOT NULL,
    "occasion" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mail_refused_pkey" PRIMARY KEY ("account_id","occasion")
);

-- Which mail of the clock was decided for whom about what: the key lets each leave once.
CREATE TABLE "clock_mail" (
    "occasion" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "clock_mail_pkey" PRIMARY KEY ("occasion","about","account_id")
);

CREATE INDEX "request_message_request_id_written_at_idx" ON "request_message"("request_id", "written_at");
CREATE INDEX "asked_move_settled_at_idx" ON "asked_move"("settled_at");
CREATE INDEX "clock_mail_account_id_idx" ON "clock_mail"("account_id");

ALTER TABLE "request_message" ADD CONSTRAINT "request_message_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "booking_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "request_message" ADD CONSTRAINT "request_message_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "asked_move" ADD CONSTRAINT "asked_move_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "asked_move" ADD CONSTRAINT "asked_move_asked_by_id_fkey" FOREIGN KEY ("asked_by_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "asked_move" ADD CONSTRAINT "asked_move_settled_by_id_fkey" FOREIGN KEY ("settled_by_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "mail_refused" ADD CONSTRAINT "mail_refused_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "clock_mail" ADD CONSTRAINT "clock_mail_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
