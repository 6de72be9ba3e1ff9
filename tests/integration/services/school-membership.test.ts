import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findBooking, listBookings } from "~/data/booking-requests.server";
import { listMemberships } from "~/data/school-memberships.server";
import { findVisitOfContact } from "~/data/visits.server";
import type { Deps } from "~/services/deps";
import { askForMembership, decideOnMembership } from "~/services/school-membership.server";
import { savedAccount, savedPresenter, savedRequest, savedSchool, savedVisit } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { testDeps } from "../../support/deps";

let test: TestDatabase;
let deps: Deps;

beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  await test.reset();
  deps = testDeps(test.db, "2026-11-23T09:00:00Z");
});
afterAll(() => test.close());

/** Two colleagues of one school, each with a booking of their own; the second's has a visit. */
async function colleagues() {
  const school = await savedSchool(test.db);
  const mine = await savedRequest(test.db, { school });
  const theirs = await savedRequest(test.db, { school, status: "scheduled" });
  const visit = await savedVisit(test.db, {
    request: theirs,
    presenters: [await savedPresenter(test.db)],
    onDate: "2026-12-01",
  });
  const coordinator = await savedAccount(test.db, ["coordinator"]);
  const me = { accountId: mine.contact.id, schoolId: school.id };
  const decide = (from: "requested" | "approved" | "refused" | "ended", to: "approved" | "refused" | "ended") =>
    decideOnMembership({ ...me, from, to, actor: { kind: "staff", accountId: coordinator.id } }, deps);
  const ask = () => askForMembership({ reference: mine.reference, accountId: me.accountId }, deps);
  const seen = async () => {
    const list = await listBookings(test.db, { accountId: me.accountId, shown: "current", page: 1, pageSize: 20 });
    return list.rows.map(({ reference }) => reference).sort();
  };
  return { school, mine, theirs, visit, coordinator, me, decide, ask, seen };
}

const mailsTo = (accountId: string) =>
  test.db.outgoingMail.findMany({ where: { accountId, occasion: "membership-decided" }, orderBy: { createdAt: "asc" } });

describe("a contact of a school", () => {
  it("sees colleagues' bookings and their visits from the team's approval to the end of it, and not before", async () => {
    const { mine, theirs, visit, me, decide, ask, seen } = await colleagues();
    const visitOf = () =>
      findVisitOfContact(test.db, { reference: theirs.reference, visitId: visit.id, accountId: me.accountId });
    expect(await ask()).toEqual({ ok: true });
    expect(await ask()).toEqual({ ok: true });
    expect(await seen()).toEqual([mine.reference]);
    expect(await visitOf()).toBeNull();
    const waiting = await listMemberships(test.db, { status: "requested", page: 1, pageSize: 10 });
    expect(waiting.rows).toMatchObject([{ ...me, reference: mine.reference, email: mine.contact.email }]);

    expect(await decide("requested", "approved")).toEqual({ ok: true });
    expect(await seen()).toEqual([mine.reference, theirs.reference].sort());
    expect(await visitOf()).not.toBeNull();
    const booking = await findBooking(test.db, { reference: theirs.reference, accountId: me.accountId });
    expect(booking).toMatchObject({ isContact: false });

    expect(await decide("approved", "ended")).toEqual({ ok: true });
    expect(await seen()).toEqual([mine.reference]);
    expect(await visitOf()).toBeNull();
    const mails = await mailsTo(me.accountId);
    expect(mails.map(({ subject }) => subject)).toEqual([
      "You are a contact of Oakfield Test School",
      "You are no longer a contact of Oakfield Test School",
    ]);
    const steps = await test.db.historyEntry.findMany({ where: { subject: "membership" }, orderBy: { id: "asc" } });
    expect(steps.map(({ action }) => action)).toEqual(["membership_asked", "membership_approved", "membership_ended"]);
  });

  it("does not see a colleague's sensitive booking, or another school's", async () => {
    const { mine, theirs, school, decide, ask, seen } = await colleagues();
    await savedRequest(test.db, { school, over: { sensitive: true } });
    await savedRequest(test.db);
    await ask();
    await decide("requested", "approved");
    expect(await seen()).toEqual([mine.reference, theirs.reference].sort());
  });

  it("is decided once: a second click changes nothing, and an older page does not win", async () => {
    const { me, decide, ask } = await colleagues();
    await ask();
    const both = await Promise.all([decide("requested", "approved"), decide("requested", "approved")]);
    expect(both.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(1);
    expect(await decide("requested", "refused")).toEqual({ ok: false, reason: "changed_meanwhile" });
    expect(await mailsTo(me.accountId)).toHaveLength(1);
  });

  it("cannot ask again once refused, unless the team changes its mind", async () => {
    const { mine, ask, decide, seen } = await colleagues();
    await ask();
    await decide("requested", "refused");
    expect(await ask()).toEqual({ ok: false, reason: "refused_before" });
    expect(await seen()).toEqual([mine.reference]);
    expect(await decide("refused", "approved")).toEqual({ ok: true });
    expect(await seen()).toHaveLength(2);
  });

  it("is asked for through one's own booking of a known school alone", async () => {
    const { theirs, me } = await colleagues();
    const refused = { ok: false, reason: "not_found" };
    expect(await askForMembership({ reference: theirs.reference, accountId: me.accountId }, deps)).toEqual(refused);
    const outsider = await savedAccount(test.db);
    expect(await askForMembership({ reference: theirs.reference, accountId: outsider.id }, deps)).toEqual(refused);
    expect(await test.db.schoolMembership.count()).toBe(0);
  });
});
