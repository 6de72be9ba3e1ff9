import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listAbsences, listOpenReviewItems } from "~/data/absences.server";
import { occurrencesOf, type AbsenceRepeat } from "~/domain/absence";
import { action as reviewAction } from "~/routes/schedule.review";
import { transact } from "~/data/transaction.server";
import { action as absenceAction } from "~/routes/availability.absence";
import { action as indexAction, loader as indexLoader } from "~/routes/availability._index";
import { settleVisitReviews } from "~/services/absence-gaps.server";
import { addAbsence, type AddAbsenceInput } from "~/services/add-absence.server";
import type { Deps } from "~/services/deps";
import { removeAbsence } from "~/services/remove-absence.server";
import { savedAccount, savedPresenter, savedSchool, savedVisit, type SavedAccount } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { testDeps } from "../../support/deps";
import { signedInBrowser, thrownResponse } from "../../support/office";
import { contextOf, requestBy } from "../../support/signed-in";

const NOW = new Date("2026-11-16T09:00:00Z");
let opened: TestDatabase;
let deps: Deps;
let presenter: SavedAccount;

beforeAll(async () => {
  opened = await testDatabase();
});
beforeEach(async () => {
  await opened.reset();
  deps = testDeps(opened.db, NOW);
  presenter = await savedPresenter(opened.db, { name: "Test presenter" });
});
afterAll(() => opened.close());

const leaveOn = (over: Partial<AddAbsenceInput> = {}): AddAbsenceInput => ({
  presenterId: presenter.id,
  kind: "leave",
  fromOn: "2026-11-23",
  toOn: "2026-11-23",
  part: null,
  noteForTeam: "",
  acceptedVisitIds: [],
  actor: { kind: "staff", accountId: presenter.id },
  ...over,
});

const timesTaken = async (kind: "absence" | "visit"): Promise<string[]> => {
  const rows = await opened.db.commitment.findMany({ where: { kind }, orderBy: { startsAt: "asc" } });
  return rows.map(({ startsAt, endsAt }) => `${startsAt.toISOString()} ${endsAt.toISOString()}`);
};

/** 09:00 to 09:40 in London, which is UTC in November. */
const aVisit = () => savedVisit(opened.db, { presenters: [presenter] });

const added = async (input: AddAbsenceInput): Promise<string> => {
  const result = await addAbsence(input, deps);
  if (!result.ok) throw new Error(result.reason);
  return result.absenceId;
};

describe("an absence over nothing", () => {
  it("takes whole days from midnight to midnight in London, also over a clock change", async () => {
    await added(leaveOn({ fromOn: "2027-03-27", toOn: "2027-03-28" }));
    expect(await timesTaken("absence")).toEqual(["2027-03-27T00:00:00.000Z 2027-03-28T23:00:00.000Z"]);
  });

  it("takes part of a day", async () => {
    await added(leaveOn({ part: { startMinutes: 13 * 60, endMinutes: 16 * 60 } }));
    expect(await timesTaken("absence")).toEqual(["2026-11-23T13:00:00.000Z 2026-11-23T16:00:00.000Z"]);
  });

  it("is refused before today and when it is over", async () => {
    expect(await addAbsence(leaveOn({ fromOn: "2026-11-15" }), deps)).toEqual({ ok: false, reason: "in_the_past" });
    const thisMorning = leaveOn({ fromOn: "2026-11-16", toOn: "2026-11-16", part: { startMinutes: 480, endMinutes: 540 } });
    expect(await addAbsence(thisMorning, deps)).toEqual({ ok: false, reason: "in_the_past" });
    expect(await opened.db.absence.count()).toBe(0);
  });

  it("is refused for somebody who is no presenter", async () => {
    const coordinator = await savedAccount(opened.db, ["coordinator"]);
    const result = await addAbsence(leaveOn({ presenterId: coordinator.id }), deps);
    expect(result).toEqual({ ok: false, reason: "unknown_presenter" });
  });
});

describe("an absence over a planned visit", () => {
  it("is refused with the visit until the visit is accepted, and writes nothing", async () => {
    const visit = await aVisit();
    const result = await addAbsence(leaveOn(), deps);
    expect(result).toMatchObject({ ok: false, reason: "touches_visits", touchedVisits: [{ id: visit.id }] });
    expect(await opened.db.absence.count()).toBe(0);
    expect(await timesTaken("absence")).toEqual([]);
  });

  it("takes only the free parts and puts the visit on the review list", async () => {
    const visit = await aVisit();
    const absenceId = await added(leaveOn({ acceptedVisitIds: [visit.id] }));
    expect(await timesTaken("absence")).toEqual([
      "2026-11-23T00:00:00.000Z 2026-11-23T09:00:00.000Z",
      "2026-11-23T09:40:00.000Z 2026-11-24T00:00:00.000Z",
    ]);
    const items = await listOpenReviewItems(opened.db);
    expect(items).toMatchObject([
      { kind: "absence", visit: { id: visit.id, onDate: "2026-11-23" }, absence: { presenterName: "Test presenter" } },
    ]);
    const history = await opened.db.historyEntry.findMany({ where: { visitId: visit.id } });
    expect(history.map(({ action }) => action)).toEqual(["visit_review_opened"]);
    const [shown] = await listAbsences(opened.db, { presenterId: presenter.id, now: NOW });
    expect(shown).toMatchObject({ id: absenceId, openVisits: [{ id: visit.id }] });
  });

  it("closes its gap and leaves the list when the visit is cancelled", async () => {
    const visit = await aVisit();
    await added(leaveOn({ acceptedVisitIds: [visit.id] }));
    await transact(opened.db, async (tx) => {
      await tx.visit.update({ where: { id: visit.id }, data: { status: "cancelled", cancelledBy: "team", cancelledAt: NOW } });
      await tx.commitment.deleteMany({ where: { visitId: visit.id } });
      await settleVisitReviews(
        tx,
        { visitId: visit.id, status: "cancelled", reason: "" },
        { accountId: presenter.id, now: NOW },
      );
    });
    expect(await timesTaken("absence")).toContain("2026-11-23T09:00:00.000Z 2026-11-23T09:40:00.000Z");
    expect(await listOpenReviewItems(opened.db)).toEqual([]);
  });
});

describe("a visit on the review list", () => {
  it("is kept with a reason, once: the visit and its presenter's time stay, the absence goes on around it", async () => {
    const visit = await aVisit();
    await added(leaveOn({ acceptedVisitIds: [visit.id] }));
    const coordinator = await savedAccount(opened.db, ["coordinator"]);
    const before = { absence: await timesTaken("absence"), visit: await timesTaken("visit") };
    const post = async (reason: string) =>
      reviewAction({
        request: await requestBy(coordinator, deps, "/schedule/review", { visitId: visit.id, reason }),
        params: {},
        context: contextOf(deps),
      });
    const wrong = await post(" ");
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain("Say why the visit stays as it is");
    expect((await post("She comes in for this one")).status).toBe(303);
    expect({ absence: await timesTaken("absence"), visit: await timesTaken("visit") }).toEqual(before);
    expect(await listOpenReviewItems(opened.db)).toEqual([]);
    const [item] = await opened.db.reviewItem.findMany();
    expect(item).toMatchObject({ status: "kept", reason: "She comes in for this one", resolvedById: coordinator.id });
    expect(await opened.db.historyEntry.count({ where: { action: "visit_kept", visitId: visit.id } })).toBe(1);
    expect((await post("Again")).status).toBe(409);
  });
});

describe("removing an absence", () => {
  it("frees its time, keeps it on record and lapses what was to be looked at", async () => {
    const visit = await aVisit();
    const absenceId = await added(leaveOn({ acceptedVisitIds: [visit.id] }));
    const input = { absenceId, presenterId: presenter.id, actor: leaveOn().actor };
    expect(await removeAbsence(input, deps)).toEqual({ ok: true });
    expect(await timesTaken("absence")).toEqual([]);
    expect(await timesTaken("visit")).toHaveLength(1);
    expect(await opened.db.reviewItem.findMany({ select: { status: true } })).toEqual([{ status: "lapsed" }]);
    expect(await opened.db.absence.findMany({ select: { removedAt: true } })).toEqual([{ removedAt: NOW }]);
    expect(await removeAbsence(input, deps)).toEqual({ ok: false, reason: "not_found" });
  });

  it("hands the time to another absence that lies over it", async () => {
    const first = await added(leaveOn({ part: { startMinutes: 600, endMinutes: 720 } }));
    await added(leaveOn({ kind: "court", part: { startMinutes: 660, endMinutes: 780 } }));
    await removeAbsence({ absenceId: first, presenterId: presenter.id, actor: leaveOn().actor }, deps);
    expect((await timesTaken("absence")).sort()).toEqual([
      "2026-11-23T11:00:00.000Z 2026-11-23T12:00:00.000Z",
      "2026-11-23T12:00:00.000Z 2026-11-23T13:00:00.000Z",
    ]);
  });

  it("is refused when it is over, and for another presenter's", async () => {
    const absenceId = await added(leaveOn());
    const later = testDeps(opened.db, new Date("2026-11-24T08:00:00Z"));
    const actor = leaveOn().actor;
    const other = await savedPresenter(opened.db);
    expect(await removeAbsence({ absenceId, presenterId: other.id, actor }, deps)).toMatchObject({ reason: "not_found" });
    expect(await removeAbsence({ absenceId, presenterId: presenter.id, actor }, later)).toMatchObject({
      reason: "in_the_past",
    });
  });
});

describe("the pages", () => {
  const fields = {
    kind: "leave",
    "from.day": "23",
    "from.month": "11",
    "from.year": "2026",
    "to.day": "",
    "to.month": "",
    "to.year": "",
    start: "",
    end: "",
    note: "",
  };
  const call = (request: Request) => ({ request, params: {}, context: contextOf(deps) });

  it("show the visit first and save when it is accepted", async () => {
    const school = await savedSchool(opened.db, { name: "Elm Test School" });
    const visit = await savedVisit(opened.db, { school, presenters: [presenter] });
    const browser = await signedInBrowser(deps, presenter);
    const asked = await absenceAction(call(browser.post("/availability/absence", fields)));
    expect(asked.status).toBe(409);
    expect(await asked.json()).toMatchObject({
      touchedVisits: [{ id: visit.id, text: "Elm Test School, Monday 23 November 2026, 09:00 to 09:40" }],
    });
    const saved = await absenceAction(call(browser.post("/availability/absence", { ...fields, accepted: visit.id })));
    expect(saved.status).toBe(303);
    expect(saved.headers.get("Location")).toBe(`/availability?presenter=${presenter.id}`);
    expect(await opened.db.absence.count()).toBe(1);
  });

  it("keep what was typed when it is refused", async () => {
    const browser = await signedInBrowser(deps, presenter);
    const typed = { ...fields, start: "10:00", end: "9:00" };
    const answer = await absenceAction(call(browser.post("/availability/absence", typed)));
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      errors: { end: "The end must be later than the start" },
      values: { start: "10:00", "from.year": "2026" },
    });
  });

  it("refuse a presenter another's availability and let a coordinator keep anybody's", async () => {
    const colleague = await savedPresenter(opened.db);
    const path = `/availability/absence?presenter=${presenter.id}`;
    const nosy = await signedInBrowser(deps, colleague);
    const seen = await thrownResponse(() => indexLoader(call(nosy.get(`/availability?presenter=${presenter.id}`))));
    const changed = await thrownResponse(() => absenceAction(call(nosy.post(path, fields))));
    expect([seen.status, changed.status]).toEqual([403, 403]);
    expect(await opened.db.absence.count()).toBe(0);
    const office = await signedInBrowser(deps, await savedAccount(opened.db, ["coordinator"]));
    expect((await absenceAction(call(office.post(path, fields)))).status).toBe(303);
    expect(await opened.db.absence.count({ where: { presenterId: presenter.id } })).toBe(1);
  });

  it("do not remove a colleague's absence by its id", async () => {
    const id = await added(leaveOn());
    const nosy = await signedInBrowser(deps, await savedPresenter(opened.db));
    await indexAction(call(nosy.post("/availability", { remove: "absence", id })));
    expect(await timesTaken("absence")).toHaveLength(1);
  });
});

describe("a repeating absence", () => {
  const repeated = (fromOn: string, repeat: AbsenceRepeat = { everyWeeks: 1, times: 3 }) => {
    const later = (occurrencesOf({ fromOn, toOn: fromOn }, repeat) ?? []).slice(1);
    return leaveOn({ fromOn, toOn: fromOn, later, part: { startMinutes: 540, endMinutes: 720 } });
  };
  const days = async () => (await timesTaken("absence")).map((text) => text.slice(0, 16));

  it("takes each occurrence at the same local time, also over a clock change", async () => {
    await added(repeated("2027-03-22"));
    expect(await days()).toEqual(["2027-03-22T09:00", "2027-03-29T08:00", "2027-04-05T08:00"]);
    await added(repeated("2026-12-01", { everyWeeks: 2, untilOn: "2026-12-29" }));
    expect((await days()).slice(0, 3)).toEqual(["2026-12-01T09:00", "2026-12-15T09:00", "2026-12-29T09:00"]);
  });

  it("is refused with the visits of all its occurrences, and lists them", async () => {
    const visit = await aVisit();
    const input = repeated("2026-11-16");
    const refused = await addAbsence(input, deps);
    expect(refused).toMatchObject({ reason: "touches_visits", touchedVisits: [{ id: visit.id }] });
    expect(await opened.db.absence.count()).toBe(0);
    await added({ ...input, acceptedVisitIds: [visit.id] });
    expect(await opened.db.reviewItem.count({ where: { status: "open" } })).toBe(1);
  });

  it("is removed for one day, from a day on, or whole", async () => {
    await added(repeated("2026-11-23", { everyWeeks: 1, times: 5 }));
    const all = await listAbsences(opened.db, { presenterId: presenter.id, now: NOW });
    const actor = { kind: "staff" as const, accountId: presenter.id };
    const remove = (index: number, scope: "one" | "following" | "all") =>
      removeAbsence({ absenceId: all[index]?.id ?? "", presenterId: presenter.id, actor, scope }, deps);
    expect(await remove(1, "one")).toEqual({ ok: true });
    expect(await days()).toEqual(["2026-11-23T09:00", "2026-12-07T09:00", "2026-12-14T09:00", "2026-12-21T09:00"]);
    await remove(3, "following");
    expect(await days()).toEqual(["2026-11-23T09:00", "2026-12-07T09:00"]);
    await remove(2, "all");
    expect(await days()).toEqual([]);
  });

  it("says in the form what is missing, and shows one entry for all", async () => {
    const browser = await signedInBrowser(deps, presenter);
    const call = (request: Request) => ({ request, params: {}, context: contextOf(deps) });
    const fields = { kind: "court", "from.day": "23", "from.month": "11", "from.year": "2026", repeat: "weekly" };
    const post = (over: Readonly<Record<string, string>>) =>
      absenceAction(call(browser.post("/availability/absence", { ...fields, ...over })));
    const missing = await post({});
    expect(missing.status).toBe(422);
    expect(await missing.json()).toMatchObject({ errors: { until: expect.stringContaining("until when") } });
    expect((await post({ times: "200" })).status).toBe(422);
    expect((await post({ times: "4" })).status).toBe(303);
    const shown = await indexLoader(call(browser.get("/availability")));
    const { view } = await shown.json();
    expect(view.absences.map(({ later }: { later: readonly unknown[] }) => later.length)).toEqual([3]);
  });
});
