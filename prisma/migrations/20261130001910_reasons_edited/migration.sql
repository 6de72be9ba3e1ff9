-- AlterTable
ALTER TABLE "reason" ADD COLUMN     "school_chooses" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- No school cancels because an officer is called away, or because it asked itself to.
UPDATE "reason" SET "school_chooses" = true
WHERE "kind" = 'cancel' AND "code" NOT IN ('cancel.officer_called_away', 'cancel.school_asked');

-- Why a school asks for another date.
INSERT INTO "reason" ("code", "kind", "label", "for_school", "school_chooses", "position") VALUES
  ('move.school_event', 'move', 'Exam, trip or event at the school', 'There is an exam, a trip or another event at the school at that time.', true, 3),
  ('move.room', 'move', 'No suitable room', 'The room is not available at that time.', true, 4),
  ('move.teachers', 'move', 'Teachers not available', 'The teachers who are needed are not available at that time.', true, 5);

-- CreateIndex
CREATE UNIQUE INDEX "reason_kind_label_key" ON "reason"("kind", "label");

ALTER TABLE "reason" ADD CONSTRAINT "reason_school_chooses" CHECK (NOT "school_chooses" OR "kind" IN ('cancel', 'move'));
