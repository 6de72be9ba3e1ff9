import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { NO_ANSWERS } from "~/domain/readiness";
import { action as writeOnPage } from "~/routes/bookings.$reference.messages";
import { instantAt } from "~/lib/london-time";
import { askAnotherDate, cancelByContact, keepInSpiteOfWish, lookAtChange, whoChanges } from "~/services/ask-another-date.server";
import { lookAtDaySheet } from "~/services/day-sheet.server";
import { lookAtReadiness, settleReadiness, whoSettles } from "~/services/settle-readiness.server";
import { askSchool, lookAtThread, whoAnswersQuestion, writeToTeam } from "~/services/write-message.server";
import { findAskedMove } from "~/data/asked-moves.server";
import { createCapability } from "~/data/capabilities.server";
import { savedAccount, savedPresenter, savedRequest, savedVisit, type VisitInput } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { contextOf, requestBy } from "../../support/signed-in";
import { testDeps } from "../../support/deps";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(() => database.reset());
afterAll(() => database.close());

const NOW = "2026-11-16T09:00:00Z";
const deps = (now: string | Date = NOW) => testDeps(database.db, now);

/** Monday 23 November 2026, five school days ahead, as scheduling leaves it. */
async function planned(input: VisitInput = {}) {
  const request = input.request ?? (await savedRequest(database.db, { status: "scheduled" }));
  const over = { calendarDtstampAt: new Date("2026-11-02T09:00:00Z"), ...input.over };
  const visit = await savedVisit(database.db, { ...input, request, over });
  return { visit, request, accountId: request.contact.id };
}

const mailsOf = (occasion: string) =>
  database.db.outgoingMail.findMany({ where: { occasion }, select: { toAddress: true, subject: true, bodyText: true } });

describe("what must be settled before the day", () => {
  it("is shown with what the request says, which settles nothing until it is saved", async () => {
    const request = await savedRequest(database.db, {
      status: "scheduled",
      over: { needsDetails: "A hearing loop", roomDetails: "Gym" },
    });
    const { visit, accountId } = await planned({ request });
    const who = { kind: "contact", accountId } as const;
    const shown = await lookAtReadiness({ visitId: visit.id, who }, deps());
    expect(shown).toMatchObject({ settled: 0, of: 7, answers: { needs: "A hearing loop", room: "Gym", parents: "" } });
    const answers = shown?.answers ?? NO_ANSWERS;
    expect(await settleReadiness({ visitId: visit.id, answers, shown: answers, who }, deps())).toMatchObject({
      ok: true,
      settled: 3,
    });
  });

  it("keeps what a sensitive request says out of the presenters' sheet", async () => {
    const presenter = await savedPresenter(database.db);
    const request = await savedRequest(database.db, {
      status: "scheduled",
      over: { sensitive: true, needsDetails: "what happened", arrivalDetails: "what happened" },
    });
    const { visit, accountId } = await planned({ request, sensitive: true, presenters: [presenter] });
    const who = { kind: "contact", accountId } as const;
    expect(JSON.stringify(await lookAtReadiness({ visitId: visit.id, who }, deps()))).not.toContain("what happened");
    const forPresenter = { visitId: visit.id, accountId: presenter.id, isOffice: false };
    expect(JSON.stringify(await lookAtDaySheet(forPresenter, deps()))).not.toContain("what happened");
    const forOffice = { ...forPresenter, isOffice: true };
    expect(JSON.stringify(await lookAtDaySheet(forOffice, deps()))).toContain("what happened");
  });

  it("merges what two people save at once, and refuses an answer that the other has changed", async () => {
    const { visit, accountId } = await planned();
    const coordinator = await savedAccount(database.db, ["coordinator"]);
    const contact = { visitId: visit.id, who: { kind: "contact", accountId } as const };
    const staff = { visitId: visit.id, who: { kind: "staff", accountId: coordinator.id } as const };
    const save = (by: typeof contact | typeof staff, answers: Partial<typeof NO_ANSWERS>) =>
      settleReadiness({ ...by, answers: { ...NO_ANSWERS, ...answers }, shown: NO_ANSWERS }, deps());
    expect(await save(contact, { room: "Hall" })).toMatchObject({ ok: true, settled: 1 });
    expect(await save(staff, { meets: "Reception" })).toMatchObject({ ok: true, settled: 2 });
    expect(await save(staff, { room: "Gym" })).toEqual({ ok: false, reason: "changed_meanwhile" });
    const stranger = { visitId: visit.id, who: { kind: "contact", accountId: (await savedAccount(database.db)).id } as const };
    expect(await save(stranger, { room: "Gym" })).toEqual({ ok: false, reason: "not_found" });
  });

  it("refuses a visit that is over, and a link of another purpose, too old, or of somebody who left", async () => {
    const { visit, accountId } = await planned();
    const late = deps(new Date(visit.endsAt.getTime() + 1));
    const input = { visitId: visit.id, answers: NO_ANSWERS, shown: NO_ANSWERS, who: { kind: "contact", accountId } as const };
    expect(await settleReadiness(input, late)).toEqual({ ok: false, reason: "over" });
    const token = await database.db.$transaction((tx) =>
      createCapability(tx, {
        purpose: "settle_readiness",
        accountId,
        visitId: visit.id,
        expiresAt: instantAt("2026-11-25", 0),
        now: new Date(NOW),
      }),
    );
    expect(await whoSettles(token, deps())).toMatchObject({ visitId: visit.id });
    expect(await whoChanges(token, deps())).toBeNull();
    expect(await whoSettles(token, deps("2026-11-26T09:00:00Z"))).toBeNull();
    await database.db.visitContact.deleteMany();
    expect(await whoSettles(token, deps())).toBeNull();
  });
});

describe("a school that changes its booking by itself", () => {
  it("asks for another date: the visit stands, is marked, and coordinators are told at once", async () => {
    const coordinator = await savedAccount(database.db, ["coordinator"]);
    const { visit, accountId, request } = await planned();
    const ask = { visitId: visit.id, accountId, note: "Any Tuesday" };
    expect(await askAnotherDate({ ...ask, note: " " }, deps())).toEqual({ ok: false, reason: "no_note" });
    expect(await askAnotherDate(ask, deps())).toEqual({ ok: true });
    const [mail] = await mailsOf("another-date-asked");
    expect(mail).toMatchObject({ toAddress: coordinator.email, subject: expect.stringContaining(request.reference) });
    expect(mail?.bodyText).toContain("Any Tuesday");
    expect((await database.db.visit.findUniqueOrThrow({ where: { id: visit.id } })).status).toBe("scheduled");
    const keep = { visitId: visit.id, accountId: coordinator.id };
    expect(await keepInSpiteOfWish(keep, deps())).toEqual({ ok: true });
    expect(await keepInSpiteOfWish(keep, deps())).toEqual({ ok: false, reason: "nothing_open" });
  });

  it("says why in coded reasons, which stay with the visit and go to the team; asking again replaces them", async () => {
    const coordinator = await savedAccount(database.db, ["coordinator"]);
    const { visit, accountId } = await planned();
    const ask = { visitId: visit.id, accountId, note: "Any Tuesday" };
    const shown = await lookAtChange(ask, deps());
    expect(shown?.moveReasons.map(({ code }) => code)).toEqual(["move.school_event", "move.room", "move.teachers"]);
    const codesOf = async () =>
      (await database.db.reasonGiven.findMany({ where: { visitId: visit.id }, orderBy: { id: "asc" } })).map(({ reasonCode }) => reasonCode);
    await askAnotherDate({ ...ask, reasonCodes: ["move.school_event", "cancel.illness", "none.such"] }, deps());
    expect(await codesOf()).toEqual(["move.school_event"]);
    const [mail] = await mailsOf("another-date-asked");
    expect(mail?.bodyText).toContain("Exam, trip or event at the school");
    await askAnotherDate({ ...ask, reasonCodes: ["move.room"] }, deps("2026-11-16T10:00:00Z"));
    expect(await codesOf()).toEqual(["move.room"]);
    expect(await findAskedMove(database.db, visit.id)).toMatchObject({ note: "Any Tuesday", reasons: ["No suitable room"] });
    await keepInSpiteOfWish({ visitId: visit.id, accountId: coordinator.id }, deps("2026-11-16T11:00:00Z"));
    await askAnotherDate(ask, deps("2026-11-16T12:00:00Z"));
    expect(await findAskedMove(database.db, visit.id)).toMatchObject({ reasons: [] });
    expect(await codesOf()).toEqual(["move.room"]);
  });

  it("asks for the same once more without another word to the team, also by two clicks at once", async () => {
    await savedAccount(database.db, ["coordinator"]);
    const { visit, accountId } = await planned();
    const ask = { visitId: visit.id, accountId, note: "Any Tuesday", reasonCodes: ["move.room", "move.teachers"] };
    await Promise.all([askAnotherDate(ask, deps()), askAnotherDate(ask, deps())]);
    expect(await askAnotherDate({ ...ask, reasonCodes: ["move.teachers", "move.room"] }, deps("2026-11-16T10:00:00Z"))).toEqual({ ok: true });
    expect(await mailsOf("another-date-asked")).toHaveLength(1);
    expect(await database.db.historyEntry.count({ where: { action: "another_date_asked" } })).toBe(1);
    await askAnotherDate({ ...ask, reasonCodes: ["move.room"] }, deps("2026-11-16T11:00:00Z"));
    await askAnotherDate({ ...ask, reasonCodes: ["move.room"], note: "Any Friday" }, deps("2026-11-16T12:00:00Z"));
    expect(await mailsOf("another-date-asked")).toHaveLength(3);
  });

  it("counts working days up to a visit in the holidays: twelve days ahead is not too near", async () => {
    const { visit, accountId, request } = await planned({ onDate: "2026-12-30" });
    await database.db.term.create({
      data: {
        schoolId: request.schoolId ?? "",
        academicYear: "2026/27",
        name: "Autumn",
        startsOn: new Date("2026-09-01"),
        endsOn: new Date("2026-12-18"),
      },
    });
    const ask = { visitId: visit.id, accountId, note: "In January" };
    expect(await askAnotherDate(ask, deps("2026-12-29T09:00:00Z"))).toEqual({ ok: false, reason: "too_late" });
    expect(await askAnotherDate(ask, deps("2026-12-18T09:00:00Z"))).toEqual({ ok: true });
  });

  it("is asked to ring instead when the day is nearer than the setting allows", async () => {
    const { visit, accountId } = await planned();
    const ask = { visitId: visit.id, accountId, note: "Any Tuesday" };
    expect(await askAnotherDate(ask, deps("2026-11-20T09:00:00Z"))).toEqual({ ok: false, reason: "too_late" });
    await database.db.setting.create({
      data: { key: "contactChanges", value: { anotherDateSchoolDays: 1, cancelSchoolDays: 2 } },
    });
    expect(await askAnotherDate(ask, deps("2026-11-20T09:00:00Z"))).toEqual({ ok: true });
    const cancel = { visitId: visit.id, accountId, version: visit.version, reasonCodes: ["cancel.illness"], note: "" };
    expect(await cancelByContact(cancel, deps("2026-11-20T09:00:00Z"))).toEqual({ ok: false, reason: "too_late" });
  });

  it("cancels: by the school, with its request, and the coordinators know", async () => {
    const coordinator = await savedAccount(database.db, ["coordinator"]);
    const { visit, accountId, request } = await planned();
    const cancel = { visitId: visit.id, accountId, version: visit.version, note: "" };
    expect(await cancelByContact({ ...cancel, reasonCodes: [] }, deps())).toEqual({ ok: false, reason: "no_reason" });
    const other = await savedAccount(database.db);
    expect(await cancelByContact({ ...cancel, accountId: other.id, reasonCodes: ["cancel.illness"] }, deps())).toEqual({
      ok: false,
      reason: "not_found",
    });
    expect(await cancelByContact({ ...cancel, reasonCodes: ["cancel.illness"] }, deps())).toEqual({ ok: true });
    const after = await database.db.visit.findUniqueOrThrow({ where: { id: visit.id } });
    expect(after).toMatchObject({ status: "cancelled", cancelledBy: "school" });
    expect((await database.db.bookingRequest.findUniqueOrThrow({ where: { id: request.id } })).status).toBe("withdrawn");
    expect((await mailsOf("cancelled-by-school")).map(({ toAddress }) => toAddress)).toEqual([coordinator.email]);
    // To the contact and to the presenter.
    expect(await mailsOf("visit-cancelled")).toHaveLength(2);
  });
});

describe("a question and its thread", () => {
  it("reaches the contact with a link that answers, and the answer reaches the coordinators; a second click adds nothing", async () => {
    const coordinator = await savedAccount(database.db, ["coordinator"]);
    const request = await savedRequest(database.db);
    const actor = { kind: "staff", accountId: coordinator.id } as const;
    const question = { reference: request.reference, body: "Is the hall free?", actor };
    expect(await askSchool(question, deps())).toEqual({ ok: true });
    expect(await askSchool(question, deps())).toEqual({ ok: true });
    const [mail, ...others] = await mailsOf("question-asked");
    expect(others).toEqual([]);
    const token = /\/messages\/([\w-]{22})/.exec(mail?.bodyText ?? "")?.[1] ?? "";
    const who = await whoAnswersQuestion(token, deps());
    if (!who) throw new Error("The link of the mail opens nothing");
    expect(await writeToTeam({ ...who, body: "Yes, all morning" }, deps("2026-11-16T10:00:00Z"))).toEqual({ ok: true });
    expect((await lookAtThread(who, deps()))?.messages.map(({ body, fromTeam }) => [body, fromTeam])).toEqual([
      ["Is the hall free?", true],
      ["Yes, all morning", false],
    ]);
    expect((await mailsOf("question-answered"))[0]?.bodyText).toContain("Yes, all morning");
  });

  it("takes ten messages of a school a day, and keeps what is typed beyond them", async () => {
    await savedAccount(database.db, ["coordinator"]);
    const request = await savedRequest(database.db);
    const write = (body: string, now = NOW) => writeToTeam({ requestId: request.id, accountId: request.contact.id, body }, deps(now));
    for (let number = 1; number <= 10; number += 1) expect(await write(`Message ${number}`)).toEqual({ ok: true });
    expect(await write("Message 11")).toEqual({ ok: false, reason: "too_many_today" });
    expect(await write("Message 10")).toEqual({ ok: true });
    expect(await mailsOf("question-answered")).toHaveLength(10);
    const form = await requestBy(request.contact, deps(), `/bookings/${request.reference}/messages`, { body: "Message 12" });
    const answer = await writeOnPage({ request: form, params: { reference: request.reference }, context: contextOf(deps()) });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ values: { body: "Message 12" }, errors: { body: expect.stringContaining("ring us") } });
    expect(await write("Message 11", "2026-11-17T09:00:01Z")).toEqual({ ok: true });
  });

  it("stays inside the service where the request is sensitive, and with its own contacts", async () => {
    await savedAccount(database.db, ["coordinator"]);
    const request = await savedRequest(database.db, { over: { sensitive: true } });
    const write = { requestId: request.id, accountId: request.contact.id, body: "what happened" };
    expect(await writeToTeam(write, deps())).toEqual({ ok: true });
    expect((await mailsOf("question-answered"))[0]?.bodyText).not.toContain("what happened");
    const stranger = await savedAccount(database.db);
    expect(await writeToTeam({ ...write, accountId: stranger.id }, deps())).toEqual({ ok: false, reason: "not_found" });
  });
});
