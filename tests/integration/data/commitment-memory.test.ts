import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { recallCommitments } from "~/data/commitment-memory.server";
import { listCommitments, type CommitmentSpan } from "~/data/commitments.server";
import type { Db } from "~/data/db.server";
import { savedPresenter, savedRequest, savedSchool, savedVisit, type SavedAccount } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";

let database: TestDatabase;
let db: Db;
let presenter: SavedAccount;
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
beforeEach(async () => {
  await database.reset();
  presenter = await savedPresenter(db);
});
afterAll(() => database.close());

const ON = "2030-11-26";
const NOON = new Date(`${ON}T12:00:00Z`);

function span(now = NOON): CommitmentSpan {
  const [from, to] = [new Date(`${ON}T00:00:00Z`), new Date("2030-12-31T00:00:00Z")];
  return { presenterIds: [presenter.id], from, to, now };
}

/** What is recalled must be what a fresh reading finds, whatever happened since it was last asked for. */
async function expectNothingOld(): Promise<void> {
  expect(await recallCommitments(db, span())).toEqual(await listCommitments(db, span()));
}

test("recalled commitments follow every change that a search would notice", async () => {
  const school = await savedSchool(db, { name: "Fernhollow School", easting: 458_000, northing: 304_000 });
  const visit = await savedVisit(db, { school, onDate: ON, presenters: [presenter] });
  const request = await savedRequest(db, { school });
  await expectNothingOld();
  expect(await recallCommitments(db, span())).toHaveLength(1);

  await db.school.update({ where: { id: school.id }, data: { name: "Fernhollow Academy" } });
  await expectNothingOld();
  await db.visit.update({ where: { id: visit.id }, data: { easting: 460_000 } });
  await expectNothingOld();
  const startsAt = new Date("2030-11-27T09:00:00Z");
  const hold = await db.commitment.create({
    data: {
      presenterId: presenter.id,
      requestId: request.id,
      kind: "hold",
      startsAt,
      endsAt: new Date("2030-11-27T10:00:00Z"),
      expiresAt: new Date("2030-11-26T13:00:00Z"),
    },
  });
  await expectNothingOld();
  expect(await recallCommitments(db, span())).toHaveLength(2);
  expect(await recallCommitments(db, span(new Date("2030-11-26T14:00:00Z")))).toHaveLength(1);
  await db.commitment.update({ where: { id: hold.id }, data: { endsAt: new Date("2030-11-27T11:00:00Z") } });
  await expectNothingOld();
  await db.commitment.delete({ where: { id: hold.id } });
  await expectNothingOld();
  await db.commitment.deleteMany({ where: { visitId: visit.id } });
  await expectNothingOld();
  expect(await recallCommitments(db, span())).toHaveLength(0);
});
