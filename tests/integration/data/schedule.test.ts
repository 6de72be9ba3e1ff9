import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { dayToColumn } from "~/data/day";
import { listSchedule } from "~/data/schedule.server";
import { savedAccount, savedPresenter, savedVisit } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";

let test: TestDatabase;

beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(() => test.reset());
afterAll(() => test.close());

const WEEK = { fromOn: "2026-11-23", toOn: "2026-11-29" };

it("lists the visits of its days in order of time, with who gives them and how many students are expected", async () => {
  const [zoe, adam] = [await savedPresenter(test.db, { name: "Zoe" }), await savedPresenter(test.db, { name: "Adam" })];
  const afternoon = await savedVisit(test.db, { startMinutes: 13 * 60 });
  const morning = await savedVisit(test.db, {
    presenters: [zoe, adam],
    sessions: [
      { startMinute: 10, endMinute: 35 },
      { startMinute: 40, endMinute: 65 },
    ],
  });
  const lastDay = await savedVisit(test.db, { onDate: "2026-11-29" });
  await savedVisit(test.db, { onDate: "2026-11-22" });
  await savedVisit(test.db, { onDate: "2026-11-30" });

  const { visits } = await listSchedule(test.db, { ...WEEK, forOffice: false });
  expect(visits.map(({ id }) => id)).toEqual([morning.id, afternoon.id, lastDay.id]);
  const groups = await test.db.sessionGroup.findMany({ where: { session: { visitId: morning.id } }, select: { expected: true } });
  expect(visits[0]).toMatchObject({
    onDate: "2026-11-23",
    arriveMinutes: 9 * 60,
    leaveMinutes: 10 * 60 + 10,
    sessionCount: 2,
    expected: groups.reduce((sum, { expected }) => sum + expected, 0),
    presenters: [
      { id: adam.id, name: "Adam" },
      { id: zoe.id, name: "Zoe" },
    ],
  });
});

it("shows what is cancelled, pencilled and to be looked at to the office alone", async () => {
  const cancelled = await savedVisit(test.db, { status: "cancelled" });
  const settleBy = (day: string) => ({ over: { settleByOn: dayToColumn(day) } });
  const later = await savedVisit(test.db, { status: "pencilled", ...settleBy("2026-12-20") });
  const sooner = await savedVisit(test.db, { status: "pencilled", ...settleBy("2026-12-10") });
  await test.db.reviewItem.createMany({
    data: [
      { kind: "closed_school", visitId: later.id, status: "open" },
      { kind: "closed_school", visitId: sooner.id, status: "open" },
    ],
  });
  const office = await listSchedule(test.db, { ...WEEK, forOffice: true });
  expect(office.visits.map(({ id, status }) => [id, status])).toEqual([[cancelled.id, "cancelled"]]);
  expect(office.pencilled.map(({ id }) => id)).toEqual([sooner.id, later.id]);
  expect(office.toReview).toBe(2);
  const team = await listSchedule(test.db, { ...WEEK, forOffice: false });
  expect(team).toEqual({ visits: [], pencilled: [], toReview: 0, askedMoves: [] });
});

it("says what is to be looked at, and who asks for another date, also in weeks without visits", async () => {
  const touched = await savedVisit(test.db, { onDate: "2027-02-01" });
  const { id: askedById } = await savedAccount(test.db, []);
  await test.db.askedMove.create({ data: { visitId: touched.id, askedById, askedAt: new Date("2027-01-11T09:00:00Z") } });
  await test.db.reviewItem.create({ data: { kind: "closed_school", visitId: touched.id, status: "open" } });
  expect(await listSchedule(test.db, { ...WEEK, forOffice: true })).toMatchObject({
    visits: [],
    toReview: 1,
    askedMoves: [{ visitId: touched.id, onDate: "2027-02-01" }],
  });
  expect((await listSchedule(test.db, { ...WEEK, forOffice: false })).askedMoves).toEqual([]);
});
