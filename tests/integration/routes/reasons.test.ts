import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findReason, listReasons, listSchoolsReasons } from "~/data/reason-codes.server";
import { action as saveReason, loader as reasonPage } from "~/routes/admin.reasons.$code";
import { loader as reasonsPage } from "~/routes/admin.reasons._index";
import type { Deps } from "~/services/deps";
import { retireReason } from "~/services/save-reason.server";
import { savedAccount, savedRequest, type SavedAccount } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { contextOf, depsAt, requestBy } from "../../support/signed-in";

let test: TestDatabase;
let deps: Deps;
let manager: SavedAccount;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  await test.reset();
  deps = depsAt(test.db, "2026-11-16T12:00:00Z");
  manager = await savedAccount(test.db, ["manager"]);
});
afterAll(() => test.close());

type Form = Record<string, string>;
type Answer = { status: number; errors?: Record<string, string>; values?: Record<string, string> };

const call = async (account: SavedAccount, code: string, form?: Form) => ({
  request: await requestBy(account, deps, "/", form),
  params: { code },
  context: contextOf(deps),
});
async function keep(code: string, form: Form): Promise<Answer> {
  const response = await saveReason(await call(manager, code, form));
  const text = await response.text();
  return { status: response.status, ...(text.startsWith("{") ? JSON.parse(text) : {}) };
}
const retire = (code: string, version = "1", retired = "yes") => keep(code, { intent: "retire", version, retired });
const statusOf = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (thrown: unknown) => (thrown instanceof Response ? thrown.status : Promise.reject(new Error(String(thrown)))),
  );

const FLOOD: Form = { kind: "cancel", label: "Flood or snow!", forSchool: "The roads are closed.", position: "5" };

describe("the managers' reasons", () => {
  it("are added with a code of their first label, which a new label leaves as it is", async () => {
    expect((await keep("new", { ...FLOOD, schoolChooses: "yes" })).status).toBe(303);
    expect(await listSchoolsReasons(test.db, "cancel")).toContainEqual({
      code: "cancel.flood_or_snow",
      label: "Flood or snow!",
      forSchool: "The roads are closed.",
    });
    const page = await (await reasonPage(await call(manager, "cancel.flood_or_snow"))).json();
    expect(page.values).toMatchObject({ label: "Flood or snow!", position: "5", version: "1", schoolChooses: "yes" });
    const renamed = { ...FLOOD, version: "1", label: "Weather", kind: "decline" };
    expect((await keep("cancel.flood_or_snow", renamed)).status).toBe(303);
    expect(await findReason(test.db, "cancel.flood_or_snow")).toMatchObject({ kind: "cancel", label: "Weather", version: 2 });
    // The label is free again; the code is not.
    expect((await keep("new", FLOOD)).status).toBe(303);
    expect(await findReason(test.db, "cancel.flood_or_snow_2")).toMatchObject({ label: "Flood or snow!" });
    const history = await test.db.historyEntry.findMany({ where: { subject: "reason" }, orderBy: { id: "asc" } });
    expect(history.map(({ action, actorId }) => [action, actorId])).toEqual(
      ["reason_added", "reason_changed", "reason_added"].map((action) => [action, manager.id]),
    );
    expect(history[1]?.detail).toMatchObject({ code: "cancel.flood_or_snow" });
  });

  it("keep what was typed where it is refused: nothing entered, a label twice, and a page that is out of date", async () => {
    expect(await keep("new", { label: "", forSchool: "", position: "soon" })).toMatchObject({
      status: 422,
      errors: {
        kind: "Select what it is a reason for",
        label: "Enter a label for the team, such as Illness",
        forSchool: "Enter the sentence that the school reads",
        position: "The position must be a whole number from 0 to 999",
      },
      values: { position: "soon" },
    });
    expect(await keep("new", { ...FLOOD, label: "Illness" })).toMatchObject({
      status: 409,
      errors: { label: expect.stringContaining("this label") },
      values: { forSchool: "The roads are closed." },
    });
    expect((await keep("cancel.illness", { ...FLOOD, version: "1" })).status).toBe(303);
    const stale = await keep("cancel.illness", { ...FLOOD, version: "1", label: "Later" });
    expect(stale).toMatchObject({ status: 409, errors: { form: expect.stringContaining("meanwhile") }, values: { label: "Later" } });
    expect((await retire("cancel.illness")).status).toBe(409);
    expect(await findReason(test.db, "cancel.illness")).toMatchObject({ label: "Flood or snow!", version: 2, retired: false });
    expect(await test.db.historyEntry.count({ where: { subject: "reason" } })).toBe(1);
  });

  it("leave the forms when they are retired, stay with what they were given for, and come back", async () => {
    const request = await savedRequest(test.db, { status: "declined" });
    await test.db.reasonGiven.create({ data: { reasonCode: "decline.duplicate", requestId: request.id } });
    const offered = async () => (await listReasons(test.db, "decline")).map(({ code }) => code);
    expect((await retire("decline.duplicate")).status).toBe(303);
    expect(await offered()).not.toContain("decline.duplicate");
    expect((await listReasons(test.db, "decline", ["decline.duplicate"])).map(({ code }) => code)).toContain("decline.duplicate");
    expect(await test.db.reasonGiven.count({ where: { requestId: request.id } })).toBe(1);
    const { reasons } = await (await reasonsPage(await call(manager, ""))).json();
    expect(reasons.find(({ code }) => code === "decline.duplicate")).toMatchObject({ retired: true });
    expect((await retire("decline.duplicate", "2", "no")).status).toBe(303);
    expect(await offered()).toContain("decline.duplicate");
  });

  it("are never all retired: one of each kind stays, and one that a school may cancel for", async () => {
    const declines = await listReasons(test.db, "decline");
    for (const { code } of declines.slice(1)) expect((await retire(code)).status).toBe(303);
    expect(await retire(declines[0]?.code ?? "")).toMatchObject({
      status: 409,
      errors: { form: "This is the last reason in use for declining a request. Add another one first." },
    });
    const schools = await listSchoolsReasons(test.db, "cancel");
    for (const { code } of schools.slice(1)) expect((await retire(code)).status).toBe(303);
    const last = schools[0]?.code ?? "";
    const refused = { status: 409, errors: { schoolChooses: expect.stringContaining("reason to cancel for") } };
    expect(await retire(last)).toMatchObject(refused);
    // Unticked, schools could not choose it any more either.
    expect(await keep(last, { ...FLOOD, version: "1" })).toMatchObject(refused);
    expect((await keep(last, { ...FLOOD, version: "1", schoolChooses: "yes" })).status).toBe(303);
  });

  it("are not all retired by two managers at once", async () => {
    const actor = { kind: "staff", accountId: manager.id } as const;
    const [first, second, ...others] = await listReasons(test.db, "decline");
    for (const { code } of others) await retire(code);
    const both = [first?.code ?? "", second?.code ?? ""];
    const results = await Promise.all(both.map((code) => retireReason({ code, version: 1, retired: true, actor }, deps)));
    expect(results.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });

  it("are the managers' alone, and a code that is none is not there", async () => {
    const coordinator = await savedAccount(test.db, ["coordinator"]);
    const refused = saveReason(await call(coordinator, "decline.other", { intent: "retire", version: "1", retired: "yes" }));
    expect(await statusOf(refused)).toBe(403);
    expect(await findReason(test.db, "decline.other")).toMatchObject({ retired: false });
    expect(await statusOf(reasonPage(await call(manager, "decline.none")))).toBe(404);
    expect(await statusOf(saveReason(await call(manager, "decline.none", FLOOD)))).toBe(404);
  });
});
