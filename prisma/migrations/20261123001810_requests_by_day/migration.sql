-- The share of a period's requests that came to a visit is asked for with every look at the figures.
CREATE INDEX "booking_request_proven_at_idx" ON "booking_request"("proven_at");
