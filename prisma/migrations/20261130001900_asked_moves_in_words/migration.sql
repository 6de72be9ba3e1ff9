-- A school that asks for another date says why in words; codes are given where the team moves, or somebody cancels.
ALTER TABLE "asked_move" DROP COLUMN "reason_codes";
