import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listHistory } from "~/data/history.server";
import { action, loader } from "~/routes/visits.$id.disclosure";
import type { Deps } from "~/services/deps";
import { savedAccount, savedPresenter, savedVisit, type SavedAccount, type SavedVisit } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { contextOf, depsAt, requestBy } from "../../support/signed-in";

const PASSED_ON = {
  "on.day": "23",
  "on.month": "11",
  "on.year": "2026",
  at: "10:05",
  passedTo: "safeguarding_lead",
  processStarted: "no",
};

let database: TestDatabase;
let deps: Deps;
let writer: SavedAccount;
let colleague: SavedAccount;
let visit: SavedVisit;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await database.reset();
  deps = depsAt(database.db, "2026-11-23T11:00:00Z");
  writer = await savedPresenter(database.db);
  colleague = await savedPresenter(database.db);
  visit = await savedVisit(database.db, { presenters: [writer, colleague] });
});
afterAll(() => database.close());

const call = async (who: SavedAccount, form?: Record<string, string>) => ({
  request: await requestBy(who, deps, `/visits/${visit.id}/disclosure`, form),
  params: { id: visit.id },
  context: contextOf(deps),
});
const send = async (who: SavedAccount, form: Record<string, string>) => action(await call(who, form));
const notesFor = async (who: SavedAccount) => (await (await loader(await call(who))).json()).notes;

describe("a safeguarding note", () => {
  it("says when and to which role, and is read by its writer, coordinators and managers alone", async () => {
    expect((await send(writer, PASSED_ON)).status).toBe(303);
    const coordinator = await savedAccount(database.db, ["coordinator"]);
    const manager = await savedAccount(database.db, ["manager"]);
    for (const who of [writer, coordinator, manager]) {
      expect(await notesFor(who)).toMatchObject([
        { passedOnAt: "2026-11-23T10:05:00.000Z", passedTo: "safeguarding_lead", processStarted: false },
      ]);
    }
    expect(await notesFor(colleague)).toEqual([]);
  });

  it("leaves a history without details, which the visit's own does not show", async () => {
    await send(writer, PASSED_ON);
    expect(await database.db.$transaction((tx) => listHistory(tx, { visitId: visit.id }))).toEqual([]);
    expect(await database.db.historyEntry.findMany({ where: { subject: "disclosure" } })).toMatchObject([
      { action: "disclosure_noted", actorId: writer.id, detail: {}, visitId: null },
    ]);
  });

  it.each([
    [{ at: "08:59" }, { at: "This is before the visit began" }],
    [{ at: "11:01" }, { at: "This has not come yet" }],
    [{ passedTo: "a friend" }, { passedTo: "Select whom it was passed on to" }],
    [{ at: "" }, { at: "Enter the time at which it was passed on" }],
  ])("refuses %o", async (over, errors) => {
    const answer = await send(writer, { ...PASSED_ON, ...over });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ errors, values: { ...PASSED_ON, ...over } });
    expect(await database.db.disclosureNote.count()).toBe(0);
  });

  it("can be taken back by its writer and not by a colleague; who did so is kept", async () => {
    await send(writer, PASSED_ON);
    const { id } = await database.db.disclosureNote.findFirstOrThrow();
    await send(colleague, { intent: "take_back", id });
    expect(await notesFor(writer)).toHaveLength(1);
    await send(writer, { intent: "take_back", id });
    expect(await notesFor(writer)).toEqual([]);
    expect(await database.db.disclosureNote.findMany()).toMatchObject([{ takenBackById: writer.id }]);
  });
});
