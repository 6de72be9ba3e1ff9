import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { instantAt } from "~/lib/london-time";
import type { MailMessage, MailTransport } from "~/integrations/mail-transport.server";
import { CLOCK_JOBS } from "~/jobs/clock-jobs.server";
import { silentLogger } from "~/lib/logger.server";
import { cancelVisit } from "~/services/cancel-visit.server";
import { changePlace } from "~/services/change-place.server";
import { remindSchools } from "~/services/remind-schools.server";
import { tellOfMissingDeliveries, tellOfNewRequests, tellOfUnanswered, tellPresentersTomorrow } from "~/services/remind-team.server";
import { resendOutgoingMail } from "~/services/resend-mail.server";
import { runClockJobs } from "~/services/run-clock-jobs.server";
import { sendOutgoingMail } from "~/services/send-outgoing-mail.server";
import { settleReadiness } from "~/services/settle-readiness.server";
import { savedAccount, savedPresenter, savedRequest, savedVisit, type SavedVisit, type VisitInput } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { testDeps } from "../../support/deps";

let database: TestDatabase;
let left: MailMessage[];
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await database.reset();
  left = [];
});
afterAll(() => database.close());

type Answer = Awaited<ReturnType<MailTransport["send"]>>;
const TAKEN: Answer = { ok: true, answer: "250 OK" };
const LATER: Answer = { ok: false, kind: "temporary", answer: "421 Try again later" };
const REFUSED: Answer = { ok: false, kind: "permanent", answer: "550 No such mailbox" };

const deps = (now: Date) => testDeps(database.db, now);

/** Sends what is due; `meanwhile` happens while the server has not answered yet. */
async function send(now: Date, answer: Answer = TAKEN, meanwhile: () => Promise<unknown> = async () => undefined) {
  const transport: MailTransport = {
    kind: "smtp",
    verify: () => Promise.resolve(),
    close: () => undefined,
    send: async (message) => {
      if (answer.ok) left.push(message);
      await meanwhile();
      return answer;
    },
  };
  return sendOutgoingMail({ ...deps(now), log: silentLogger(), transport });
}
const leftOf = (address: string) => left.filter(({ to }) => to.address === address).map(({ subject }) => subject);

const tick = (now: Date) => runClockJobs(deps(now), CLOCK_JOBS);
const FRIDAY = "2026-11-20";
const morning = instantAt(FRIDAY, 7 * 60 + 15);
const soon = (minutes: number, from = morning) => new Date(from.getTime() + minutes * 60_000);

/** Monday 23 November; its brief is written on the Friday before. */
async function planned(input: VisitInput = {}) {
  const visit = await savedVisit(database.db, { ...input, over: { calendarDtstampAt: new Date("2026-11-02T09:00:00Z"), ...input.over } });
  const { account } = await database.db.visitContact.findFirstOrThrow({
    where: { visitId: visit.id },
    select: { account: { select: { id: true, email: true } } },
  });
  return { visit, contact: account };
}

async function staff() {
  const { id } = await savedAccount(database.db, ["coordinator"]);
  return { kind: "staff", accountId: id } as const;
}

async function cancel(visit: SavedVisit, now: Date) {
  const actor = { kind: "system" } as const;
  const reasonCodes = ["cancel.illness"];
  const input = { visitId: visit.id, version: visit.version, cancelledBy: "team", reasonCodes, note: "", afterwards: "look_again", actor } as const;
  expect(await cancelVisit(input, deps(now))).toEqual({ ok: true });
}

const statusesOf = async (occasion: string) =>
  (await database.db.outgoingMail.findMany({ where: { occasion }, orderBy: { id: "asc" }, select: { status: true } })).map(({ status }) => status);

describe("a brief that waits", () => {
  it("never leaves once its visit is cancelled, also when it was being sent at that moment", async () => {
    const { visit, contact } = await planned();
    await remindSchools(deps(morning));
    let cancelled = false;
    await send(soon(1), LATER, async () => {
      if (!cancelled) await cancel(visit, soon(1));
      cancelled = true;
    });
    await send(soon(30));
    expect(leftOf(contact.email)).toEqual([expect.stringContaining("Cancelled")]);
    expect(await statusesOf("day-before")).toEqual(["superseded"]);
  });

  it("is not sent again by hand once its visit is cancelled, and stays with its server's answer", async () => {
    const { visit } = await planned();
    await remindSchools(deps(morning));
    await send(soon(1), REFUSED);
    const { id: mailId } = await database.db.outgoingMail.findFirstOrThrow({ where: { occasion: "day-before" } });
    const again = { mailId, actor: await staff() };
    await cancel(visit, soon(2));
    expect(await resendOutgoingMail(again, deps(soon(3)))).toEqual({ ok: false, reason: "out_of_date" });
    expect(await statusesOf("day-before")).toEqual(["failed"]);
  });

  it("is written anew with the other hall, on the same day", async () => {
    const { visit } = await planned();
    await tick(soon(-24 * 60));
    await tick(morning);
    await send(soon(1), LATER);
    const place = { visitId: visit.id, version: visit.version, place: "The new sports hall", note: "", actor: await staff() };
    expect(await changePlace(place, deps(soon(60)))).toEqual({ ok: true });
    await send(soon(61));
    expect(await statusesOf("day-before")).toEqual(["superseded"]);
    await tick(soon(62));
    await send(soon(63));
    expect(await statusesOf("day-before")).toEqual(["superseded", "sent"]);
    const brief = await database.db.outgoingMail.findFirstOrThrow({ where: { occasion: "day-before", status: "sent" } });
    expect(brief.bodyText).toContain("The new sports hall");
    await tick(soon(64));
    expect(await statusesOf("day-before")).toHaveLength(2);
  });

  it("does not go to somebody who is no contact any more", async () => {
    const { contact } = await planned();
    await remindSchools(deps(morning));
    await database.db.visitContact.deleteMany();
    await send(soon(1));
    expect(leftOf(contact.email)).toEqual([]);
  });

  it("asks for nothing that was settled meanwhile", async () => {
    const { visit, contact } = await planned();
    await remindSchools(deps(instantAt("2026-11-12", 435)));
    const shown = { room: "", equipment: "", meets: "", safeguarding_lead: "", staff_stay: "", needs: "", parents: "" } as const;
    const answers = { ...shown, room: "Hall" };
    const who = { kind: "contact", accountId: contact.id } as const;
    expect(await settleReadiness({ visitId: visit.id, answers, shown, who }, deps(instantAt("2026-11-12", 600)))).toMatchObject({ ok: true });
    await send(instantAt("2026-11-12", 660));
    expect(leftOf(contact.email)).toEqual([]);
  });

  it("leaves where nothing has changed", async () => {
    const { contact } = await planned();
    await remindSchools(deps(morning));
    await send(soon(1), LATER);
    await send(soon(30));
    expect(leftOf(contact.email)).toHaveLength(1);
  });
});

describe("the presenters' list of tomorrow", () => {
  const evening = instantAt("2026-11-19", 17 * 60);

  it("that is late is written anew without what is cancelled or has begun", async () => {
    const presenter = await savedPresenter(database.db);
    const { visit } = await planned({ onDate: FRIDAY, presenters: [presenter] });
    await planned({ onDate: FRIDAY, startMinutes: 13 * 60, presenters: [presenter] });
    await tick(soon(-24 * 60, evening));
    await tick(evening);
    await send(soon(1, evening), LATER);
    await cancel(visit, soon(60, evening));
    await send(soon(61, evening));
    await tick(soon(62, evening));
    await send(soon(63, evening));
    const lists = await database.db.outgoingMail.findMany({ where: { occasion: "presenter-tomorrow" }, orderBy: { id: "asc" } });
    expect(lists.map(({ status }) => status)).toEqual(["superseded", "sent"]);
    expect(lists[1]?.bodyText).toContain("13:00");
    expect(lists[1]?.bodyText).not.toContain("09:00 to");
  });

  it("of a day that is over is not sent", async () => {
    const presenter = await savedPresenter(database.db);
    await planned({ onDate: FRIDAY, presenters: [presenter] });
    await tellPresentersTomorrow(deps(evening), evening);
    await send(instantAt(FRIDAY, 16 * 60));
    expect(leftOf(presenter.email)).toEqual([]);
  });
});

describe("what was settled while its mail waited", () => {
  it("is not apologised for, and leaves the coordinators' list", async () => {
    const coordinator = await savedAccount(database.db, ["coordinator"]);
    const answered = await savedRequest(database.db, { answerByOn: "2026-11-19" });
    const waiting = await savedRequest(database.db, { answerByOn: "2026-11-19" });
    await tick(soon(-24 * 60));
    await tick(morning);
    expect(await statusesOf("nothing-heard")).toEqual(["queued", "queued"]);
    await database.db.bookingRequest.update({ where: { id: answered.id }, data: { status: "scheduled" } });
    await send(soon(1));
    expect(leftOf(answered.contact.email)).toEqual([]);
    expect(leftOf(waiting.contact.email)).toHaveLength(1);
    expect(leftOf(coordinator.email)).toEqual([]);
    await tick(soon(2));
    await send(soon(3));
    const list = await database.db.outgoingMail.findFirstOrThrow({ where: { occasion: "requests-unanswered", status: "sent" } });
    expect(list.bodyText).toContain(waiting.reference);
    expect(list.bodyText).not.toContain(answered.reference);
  });

  it("is no new request, and no record that is missing", async () => {
    const coordinator = await savedAccount(database.db, ["coordinator"]);
    const request = await savedRequest(database.db, { createdAt: new Date("2026-11-19T16:00:00Z"), answerByOn: "2026-11-27" });
    const presenter = await savedPresenter(database.db);
    const { visit } = await planned({ onDate: "2026-11-17", presenters: [presenter] });
    await tellOfNewRequests(deps(morning));
    await tellOfMissingDeliveries(deps(morning));
    await tellOfUnanswered(deps(morning));
    await database.db.bookingRequest.update({ where: { id: request.id }, data: { status: "declined", closedAt: morning } });
    await database.db.visit.update({ where: { id: visit.id }, data: { status: "completed", completedAt: morning } });
    await send(soon(1));
    expect(leftOf(coordinator.email)).toEqual([]);
    expect(leftOf(presenter.email)).toEqual([]);
  });
});
