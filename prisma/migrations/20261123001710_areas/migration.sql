-- AlterTable
ALTER TABLE "priority_area" ADD COLUMN     "ends_on" DATE,
ADD COLUMN     "near_metres" INTEGER NOT NULL DEFAULT 500,
ADD COLUMN     "reason" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "starts_on" DATE,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- A circle or an outline, never both and never neither.
ALTER TABLE "priority_area" ADD CONSTRAINT "priority_area_one_shape"
  CHECK (num_nonnulls("easting", "northing", "radius_metres") = CASE WHEN "outline" IS NULL THEN 3 ELSE 0 END);
ALTER TABLE "priority_area" ADD CONSTRAINT "priority_area_sizes" CHECK ("radius_metres" > 0 AND "near_metres" >= 0);
ALTER TABLE "priority_area" ADD CONSTRAINT "priority_area_ends_after_start" CHECK ("ends_on" >= "starts_on");
