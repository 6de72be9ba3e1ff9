-- A message that no longer waits to leave may be forgotten: whom it went to and all that it said, at once, and nothing
-- else of it (docs/decisions/034). In every other way it stays frozen (docs/decisions/003).
DROP TRIGGER "outgoing_mail_frozen" ON "outgoing_mail";
CREATE TRIGGER "outgoing_mail_frozen"
  BEFORE UPDATE OF "to_address", "subject", "body_html", "body_text", "ics_content", "ics_method", "message_id", "calendar_uid", "sequence"
  ON "outgoing_mail" FOR EACH ROW
  WHEN (NOT (
    OLD."status" NOT IN ('queued', 'sending') AND NEW."status" = OLD."status"
    AND NEW."to_address" = '' AND NEW."to_name" = '' AND NEW."subject" = '' AND NEW."body_html" = '' AND NEW."body_text" = ''
    AND NEW."ics_content" IS NULL AND NEW."ics_method" IS NULL
    AND NEW."message_id" = OLD."message_id" AND NEW."calendar_uid" IS NOT DISTINCT FROM OLD."calendar_uid"
    AND NEW."sequence" IS NOT DISTINCT FROM OLD."sequence"
  ))
  EXECUTE FUNCTION "refuse_change"();

-- What a person was sent, and where they were invited, is found without reading every row.
CREATE INDEX "outgoing_mail_to_address_idx" ON "outgoing_mail"("to_address");
CREATE INDEX "visit_attendee_account_id_idx" ON "visit_attendee"("account_id");
