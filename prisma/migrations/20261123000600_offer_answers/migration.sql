-- What a contact says where none of the offered dates suits.
ALTER TABLE "offer" ADD COLUMN "answer_note" TEXT NOT NULL DEFAULT '';
