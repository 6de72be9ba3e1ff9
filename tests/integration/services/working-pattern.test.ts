import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listOpenReviewItems } from "~/data/absences.server";
import { listWorkingPatterns } from "~/data/working-patterns.server";
import { describeWorkingHours, workingHoursOn } from "~/domain/working-hours";
import { action, loader } from "~/routes/availability.pattern";
import type { Deps } from "~/services/deps";
import { removeWorkingPattern } from "~/services/remove-working-pattern.server";
import { saveWorkingPattern } from "~/services/save-working-pattern.server";
import { savedPresenter, savedVisit, type SavedAccount } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { testDeps } from "../../support/deps";
import { signedInBrowser, thrownResponse } from "../../support/office";
import { contextOf } from "../../support/signed-in";

let opened: TestDatabase;
let deps: Deps;
let presenter: SavedAccount;

beforeAll(async () => {
  opened = await testDatabase();
});
beforeEach(async () => {
  await opened.reset();
  deps = testDeps(opened.db, new Date("2026-11-16T09:00:00Z"));
  presenter = await savedPresenter(opened.db);
});
afterAll(() => opened.close());

const hoursOn = async (day: string): Promise<string> =>
  describeWorkingHours(workingHoursOn(await listWorkingPatterns(opened.db, presenter.id), day));

const actor = () => ({ kind: "staff" as const, accountId: presenter.id });
const aDay = (week: number, weekday: number, startMinutes: number, endMinutes: number) => ({
  week,
  weekday,
  startMinutes,
  endMinutes,
});

const formFields = (days: Readonly<Record<string, string>>) => ({
  "validFrom.day": "30",
  "validFrom.month": "11",
  "validFrom.year": "2026",
  unit: "weeks",
  length: "1",
  shown: "1 weeks",
  ...Object.fromEntries(
    Array.from({ length: 7 }, (_, index) => [
      [`days.${index}.start`, ""],
      [`days.${index}.end`, ""],
    ]).flat(),
  ),
  ...days,
});

describe("working patterns", () => {
  it("are read back by the rules of working hours from their first day on", async () => {
    const saved = await saveWorkingPattern(
      { presenterId: presenter.id, validFromOn: "2026-11-25", cycleWeeks: 1, days: [aDay(0, 3, 540, 780)], actor: actor() },
      deps,
    );
    expect(saved).toEqual({ ok: true, touchedVisits: [] });
    expect(await hoursOn("2026-11-24")).toBe("08:00 to 16:00");
    expect(await hoursOn("2026-11-25")).toBe("09:00 to 13:00");
    expect(await hoursOn("2026-11-26")).toBe("does not work");
  });

  it("hold cycles of several weeks, counted from the Monday of the first day", async () => {
    const days = [aDay(0, 5, 480, 720), aDay(1, 5, 600, 900), aDay(1, 5, 960, 1020)];
    await saveWorkingPattern(
      { presenterId: presenter.id, validFromOn: "2026-11-26", cycleWeeks: 2, days, actor: actor() },
      deps,
    );
    expect(await hoursOn("2026-11-27")).toBe("08:00 to 12:00");
    expect(await hoursOn("2026-12-04")).toBe("10:00 to 15:00 and 16:00 to 17:00");
    expect(await hoursOn("2026-12-11")).toBe("08:00 to 12:00");
  });

  it("take the place of a pattern from the same day, and are not changed for the past", async () => {
    const input = { presenterId: presenter.id, cycleWeeks: 1, actor: actor() };
    await saveWorkingPattern({ ...input, validFromOn: "2026-11-16", days: [aDay(0, 1, 480, 960)] }, deps);
    await saveWorkingPattern({ ...input, validFromOn: "2026-11-16", days: [aDay(0, 1, 600, 960)] }, deps);
    expect(await hoursOn("2026-11-16")).toBe("10:00 to 16:00");
    const earlier = await saveWorkingPattern({ ...input, validFromOn: "2026-11-15", days: [] }, deps);
    expect(earlier).toEqual({ ok: false, reason: "in_the_past" });
    const began = await removeWorkingPattern({ ...input, validFromOn: "2026-11-16" }, deps);
    expect(began).toEqual({ ok: false, reason: "in_the_past" });
  });

  it("can be taken back before they begin", async () => {
    const input = { presenterId: presenter.id, validFromOn: "2026-12-01", actor: actor() };
    await saveWorkingPattern({ ...input, cycleWeeks: 1, days: [] }, deps);
    expect(await removeWorkingPattern(input, deps)).toEqual({ ok: true });
    expect(await hoursOn("2026-12-01")).toBe("08:00 to 16:00");
    const actions = await opened.db.historyEntry.findMany({ orderBy: { id: "asc" }, select: { action: true } });
    expect(actions.map((entry) => entry.action)).toEqual(["working_pattern_saved", "working_pattern_removed"]);
  });
});

describe("hours that leave planned visits outside", () => {
  /** Monday 23 November, 09:00 to 09:40. */
  const aVisit = () => savedVisit(opened.db, { presenters: [presenter] });
  const onTuesdays = () => ({
    presenterId: presenter.id,
    validFromOn: "2026-11-20",
    cycleWeeks: 1,
    days: [aDay(0, 2, 480, 960)],
    actor: actor(),
  });
  const reviewed = async () => (await listOpenReviewItems(opened.db)).map(({ kind, visit }) => [kind, visit.id]);

  it("are saved only when the visits were shown, which go to the review list once", async () => {
    const visit = await aVisit();
    const refused = await saveWorkingPattern(onTuesdays(), deps);
    expect(refused).toMatchObject({ ok: false, reason: "touches_visits", touchedVisits: [{ id: visit.id }] });
    expect(await opened.db.workingPattern.count()).toBe(0);
    const input = { ...onTuesdays(), acceptedVisitIds: [visit.id] };
    expect(await saveWorkingPattern(input, deps)).toMatchObject({ ok: true, touchedVisits: [{ id: visit.id }] });
    expect(await saveWorkingPattern(input, deps)).toMatchObject({ ok: true, touchedVisits: [] });
    expect(await reviewed()).toEqual([["working_hours", visit.id]]);
    const [item] = await listOpenReviewItems(opened.db);
    expect(item?.presenterName).toBe(presenter.name);
  });

  it("leave the list when the hours cover the visit again", async () => {
    const visit = await aVisit();
    await saveWorkingPattern({ ...onTuesdays(), acceptedVisitIds: [visit.id] }, deps);
    await removeWorkingPattern({ presenterId: presenter.id, validFromOn: "2026-11-20", actor: actor() }, deps);
    expect(await reviewed()).toEqual([]);
  });

  it("are taken back only when the visits were shown", async () => {
    await saveWorkingPattern({ ...onTuesdays(), validFromOn: "2026-11-17", days: [] }, deps);
    await saveWorkingPattern({ ...onTuesdays(), days: [aDay(0, 1, 480, 960)] }, deps);
    const visit = await aVisit();
    const input = { presenterId: presenter.id, validFromOn: "2026-11-20", actor: actor() };
    expect(await removeWorkingPattern(input, deps)).toMatchObject({ ok: false, reason: "touches_visits" });
    expect(await reviewed()).toEqual([]);
    expect(await removeWorkingPattern({ ...input, acceptedVisitIds: [visit.id] }, deps)).toEqual({ ok: true });
    expect(await reviewed()).toEqual([["working_hours", visit.id]]);
  });
});

describe("the form", () => {
  const call = (request: Request) => ({ request, params: {}, context: contextOf(deps) });

  it("begins with the assumed hours and saves what was typed", async () => {
    const browser = await signedInBrowser(deps, presenter);
    const shown = await loader(call(browser.get("/availability/pattern")));
    expect(await shown.json()).toMatchObject({ values: { "days.0.start": "08:00", "days.4.end": "16:00" } });
    const fields = formFields({ "days.1.start": "7.30", "days.1.end": "3pm" });
    const answer = await action(call(browser.post("/availability/pattern", fields)));
    expect(answer.status).toBe(303);
    expect(await hoursOn("2026-12-01")).toBe("07:30 to 15:00");
    expect(await hoursOn("2026-11-30")).toBe("does not work");
  });

  it("says what is wrong beside the day", async () => {
    const browser = await signedInBrowser(deps, presenter);
    const fields = formFields({ "days.0.start": "8", "days.1.start": "08:00", "days.2.start": "10:00", "days.2.end": "9:00" });
    const answer = await action(call(browser.post("/availability/pattern", fields)));
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ errors: { "days.0.start": "Enter a time such as 08:30 or 4pm" } });
    const second = await action(call(browser.post("/availability/pattern", { ...fields, "days.0.start": "" })));
    expect(await second.json()).toMatchObject({
      errors: {
        "days.1.end": "Enter an end time, or empty both",
        "days.2.end": "The end must be later than the start",
      },
    });
  });

  it("shows as many days as asked for, keeps what was typed and copies the first week", async () => {
    const browser = await signedInBrowser(deps, presenter);
    const fields = formFields({ "days.0.start": "07:00", "days.0.end": "15:00" });
    const post = async (over: Readonly<Record<string, string>>) =>
      (await action(call(browser.post("/availability/pattern", { ...fields, ...over })))).json();
    expect(await post({ step: "resize", length: "3" })).toMatchObject({
      values: { shown: "3 weeks", "days.0.start": "07:00" },
    });
    expect(await post({ step: "copy", length: "3", shown: "3 weeks" })).toMatchObject({
      values: { "days.7.start": "07:00", "days.14.end": "15:00", "days.15.start": "" },
    });
    expect(await post({ step: "resize", length: "11" })).toMatchObject({
      errors: { length: "Enter a whole number of weeks from 1 to 10" },
    });
    expect(await opened.db.workingPattern.count()).toBe(0);
  });

  it("takes a second stretch of a day after the first, and shows both again", async () => {
    const browser = await signedInBrowser(deps, presenter);
    const typed = { "days.1.start": "08:00", "days.1.end": "12:00", "days.1.start2": "18:00", "days.1.end2": "21:00" };
    const post = (over: Readonly<Record<string, string>>) =>
      action(call(browser.post("/availability/pattern", { ...formFields({ ...typed, ...over }) })));
    expect(await (await post({ step: "second" })).json()).toMatchObject({ values: { ...typed, stretches: "2" } });
    expect(await (await post({ "days.1.start2": "12:00" })).json()).toMatchObject({
      errors: { "days.1.start2": "The second stretch must begin after the first ends" },
    });
    expect((await post({})).status).toBe(303);
    expect(await hoursOn("2026-12-01")).toBe("08:00 to 12:00 and 18:00 to 21:00");
    const shown = await loader(call(browser.get("/availability/pattern")));
    expect(await shown.json()).toMatchObject({ values: { ...typed, stretches: "2" } });
  });

  it("takes six days on and four off, and tells them as such again", async () => {
    const browser = await signedInBrowser(deps, presenter);
    const rows = Array.from({ length: 10 }, (_, index): [string, string][] => [
      [`days.${index}.start`, index < 6 ? "07:00" : ""],
      [`days.${index}.end`, index < 6 ? "15:00" : ""],
    ]).flat();
    const fields = { ...formFields(Object.fromEntries(rows)), unit: "days", length: "10", shown: "10 days" };
    expect((await action(call(browser.post("/availability/pattern", fields)))).status).toBe(303);
    const works = await Promise.all(["2026-12-05", "2026-12-06", "2026-12-09", "2026-12-10", "2027-03-30"].map(hoursOn));
    expect(works).toEqual([
      "07:00 to 15:00", "does not work", "does not work", "07:00 to 15:00", "07:00 to 15:00",
    ]);
    const shown = await loader(call(browser.get("/availability/pattern")));
    expect(await shown.json()).toMatchObject({
      values: { unit: "days", length: "10", "validFrom.day": "30", "days.5.end": "15:00" },
    });
  });

  it("lists the visits that it would leave outside, then saves with them accepted", async () => {
    const visit = await savedVisit(opened.db, { presenters: [presenter] });
    const browser = await signedInBrowser(deps, presenter);
    const fields = { ...formFields({}), "validFrom.day": "20" };
    const asked = await action(call(browser.post("/availability/pattern", fields)));
    expect(asked.status).toBe(409);
    expect(await asked.json()).toMatchObject({ touchedVisits: [{ id: visit.id }] });
    const saved = await action(call(browser.post("/availability/pattern", { ...fields, accepted: visit.id })));
    expect(saved.status).toBe(303);
  });

  it("is refused to a colleague", async () => {
    const browser = await signedInBrowser(deps, await savedPresenter(opened.db));
    const path = `/availability/pattern?presenter=${presenter.id}`;
    const answer = await thrownResponse(() => action(call(browser.post(path, formFields({})))));
    expect(answer.status).toBe(403);
    expect(await opened.db.workingPattern.count()).toBe(0);
  });
});
