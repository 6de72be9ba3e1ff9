import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dayToColumn } from "~/data/day";
import { saveRefusedOccasions } from "~/data/mail-choices.server";
import { claimNextMail } from "~/data/outgoing-mails.server";
import { READINESS_POINTS } from "~/domain/readiness";
import { addDays, instantAt, type Day } from "~/lib/london-time";
import { cancelVisit } from "~/services/cancel-visit.server";
import { remindSchools, thankSchools } from "~/services/remind-schools.server";
import {
  sendMonthlyFigures,
  tellOfMissingDeliveries,
  tellOfNewRequests,
  tellOfUnanswered,
  tellPresentersTomorrow,
} from "~/services/remind-team.server";
import { settleReadiness } from "~/services/settle-readiness.server";
import { savedAccount, savedPresenter, savedRequest, savedSchool, savedVisit, type VisitInput } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { testDeps } from "../../support/deps";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(() => database.reset());
afterAll(() => database.close());

const SETTLED = {
  room: "Hall",
  equipment: "Screen and sound",
  meets: "Reception",
  safeguarding_lead: "The deputy, extension 12",
  staff_stay: "yes",
  needs: "None",
  parents: "yes",
};
const NOTHING = Object.fromEntries(READINESS_POINTS.map((point) => [point, ""]));

// Monday 23 November 2026; no terms are told, so weekdays are open.
const MONDAY = "2026-11-23";

const at = (day: Day, minutes = 7 * 60 + 15) => testDeps(database.db, instantAt(day, minutes));

/** As scheduling leaves it: with a calendar identity. */
const planned = (input: VisitInput = {}) =>
  savedVisit(database.db, {
    onDate: MONDAY,
    ...input,
    over: { calendarDtstampAt: new Date("2026-11-02T09:00:00Z"), ...input.over },
  });

async function mails(): Promise<{ occasion: string; toAddress: string; subject: string; bodyText: string; createdAt: Date }[]> {
  return database.db.outgoingMail.findMany({
    orderBy: { id: "asc" },
    select: { occasion: true, toAddress: true, subject: true, bodyText: true, createdAt: true },
  });
}
const occasions = async () => (await mails()).map(({ occasion }) => occasion);

/** Runs the school's clock every day from one to another, twice, as two workers would. */
async function liveThrough(from: Day, to: Day): Promise<Map<Day, string[]>> {
  const seen = new Map<Day, string[]>();
  let before = (await mails()).length;
  for (let day = from; day <= to; day = addDays(day, 1)) {
    await Promise.all([remindSchools(at(day)), remindSchools(at(day))]);
    await thankSchools(at(day));
    const now = await mails();
    if (now.length > before) seen.set(day, now.slice(before).map(({ occasion }) => occasion));
    before = now.length;
  }
  return seen;
}

/** With terms up to Christmas, and around the summer. */
async function schoolWithTerms() {
  const school = await savedSchool(database.db);
  const terms = [["2026-09-01", "2026-10-16"], ["2026-11-02", "2026-12-18"], ["2027-04-12", "2027-07-20"], ["2027-09-02", "2027-10-15"]];
  await database.db.term.createMany({
    data: terms.map(([startsOn = "", endsOn = ""], index) => ({
      schoolId: school.id,
      academicYear: startsOn < "2027-08-01" ? "2026/27" : "2027/28",
      name: `Part ${index}`,
      startsOn: dayToColumn(startsOn),
      endsOn: dayToColumn(endsOn),
    })),
  });
  return school;
}

async function settleAll(visitId: string, accountId: string, day: Day): Promise<void> {
  const result = await settleReadiness(
    { visitId, answers: SETTLED, shown: { ...SETTLED, ...NOTHING }, who: { kind: "contact", accountId } },
    at(day),
  );
  expect(result).toEqual({ ok: true, settled: 7, of: 7 });
}

describe("what a school gets before the day", () => {
  it("is reminded seven school days before, and gets the brief on the Friday before a Monday", async () => {
    const visit = await planned();
    const { accountId } = await database.db.visitContact.findFirstOrThrow({ select: { accountId: true } });
    const before = await liveThrough("2026-11-02", "2026-11-12");
    expect([...before]).toEqual([["2026-11-12", ["readiness-reminder"]]]);
    await settleAll(visit.id, accountId, "2026-11-13");
    expect([...(await liveThrough("2026-11-13", MONDAY))]).toEqual([["2026-11-20", ["day-before"]]]);
    const brief = (await mails()).at(-1);
    expect(brief?.bodyText).toContain("The deputy, extension 12");
    expect(brief?.subject).toContain("Monday 23 November 2026");
    expect(brief?.bodyText).not.toContain("Still open");
  });

  it("counts holidays out, and gets the brief four days ahead at most", async () => {
    const request = await savedRequest(database.db, { school: await schoolWithTerms(), status: "scheduled" });
    await planned({ request, onDate: "2026-11-02" });
    const seen = await liveThrough("2026-10-01", "2026-11-01");
    expect([...seen].map(([day, mails]) => [day, ...mails])).toEqual([
      ["2026-10-08", "readiness-reminder"],
      ["2026-10-13", "readiness-chase"],
      ["2026-10-15", "readiness-chase"],
      ["2026-10-29", "day-before"],
    ]);
  });

  it("counts working days before a visit in the holidays", async () => {
    const request = await savedRequest(database.db, { school: await schoolWithTerms(), status: "scheduled" });
    await planned({ request, onDate: "2026-12-30" });
    const seen = await liveThrough("2026-12-01", "2026-12-30");
    expect([...seen].map(([day, mails]) => [day, ...mails])).toEqual([
      ["2026-12-17", "readiness-reminder"],
      ["2026-12-22", "readiness-chase"],
      ["2026-12-24", "readiness-chase"],
      ["2026-12-29", "day-before"],
    ]);
  });

  it("hears nothing ten weeks before a visit in the summer holidays that is planned in them", async () => {
    const request = await savedRequest(database.db, { school: await schoolWithTerms(), status: "scheduled" });
    await planned({ request, onDate: "2027-08-20" });
    const seen = await liveThrough("2027-07-26", "2027-08-20");
    expect([...seen].map(([day, mails]) => [day, ...mails])).toEqual([
      ["2027-08-11", "readiness-reminder"],
      ["2027-08-16", "readiness-chase"],
      ["2027-08-18", "readiness-chase"],
      ["2027-08-19", "day-before"],
    ]);
  });

  it("is asked again while something is open, and no more once all is settled", async () => {
    const visit = await planned();
    const { accountId } = await database.db.visitContact.findFirstOrThrow({ select: { accountId: true } });
    expect([...(await liveThrough("2026-11-10", "2026-11-18"))]).toEqual([
      ["2026-11-12", ["readiness-reminder"]],
      ["2026-11-17", ["readiness-chase"]],
    ]);
    await settleAll(visit.id, accountId, "2026-11-18");
    expect([...(await liveThrough("2026-11-19", "2026-11-19"))]).toEqual([]);
  });

  it("hears nothing of a visit that is cancelled, has begun, or is moved away", async () => {
    const visit = await planned();
    await cancelVisit(
      {
        visitId: visit.id,
        version: visit.version,
        cancelledBy: "team",
        reasonCodes: ["cancel.illness"],
        note: "",
        afterwards: "look_again",
        actor: { kind: "system" },
      },
      at("2026-11-02"),
    );
    const begun = await planned({ onDate: "2026-11-16" });
    await remindSchools(testDeps(database.db, new Date(begun.startsAt.getTime() + 60_000)));
    await remindSchools(at("2026-11-20"));
    expect((await occasions()).filter((occasion) => occasion !== "visit-cancelled")).toEqual([]);
  });

  it("takes back a reminder that has not left when the visit is cancelled", async () => {
    const visit = await planned();
    await remindSchools(at("2026-11-12"));
    await cancelVisit(
      {
        visitId: visit.id,
        version: visit.version,
        cancelledBy: "team",
        reasonCodes: ["cancel.illness"],
        note: "",
        afterwards: "look_again",
        actor: { kind: "system" },
      },
      at("2026-11-12", 8 * 60),
    );
    await claimNextMail(database.db, instantAt("2026-11-12", 8 * 60), 60_000);
    const reminder = await database.db.outgoingMail.findFirstOrThrow({ where: { occasion: "readiness-reminder" } });
    expect(reminder.status).toBe("superseded");
  });

  it("is reminded anew of a visit that has moved", async () => {
    const visit = await planned({ presenters: [] });
    await remindSchools(at("2026-11-12"));
    await database.db.visit.update({
      where: { id: visit.id },
      data: {
        onDate: dayToColumn("2026-12-07"),
        startsAt: instantAt("2026-12-07", 540),
        endsAt: instantAt("2026-12-07", 600),
      },
    });
    await remindSchools(at("2026-11-26"));
    expect(await occasions()).toEqual(["readiness-reminder", "readiness-reminder"]);
  });

  it("gets no mails that its contact has chosen not to get", async () => {
    await planned();
    const { accountId } = await database.db.visitContact.findFirstOrThrow({ select: { accountId: true } });
    await database.db.$transaction((tx) =>
      saveRefusedOccasions(tx, {
        accountId,
        among: ["readiness-reminder", "day-before"],
        refused: ["readiness-reminder"],
        now: new Date("2026-11-02T09:00:00Z"),
      }),
    );
    expect([...(await liveThrough("2026-11-02", MONDAY))]).toEqual([["2026-11-20", ["day-before"]]]);
  });
});

describe("after the visit", () => {
  it("thanks the morning after it is recorded, once, with a link that opens its page alone", async () => {
    const visit = await planned({ status: "completed" });
    await database.db.schoolSession.updateMany({ where: { visitId: visit.id }, data: { status: "delivered" } });
    await thankSchools(at(MONDAY, 18 * 60));
    expect(await occasions()).toEqual([]);
    await thankSchools(at("2026-11-24"));
    await thankSchools(at("2026-11-25"));
    expect(await occasions()).toEqual(["after-visit"]);
    const capability = await database.db.capability.findFirstOrThrow({ where: { purpose: "give_feedback" } });
    expect(capability.visitId).toBe(visit.id);
    expect((await mails())[0]?.bodyText).toMatch(/\/after\/[A-Za-z0-9_-]{22}/);
  });

  it("waits for the record, up to twenty days, and never thanks for a visit without one", async () => {
    const visit = await planned();
    expect([...(await liveThrough("2026-11-24", "2026-12-09"))]).toEqual([]);
    await database.db.visit.update({ where: { id: visit.id }, data: { status: "completed", completedAt: instantAt("2026-12-10", 600) } });
    await database.db.schoolSession.updateMany({ where: { visitId: visit.id }, data: { status: "delivered" } });
    expect([...(await liveThrough("2026-12-11", "2026-12-20"))]).toEqual([["2026-12-11", ["after-visit"]]]);
  });

  it("does not thank for what is corrected to not given before the mail leaves", async () => {
    const visit = await planned({ status: "completed" });
    await database.db.schoolSession.updateMany({ where: { visitId: visit.id }, data: { status: "delivered" } });
    await thankSchools(at("2026-11-24"));
    await database.db.schoolSession.updateMany({ where: { visitId: visit.id }, data: { status: "not_delivered" } });
    expect(await claimNextMail(database.db, instantAt("2026-11-24", 440), 60_000)).toBeNull();
  });

  it("says nothing of a visit where nothing was given, or after twenty days", async () => {
    const none = await planned({ status: "completed" });
    await database.db.schoolSession.updateMany({ where: { visitId: none.id }, data: { status: "not_delivered" } });
    await thankSchools(at("2026-11-24"));
    await database.db.schoolSession.updateMany({ where: { visitId: none.id }, data: { status: "delivered" } });
    await thankSchools(at("2026-12-14"));
    expect(await occasions()).toEqual([]);
  });
});

describe("a request that nobody answers", () => {
  it("brings an apology to the school and one line to each coordinator, once", async () => {
    const coordinator = await savedAccount(database.db, ["coordinator"]);
    const request = await savedRequest(database.db, { answerByOn: "2026-11-09" });
    await savedRequest(database.db, { answerByOn: "2026-11-09", status: "scheduled" });
    await tellOfUnanswered(at("2026-11-09"));
    expect(await occasions()).toEqual([]);
    await tellOfUnanswered(at("2026-11-10"));
    await tellOfUnanswered(at("2026-11-11"));
    expect((await mails()).map(({ occasion, toAddress }) => [occasion, toAddress])).toEqual([
      ["nothing-heard", request.contact.email],
      ["requests-unanswered", coordinator.email],
    ]);
  });

  it("is one line of the next morning's digest, without a hint at what is sensitive", async () => {
    await savedAccount(database.db, ["coordinator"]);
    const proven = { createdAt: new Date("2026-11-20T16:00:00Z"), answerByOn: "2026-11-27" };
    const sensitive = await savedRequest(database.db, { ...proven, status: "awaiting_go_ahead", over: { sensitive: true } });
    const plain = await savedRequest(database.db, proven);
    await tellOfNewRequests(at("2026-11-21"));
    await tellOfNewRequests(at("2026-11-23"));
    await tellOfNewRequests(at("2026-11-24"));
    const [digest, ...others] = await mails();
    expect(others).toEqual([]);
    expect(digest?.bodyText).toContain(sensitive.reference);
    expect(digest?.bodyText).toContain(plain.reference);
    expect(`${digest?.subject} ${digest?.bodyText}`).not.toMatch(/sensitive|incident|go-ahead/i);
  });
});

describe("what presenters and managers get", () => {
  it("lists Monday's visits on Friday evening, for who gives them, and not on Saturday", async () => {
    const presenter = await savedPresenter(database.db);
    await planned({ presenters: [presenter] });
    await planned({ onDate: "2026-11-24", presenters: [presenter] });
    const friday = instantAt("2026-11-20", 17 * 60);
    await tellPresentersTomorrow(testDeps(database.db, friday), friday);
    await tellPresentersTomorrow(testDeps(database.db, friday), friday);
    const saturday = instantAt("2026-11-21", 17 * 60);
    await tellPresentersTomorrow(testDeps(database.db, saturday), saturday);
    const [mail, ...others] = await mails();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ toAddress: presenter.email, subject: "Your visits: Monday 23 November 2026" });
    expect(mail?.bodyText).toContain("09:00 to 09:40");
  });

  it("run late, leaves out what has begun", async () => {
    await planned();
    await tellPresentersTomorrow(at(MONDAY, 12 * 60), instantAt("2026-11-20", 17 * 60));
    expect(await occasions()).toEqual([]);
  });

  it("asks a presenter once for a visit not recorded after two working days", async () => {
    const presenter = await savedPresenter(database.db);
    await planned({ onDate: "2026-11-20", presenters: [presenter] });
    await tellOfMissingDeliveries(at("2026-11-23"));
    expect(await occasions()).toEqual([]);
    await tellOfMissingDeliveries(at("2026-11-24"));
    await tellOfMissingDeliveries(at("2026-11-25"));
    expect((await mails()).map(({ toAddress }) => toAddress)).toEqual([presenter.email]);
  });

  it("brings managers the report's figures once a month", async () => {
    const manager = await savedAccount(database.db, ["manager"]);
    const first = instantAt("2026-12-01", 7 * 60);
    await sendMonthlyFigures(testDeps(database.db, first), first);
    await sendMonthlyFigures(testDeps(database.db, first), first);
    expect(await mails()).toMatchObject([{ toAddress: manager.email, subject: expect.stringContaining("November 2026") }]);
  });
});
