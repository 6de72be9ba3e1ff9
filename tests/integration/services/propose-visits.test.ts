import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getRequestForTeam } from "~/data/request-inbox.server";
import { action as takeOne, loader as showOne } from "~/routes/requests.$reference.proposals";
import { action as takeAll, loader as showAll } from "~/routes/requests.proposals";
import { proposeVisits } from "~/services/propose-visits.server";
import type { Deps } from "~/services/deps";
import {
  FORMAT_IDS,
  savedAccount,
  savedPresenter,
  savedRequest,
  savedSchool,
  savedVisit,
  type SavedAccount,
  type SavedRequest,
} from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { contextOf, depsAt, requestBy } from "../../support/signed-in";

const TUESDAY = "2026-12-01";

let test: TestDatabase;
let deps: Deps;
let coordinator: SavedAccount;

beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  await test.reset();
  deps = depsAt(test.db, "2026-11-23T12:00:00Z");
  coordinator = await savedAccount(test.db, ["coordinator"]);
});
afterAll(() => test.close());

const propose = async ({ id }: SavedRequest, count = 3) =>
  proposeVisits({ request: await getRequestForTeam(test.db, id), count }, deps);

const call = async (path: string, params: Record<string, string>, form?: Record<string, string | readonly string[]>) => ({
  request: await requestBy(coordinator, deps, path, form),
  params,
  context: contextOf(deps),
});

const bodyOf = async (response: Response): Promise<Record<string, unknown>> => JSON.parse(await response.text());

describe("visits proposed for a request", () => {
  it("keep the wish, name who comes and say why; the one taken is scheduled with its reason and its invitations", async () => {
    const far = await savedPresenter(test.db, { name: "Officer Far" });
    const near = await savedPresenter(test.db, { name: "Officer Near" });
    await test.db.presenter.update({ where: { accountId: far.id }, data: { baseEasting: 498_000, baseNorthing: 304_000 } });
    await test.db.presenter.update({ where: { accountId: near.id }, data: { baseEasting: 459_000, baseNorthing: 304_000 } });
    const request = await savedRequest(test.db, { wishOn: TUESDAY });
    const [best, second] = await propose(request);
    expect(best).toMatchObject({ plan: { onDate: TUESDAY }, presenters: ["Officer Near"], wishRank: 0 });
    expect(best?.reasons[0]).toMatch(/^fits wish 1: Tuesday 1 December 2026/);
    expect(second?.wishRank).toBeNull();

    const shown = await bodyOf(await showOne(await call("/", { reference: request.reference })));
    const [proposal]: { plan: string; reasons: string[] }[] = JSON.parse(JSON.stringify(shown.proposals));
    if (!proposal) throw new Error("Nothing is proposed.");
    const form = { version: String(request.version), plan: proposal.plan, because: proposal.reasons.join("; ") };
    const taken = await takeOne(await call("/", { reference: request.reference }, form));
    expect(taken.status).toBe(303);
    const visit = await test.db.visit.findFirstOrThrow({ where: { requestId: request.id } });
    expect(visit).toMatchObject({ status: "scheduled", overrideReason: "" });
    expect(visit.noteForTeam).toContain("fits wish 1");
    const mails = await test.db.outgoingMail.findMany({ where: { visitId: visit.id } });
    expect(mails.map(({ toAddress }) => toAddress).sort()).toEqual([near.email, request.contact.email].sort());
    expect(mails.every(({ icsMethod }) => icsMethod === "REQUEST")).toBe(true);

    const again = await takeOne(await call("/", { reference: request.reference }, form));
    expect(again.status).toBe(409);
    expect(await test.db.visit.count()).toBe(1);
  });

  it("leave out who is taken, who is not qualified, and days that the school says never work", async () => {
    const [busy, unqualified] = [await savedPresenter(test.db), await savedPresenter(test.db)];
    const request = await savedRequest(test.db, { wishOn: TUESDAY, formatId: FORMAT_IDS.tutor });
    const other = await savedRequest(test.db);
    await savedVisit(test.db, {
      request: other,
      presenters: [busy],
      onDate: TUESDAY,
      startMinutes: 8 * 60,
      endMinutes: 16 * 60,
    });
    await test.db.presenterFormat.create({
      data: { presenterId: unqualified.id, formatId: FORMAT_IDS.tutor, qualified: false },
    });
    const found = await propose(request);
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ wishRank }) => wishRank === null)).toBe(true);
    await test.db.requestNeverDay.createMany({
      data: [1, 2, 3, 4].map((weekday, position) => ({ requestId: request.id, weekday, position })),
    });
    for (const { plan } of await propose(request)) expect(new Date(plan.onDate).getUTCDay()).toBe(5);
  });
});

describe("visits that fit, for all requests that wait", () => {
  it("send who has less to do in the weeks of the wish, however far ahead they are", async () => {
    const [busy, free] = [await savedPresenter(test.db, { name: "Adam" }), await savedPresenter(test.db, { name: "Zoe" })];
    for (const day of ["2027-02-01", "2027-02-02", "2027-02-04"]) {
      await savedVisit(test.db, { presenters: [busy], onDate: day, endMinutes: 12 * 60 });
    }
    const [best] = await propose(await savedRequest(test.db, { wishOn: "2027-02-03" }), 1);
    expect(best?.plan.onDate).toBe("2027-02-03");
    expect(best?.presenters).toEqual(["Zoe"]);
    expect(best?.plan.rows.flatMap(({ presenterIds }) => presenterIds)).toEqual([free.id]);
  });

  it("never give one time twice, save nothing by being looked at, and keep the others when one has gone", async () => {
    const presenter = await savedPresenter(test.db);
    const requests = [];
    for (let index = 0; index < 3; index += 1) {
      requests.push(await savedRequest(test.db, { school: await savedSchool(test.db), wishOn: TUESDAY }));
    }
    const shown = await bodyOf(await showAll(await call("/requests/proposals", {})));
    const rows: { reference: string; proposed: { take: string } | null }[] = JSON.parse(JSON.stringify(shown.rows));
    const takes = rows.flatMap(({ proposed }) => (proposed ? [proposed.take] : []));
    expect(takes).toHaveLength(3);
    expect(await test.db.visit.count()).toBe(0);

    // One of the three is decided elsewhere meanwhile.
    await test.db.bookingRequest.update({ where: { id: requests[1]?.id }, data: { version: { increment: 1 } } });
    const answer = await takeAll(await call("/requests/proposals", {}, { take: takes }));
    expect(answer.status).toBe(409);
    expect(await bodyOf(answer)).toMatchObject({ refused: [{ reference: requests[1]?.reference }] });
    const taken = await test.db.commitment.findMany({ where: { presenterId: presenter.id }, orderBy: { startsAt: "asc" } });
    expect(taken).toHaveLength(2);
    expect(taken[0]?.endsAt.getTime()).toBeLessThanOrEqual(taken[1]?.startsAt.getTime() ?? 0);
  });

  it("need something to be ticked", async () => {
    const answer = await takeAll(await call("/requests/proposals", {}, {}));
    expect(await bodyOf(answer)).toMatchObject({ errors: { take: "Select at least one visit" } });
  });
});
