import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { loadDeliveryForm, recordDelivery } from "~/services/record-delivery.server";
import { savedAccount, savedVisit } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { aDeliveryInput, delivered } from "../../support/delivered";
import { depsAt } from "../../support/signed-in";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(() => database.reset());
afterAll(() => database.close());

it("keeps who corrected what, from what to what and why; the second of two at once sees the first", async () => {
  const first = await savedVisit(database.db);
  const deps = depsAt(database.db, "2026-11-23T11:00:00Z");
  const visit = await delivered(first, deps);
  const coordinator = await savedAccount(database.db, ["coordinator"], { name: "Alex Office" });
  const recorder = { accountId: coordinator.id, isCoordinator: true };
  const correction = aDeliveryInput(
    visit,
    { attended: 30, novelty: "mixed" },
    { recorder, revision: 1, correctionReason: "The school register says so." },
  );
  expect(await recordDelivery({ ...correction, correctionReason: " " }, deps)).toEqual({
    ok: false,
    reason: "no_correction_reason",
  });
  expect(await recordDelivery(correction, deps)).toMatchObject({ ok: true, revision: 2 });
  const late = aDeliveryInput(visit, { attended: 29 }, { revision: 1, correctionReason: "I counted again." });
  expect(await recordDelivery(late, deps)).toEqual({ ok: false, reason: "changed_meanwhile" });

  const viewer = { accountId: visit.presenterIds[0] ?? "", isCoordinator: false };
  const form = await loadDeliveryForm({ visitId: visit.id, viewer }, deps);
  const label = visit.sessions[0]?.groups[0]?.label ?? "";
  expect(form?.revisions).toMatchObject([
    {
      revision: 2,
      recordedByName: "Alex Office",
      source: "coordinator",
      attended: 30,
      reason: "The school register says so.",
      changes: [`${label}: 28 to 30 students`, `${label}: all new to some new`],
    },
    { revision: 1, source: "presenter", attended: 28, reason: "", changes: [] },
  ]);
});
