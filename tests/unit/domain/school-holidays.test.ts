import { expect, it } from "vitest";
import { holidaySpans } from "~/domain/school-holidays";

const term = (owner: string, startsOn: string, endsOn: string) => ({ owner, startsOn, endsOn });

it("names the days between terms, together for those who share them, and nothing beyond what is known", () => {
  const terms = [
    term("Rutland", "2026-11-02", "2026-12-18"),
    term("Leicester", "2026-08-27", "2026-10-16"),
    term("Leicester", "2026-10-26", "2026-12-18"),
    term("Rutland", "2026-08-27", "2026-10-23"),
    term("Leicester", "2027-01-04", "2027-02-12"),
    term("Rutland", "2027-01-04", "2027-02-12"),
  ];
  expect(holidaySpans(terms, "2026-10-20", "2027-06-30")).toEqual([
    { fromOn: "2026-10-20", toOn: "2026-10-25", owners: ["Leicester"] },
    { fromOn: "2026-10-24", toOn: "2026-11-01", owners: ["Rutland"] },
    { fromOn: "2026-12-19", toOn: "2027-01-03", owners: ["Leicester", "Rutland"] },
  ]);
});
