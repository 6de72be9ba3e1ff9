import { describe, expect, it } from "vitest";
import fc from "fast-check";
import {
  cohortKey,
  countReach,
  roundReach,
  type Cohort,
  type ReachFact,
  type ReachPeriod,
} from "~/domain/reach";
import { dayOf, monthOf } from "~/lib/london-time";

const YEAR: ReachPeriod = { startsOn: "2026-08-01", endsOn: "2027-07-31" };
const year9: Cohort = { schoolLineageId: "oakfield", academicYear: "2026/27", yearGroup: "9" };

let nextId = 0;
function aFact(over: Partial<ReachFact> & { on?: string } = {}): ReachFact {
  const { on, ...rest } = over;
  const id = `fact-${(nextId += 1)}`;
  return {
    id,
    sessionId: `session-${id}`,
    startsAt: new Date(`${on ?? "2026-11-23"}T09:10:00Z`),
    cohort: year9,
    attended: 30,
    novelty: "new",
    sameAsSessionId: null,
    ...rest,
  };
}

const rollOf = (roll: number, cohort: Cohort = year9): Map<string, number> =>
  new Map([[cohortKey(cohort), roll]]);
const noRolls = new Map<string, number>();
const reachOf = (facts: ReachFact[], rolls: Map<string, number> = noRolls, period: ReachPeriod = YEAR) => {
  const { figure, low, high, attendances } = countReach(facts, rolls, period);
  return { figure, low, high, attendances };
};

describe("students reached", () => {
  it("counts new students, and nothing outside the period", () => {
    const facts = [aFact(), aFact({ on: "2026-11-24", attended: 28 }), aFact({ on: "2026-07-31" })];
    expect(reachOf(facts)).toEqual({ figure: 58, low: 58, high: 58, attendances: 58 });
  });

  it("takes the London day: 23:30 UTC on 31 July is already 1 August", () => {
    const late = aFact({ startsAt: new Date("2026-07-31T23:30:00Z") });
    expect(reachOf([late]).figure).toBe(30);
  });

  it("does not count the same students again", () => {
    const first = aFact({ sessionId: "first", attended: 200 });
    const again = aFact({ on: "2027-01-11", attended: 28, novelty: "same", sameAsSessionId: "first" });
    expect(reachOf([first, again])).toEqual({ figure: 200, low: 200, high: 200, attendances: 228 });
  });

  it("counts a mixed group by the share of the cohort not yet reached", () => {
    const first = aFact({ attended: 100 });
    const mixed = aFact({ on: "2027-01-11", attended: 60, novelty: "mixed" });
    expect(reachOf([first, mixed], rollOf(200))).toEqual({
      figure: 130,
      low: 100,
      high: 160,
      attendances: 160,
    });
  });

  it("keeps a mixed group within its smallest and largest possible value", () => {
    const first = aFact({ attended: 50 });
    const nearlyAll = aFact({ on: "2027-01-11", attended: 195, novelty: "mixed" });
    // Share alone: 195 x 0.75 = 146.25; at least 145 were new, at most 150 can be.
    expect(reachOf([first, nearlyAll], rollOf(200)).figure).toBeCloseTo(196.25);
    const tooMany = aFact({ on: "2027-01-11", attended: 260, novelty: "mixed" });
    expect(reachOf([first, tooMany], rollOf(200)).figure).toBe(200);
  });

  it("lets a mixed group without a roll widen the range only", () => {
    const first = aFact({ attended: 100 });
    const mixed = aFact({ on: "2027-01-11", attended: 60, novelty: "mixed" });
    expect(reachOf([first, mixed])).toEqual({ figure: 100, low: 100, high: 160, attendances: 160 });
    expect(reachOf([first, mixed], rollOf(0))).toEqual(reachOf([first, mixed]));
  });

  it("never exceeds the roll", () => {
    const facts = [aFact({ attended: 150 }), aFact({ on: "2027-01-11", attended: 100 })];
    expect(reachOf(facts, rollOf(210))).toEqual({ figure: 210, low: 210, high: 210, attendances: 250 });
  });

  it("lets simultaneous mixed groups both start from what was reached before them", () => {
    const first = aFact({ attended: 100 });
    const beside = () => aFact({ on: "2027-01-11", attended: 40, novelty: "mixed" });
    expect(reachOf([first, beside(), beside()], rollOf(200)).figure).toBe(140);
    const later = aFact({ on: "2027-01-12", attended: 40, novelty: "mixed" });
    expect(reachOf([first, beside(), later], rollOf(200)).figure).toBe(136);
  });

  it("keeps cohorts apart", () => {
    const year10: Cohort = { ...year9, yearGroup: "10" };
    const facts = [aFact({ attended: 100 }), aFact({ attended: 60, novelty: "mixed", cohort: year10 })];
    const result = countReach(facts, new Map([...rollOf(200), ...rollOf(100, year10)]), YEAR);
    expect(result.figure).toBe(160);
    expect(result.cohorts.map((each) => [each.cohort.yearGroup, each.figure])).toEqual([
      ["10", 60],
      ["9", 100],
    ]);
  });
});

describe("the same students over the edge of a period", () => {
  const FINANCIAL: ReachPeriod = { startsOn: "2027-04-01", endsOn: "2028-03-31" };
  const before = aFact({ on: "2027-03-02", sessionId: "assembly", attended: 60 });
  const same = (on: string, attended: number, as: string, sessionId: string): ReachFact =>
    aFact({ on, attended, novelty: "same", sameAsSessionId: as, sessionId });

  it("count once more in a new period, at their first session inside it", () => {
    const second = same("2027-04-20", 28, "assembly", "second");
    const third = same("2027-05-20", 28, "second", "third");
    expect(reachOf([third, second, before], noRolls, FINANCIAL).figure).toBe(28);
    expect(reachOf([third, second, before], noRolls, YEAR).figure).toBe(60);
    expect(countReach([third, second, before], noRolls, FINANCIAL).firstContacts).toContainEqual({
      factId: second.id,
      figure: 28,
      attended: 28,
    });
  });

  it("count as several classes of one assembly, but never as more than were at it", () => {
    const classes = ["a", "b", "c"].map((id, index) => same(`2027-04-2${index}`, 28, "assembly", id));
    expect(reachOf([before, ...classes.slice(0, 2)], noRolls, FINANCIAL).figure).toBe(56);
    expect(reachOf([before, ...classes], noRolls, FINANCIAL).figure).toBe(60);
  });

  it("count as new when the session they link to was not delivered or was not earlier", () => {
    expect(reachOf([same("2027-04-20", 28, "never", "x")], noRolls, FINANCIAL).figure).toBe(28);
    const later = aFact({ on: "2027-06-01", sessionId: "later", attended: 10 });
    expect(reachOf([same("2027-04-20", 28, "later", "x"), later], noRolls, FINANCIAL).figure).toBe(38);
  });

  it("count once although the session they link to goes back to a larger one", () => {
    const assembly = aFact({ on: "2025-11-03", sessionId: "assembly", attended: 240 });
    const tutorGroup = aFact({ on: "2026-01-12", sessionId: "tutor", novelty: "same", sameAsSessionId: "assembly" });
    const twice = [1, 2].map((day) => aFact({ on: `2026-11-0${day + 1}`, novelty: "same", sameAsSessionId: "tutor" }));
    expect(reachOf([assembly, tutorGroup, ...twice]).figure).toBe(30);
  });

  it("count as those of both sessions where the one they link to held students of two, whatever the ids", () => {
    const links = ["first", "second"];
    const sums = [links, [...links].reverse()].map((order) => {
      const before = links.map((sessionId) => aFact({ on: "2025-11-03", sessionId, attended: 20 }));
      const together = order.map((link) => aFact({ on: "2026-01-12", sessionId: "both", attended: 20, novelty: "same", sameAsSessionId: link }));
      const inside = ["both", "first"].map((link, day) =>
        aFact({ on: `2026-11-0${day + 2}`, attended: day === 0 ? 40 : 20, novelty: "same", sameAsSessionId: link }),
      );
      return reachOf([...before, ...together, ...inside]).figure;
    });
    expect(sums).toEqual([40, 40]);
  });

  it("count with those whom the session before met as new", () => {
    const first = aFact({ on: "2025-11-03", sessionId: "first", attended: 25 });
    const grown = [
      aFact({ on: "2026-01-12", sessionId: "grown", attended: 25, novelty: "same", sameAsSessionId: "first" }),
      aFact({ on: "2026-01-12", sessionId: "grown", attended: 30 }),
    ];
    const halves = [1, 2].map((day) => aFact({ on: `2026-11-0${day + 1}`, novelty: "same", sameAsSessionId: "grown" }));
    expect(reachOf([first, ...grown, ...halves]).figure).toBe(55);
  });

  it("survive a circle of links", () => {
    const one = same("2027-04-20", 28, "two", "one");
    const two = same("2027-04-21", 28, "one", "two");
    expect(reachOf([one, two], noRolls, FINANCIAL).figure).toBe(28);
  });
});

const schools = ["oakfield", "riverside"] as const;
const years = ["9", "10", "mixed"] as const;
const anyFacts = fc
  .array(
    fc.record({
      session: fc.integer({ min: 0, max: 9 }),
      school: fc.constantFrom(...schools),
      yearGroup: fc.constantFrom(...years),
      attended: fc.integer({ min: 0, max: 250 }),
      novelty: fc.constantFrom("new", "same", "mixed"),
      sameAs: fc.integer({ min: 0, max: 9 }),
    }),
    { maxLength: 14 },
  )
  .map((rows) =>
    rows.map((row, index): ReachFact => ({
      id: `f${index}`,
      sessionId: `s${row.session}`,
      // Sessions 3 and 4 start together; session 0 lies before the period.
      startsAt: new Date(Date.UTC(2026, row.session === 4 ? 3 + 6 : row.session + 6, 15, 9)),
      cohort: { schoolLineageId: row.school, academicYear: "2026/27", yearGroup: row.yearGroup },
      attended: row.attended,
      novelty: row.novelty,
      sameAsSessionId: row.novelty === "same" ? `s${row.sameAs}` : null,
    })),
  );
const anyRolls = fc
  .array(fc.option(fc.integer({ min: 1, max: 300 })), { minLength: 6, maxLength: 6 })
  .map((rolls) => {
    const keys = schools.flatMap((schoolLineageId) =>
      years.map((yearGroup) => cohortKey({ schoolLineageId, academicYear: "2026/27", yearGroup })),
    );
    const known = new Map<string, number>();
    keys.forEach((key, index) => {
      const roll = rolls[index];
      if (roll) known.set(key, roll);
    });
    return known;
  });
const withShuffled = anyFacts.chain((facts) =>
  fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length })),
);

describe("whatever was recorded", () => {
  it("the order of entry changes nothing", () => {
    fc.assert(
      fc.property(withShuffled, anyRolls, ([facts, shuffled], rolls) => {
        const one = countReach(facts, rolls, YEAR);
        const other = countReach(shuffled, rolls, YEAR);
        expect(other.cohorts).toEqual(one.cohorts);
        const inOrder = (result: typeof one) =>
          [...result.firstContacts].sort((a, b) => (a.factId < b.factId ? -1 : 1));
        expect(inOrder(other)).toEqual(inOrder(one));
      }),
    );
  });

  it("low <= figure <= high <= attendances, and nothing passes the roll", () => {
    fc.assert(
      fc.property(anyFacts, anyRolls, (facts, rolls) => {
        const result = countReach(facts, rolls, YEAR);
        const slack = 1e-9;
        for (const part of [result, ...result.cohorts]) {
          expect(part.low).toBeLessThanOrEqual(part.figure + slack);
          expect(part.figure).toBeLessThanOrEqual(part.high + slack);
          expect(part.high).toBeLessThanOrEqual(part.attendances + slack);
        }
        for (const cohort of result.cohorts) {
          expect(cohort.high).toBeLessThanOrEqual(cohort.roll ?? Infinity);
          expect(cohort.figure).toBeLessThanOrEqual(cohort.roll ?? Infinity);
        }
        const shown = roundReach(result);
        expect(shown.low).toBeLessThanOrEqual(shown.figure);
        expect(shown.figure).toBeLessThanOrEqual(shown.high);
      }),
      { numRuns: 500 },
    );
  });

  it("first contacts by month and by school sum to the figure, and none is negative", () => {
    fc.assert(
      fc.property(anyFacts, anyRolls, (facts, rolls) => {
        const result = countReach(facts, rolls, YEAR);
        const factOf = new Map(facts.map((fact) => [fact.id, fact]));
        const byMonth = new Map<string, number>();
        const bySchool = new Map<string, number>();
        for (const contact of result.firstContacts) {
          const fact = factOf.get(contact.factId);
          if (!fact) throw new Error("a contact without a fact");
          expect(contact.figure).toBeGreaterThanOrEqual(0);
          const month = monthOf(dayOf(fact.startsAt));
          byMonth.set(month, (byMonth.get(month) ?? 0) + contact.figure);
          const school = fact.cohort.schoolLineageId;
          bySchool.set(school, (bySchool.get(school) ?? 0) + contact.figure);
        }
        const total = (parts: Map<string, number>) =>
          [...parts.values()].reduce((sum, part) => sum + part, 0);
        expect(total(byMonth)).toBeCloseTo(result.figure, 6);
        expect(total(bySchool)).toBeCloseTo(result.figure, 6);
        for (const school of schools) {
          const cohorts = result.cohorts.filter((each) => each.cohort.schoolLineageId === school);
          const figure = cohorts.reduce((sum, each) => sum + each.figure, 0);
          expect(bySchool.get(school) ?? 0).toBeCloseTo(figure, 6);
        }
      }),
    );
  });

  it("all-new attendance counts in full up to the roll", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 500 }),
        (numbers, roll) => {
          const facts = numbers.map((attended, index) => aFact({ attended, on: `2026-11-1${index}` }));
          const attendances = numbers.reduce((sum, number) => sum + number, 0);
          const capped = Math.min(roll, attendances);
          expect(reachOf(facts, rollOf(roll))).toEqual({
            figure: capped,
            low: capped,
            high: capped,
            attendances,
          });
        },
      ),
    );
  });
});
