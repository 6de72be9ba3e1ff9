-- The last run of each job of the clock: one worker takes a due time, and a run that broke off is taken over.
CREATE TABLE "clock_job" (
    "name" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),

    CONSTRAINT "clock_job_pkey" PRIMARY KEY ("name")
);
