-- A quiet period entered over a planned visit puts the visit on the review list.
ALTER TYPE "review_kind" ADD VALUE 'quiet_period';
