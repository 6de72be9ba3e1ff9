import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dayToColumn } from "~/data/day";
import { settleDistrictCentres } from "~/data/register-writes.server";
import { publicOutlook, spaceForDraft } from "~/services/days-with-space.server";
import { draftAnswers } from "../../support/request-drafts";
import { savedPresenter, savedRequest, savedSchool, savedVisit } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { depsAt } from "../../support/signed-in";

const NOW = "2026-11-23T12:00:00Z";
const TUESDAY = "2026-12-01";
const WEDNESDAY = "2026-12-02";

let test: TestDatabase;

beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(() => test.reset());
afterAll(() => test.close());

const ALL_DAY = { onDate: TUESDAY, startMinutes: 8 * 60, endMinutes: 16 * 60 };

describe("how full the days are", () => {
  it("is told for what the draft asks, without a word about officers", async () => {
    const school = await savedSchool(test.db);
    await savedVisit(test.db, { ...ALL_DAY, presenters: [await savedPresenter(test.db)] });
    const days = await spaceForDraft(draftAnswers(school.id), depsAt(test.db, NOW));
    expect(days[0]?.onDate).toBe("2026-11-26");
    const on = (day: string) => days.find(({ onDate }) => onDate === day)?.space;
    expect([on(TUESDAY), on(WEDNESDAY), on("2026-12-05"), on("2026-12-25")]).toEqual(["full", "space", "closed", "closed"]);
    expect(Object.keys(days[0] ?? {})).toEqual(["onDate", "space"]);
  });

  it("is told to a setting that is not in the register, and not before the students are known", async () => {
    await savedPresenter(test.db);
    const school = { listed: false as const, kind: "youth" as const, name: "Canal Youth Club", town: "Testford", postcode: "" };
    const answers = draftAnswers("", { school });
    const days = await spaceForDraft(answers, depsAt(test.db, NOW));
    expect(days.find(({ onDate }) => onDate === TUESDAY)?.space).toBe("space");
    expect(await spaceForDraft({ ...answers, students: undefined }, depsAt(test.db, NOW))).toEqual([]);
  });
});

describe("before a school asks", () => {
  it("the next days with space in its district are named, and the usual wait once enough have asked", async () => {
    const school = await savedSchool(test.db, { easting: 458_000, northing: 304_000 });
    const presenters = [await savedPresenter(test.db)];
    await savedVisit(test.db, { ...ALL_DAY, onDate: "2026-11-27", school, presenters });
    const authority = await test.db.localAuthority.findFirstOrThrow({ select: { code: true } });
    await test.db.term.create({
      data: {
        name: "Autumn",
        academicYear: "2026/27",
        startsOn: dayToColumn("2026-09-01"),
        endsOn: dayToColumn("2026-12-18"),
        localAuthorityCode: authority.code,
      },
    });
    await test.db.$transaction((tx) => settleDistrictCentres(tx));
    for (let week = 1; week <= 10; week += 1) {
      const request = await savedRequest(test.db, {
        school,
        status: "scheduled",
        over: { provenAt: new Date("2026-09-01T10:00:00Z") },
      });
      await savedVisit(test.db, { request, presenters: [await savedPresenter(test.db)], onDate: "2026-10-06" });
    }
    await test.db.presenter.updateMany({
      where: { accountId: { notIn: presenters.map(({ id }) => id) } },
      data: { endedOn: dayToColumn("2026-11-01") },
    });
    const outlook = await publicOutlook(depsAt(test.db, NOW));
    expect(outlook?.usualWait).toBe("about 5 weeks");
    expect(outlook?.districts.map(({ days }) => days)).toEqual([["2026-11-26", "2026-11-30", "2026-12-01"]]);
  });
});
