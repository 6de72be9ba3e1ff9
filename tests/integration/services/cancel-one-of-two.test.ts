import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cancelByContact, lookAtChange } from "~/services/ask-another-date.server";
import { cancelVisit, type CancelVisitInput } from "~/services/cancel-visit.server";
import { withdrawRequest } from "~/services/withdraw-request.server";
import { savedAccount, savedRequest, savedVisit, type SavedRequest, type VisitInput } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { testDeps } from "../../support/deps";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(() => database.reset());
afterAll(() => database.close());

const deps = () => testDeps(database.db, "2026-11-09T09:00:00Z");
const over = { calendarDtstampAt: new Date("2026-11-02T09:00:00Z") };

/** Monday 23 November is cancelled; what else the request has is told by each test. */
async function oneOfTwo(other: VisitInput) {
  const request = await savedRequest(database.db, { status: "scheduled" });
  const visit = await savedVisit(database.db, { request, onDate: "2026-11-23", over });
  const second = await savedVisit(database.db, { request, onDate: "2026-11-30", ...other, over: { ...over, ...other.over } });
  return { request, visit, second };
}

async function byTeam(visit: { id: string; version: number }, afterwards: CancelVisitInput["afterwards"]) {
  const actor = { kind: "staff", accountId: (await savedAccount(database.db, ["coordinator"])).id } as const;
  const reasonCodes = ["cancel.illness"];
  return cancelVisit({ visitId: visit.id, version: visit.version, cancelledBy: "team", reasonCodes, note: "", afterwards, actor }, deps());
}

const byContact = ({ id, version }: { id: string; version: number }, { contact }: SavedRequest) =>
  cancelByContact({ visitId: id, version, accountId: contact.id, reasonCodes: ["cancel.school_asked"], note: "" }, deps());

/** With its line breaks taken out. */
async function mailTo({ contact }: SavedRequest): Promise<string> {
  const mail = await database.db.outgoingMail.findFirstOrThrow({
    where: { occasion: "visit-cancelled", toAddress: contact.email },
    orderBy: { id: "desc" },
  });
  return mail.bodyText.replace(/\s+/g, " ");
}

const statusOf = async ({ id }: SavedRequest) =>
  (await database.db.bookingRequest.findUniqueOrThrow({ where: { id } })).status;

describe("cancelling one of two visits", () => {
  it("by the school leaves the other, and says so before and after instead of that the request is closed", async () => {
    const { request, visit } = await oneOfTwo({});
    const shown = await lookAtChange({ visitId: visit.id, accountId: request.contact.id }, deps());
    expect(shown?.beside).toEqual({ open: 1, toComeOn: ["2026-11-30"], tookPlace: 0 });
    expect(await byContact(visit, request)).toEqual({ ok: true });
    expect(await statusOf(request)).toBe("scheduled");
    const mail = await mailTo(request);
    expect(mail).toContain("Monday 30 November 2026");
    expect(mail).toContain("stays as planned");
    expect(mail).not.toMatch(/request is closed/);
  });

  it("by the team promises no other day that nobody would be looking for", async () => {
    const { request, visit } = await oneOfTwo({});
    expect(await byTeam(visit, "look_again")).toEqual({ ok: true });
    expect(await statusOf(request)).toBe("scheduled");
    const mail = await mailTo(request);
    expect(mail).toContain("Monday 30 November 2026");
    expect(mail).not.toMatch(/looking for another day|answer by/);
  });

  it("speaks of no day where the other is pencilled", async () => {
    const { request, visit } = await oneOfTwo({ status: "pencilled" });
    expect(await byTeam(visit, "others_stand")).toEqual({ ok: true });
    const mail = await mailTo(request);
    expect(mail).toMatch(/other visit of your request stays as planned/);
    expect(mail).not.toContain("30 November");
  });

  it("asks what becomes of the request where the other was cancelled while the page was open", async () => {
    const { request, visit } = await oneOfTwo({ status: "cancelled" });
    expect(await byTeam(visit, "others_stand")).toEqual({ ok: false, reason: "none_left" });
    expect(await byTeam(visit, "look_again")).toEqual({ ok: true });
    expect(await statusOf(request)).toBe("submitted");
    expect(await mailTo(request)).toContain("looking for another day");
  });

  it.each(["look_again", "close"] as const)("completes the request by what has taken place (%s)", async (afterwards) => {
    const { request, visit } = await oneOfTwo({ status: "completed", onDate: "2026-11-02" });
    expect(await byTeam(visit, afterwards)).toEqual({ ok: true });
    expect(await statusOf(request)).toBe("completed");
    const mail = await mailTo(request);
    expect(mail).toContain("Your request is closed");
    expect(mail).not.toMatch(/looking for another day/);
  });

  it("leaves no request without an owner when both are cancelled at the same moment", async () => {
    const { request, visit, second } = await oneOfTwo({});
    const results = await Promise.all([byTeam(visit, "look_again"), byTeam(second, "look_again")]);
    expect(results).toEqual([{ ok: true }, { ok: true }]);
    expect(await statusOf(request)).toBe("submitted");
  });

  it("with the whole request says of none that another stands", async () => {
    const { request } = await oneOfTwo({});
    const { version } = await database.db.bookingRequest.findUniqueOrThrow({ where: { id: request.id } });
    const withdrawn = { reference: request.reference, accountId: request.contact.id, version, reasonCodes: ["cancel.school_asked"] };
    expect(await withdrawRequest(withdrawn, deps())).toEqual({ ok: true });
    const mails = await database.db.outgoingMail.findMany({ where: { occasion: "visit-cancelled", toAddress: request.contact.email } });
    expect(mails).toHaveLength(2);
    for (const { bodyText } of mails) expect(bodyText.replace(/\s+/g, " ")).toContain("Your request is closed");
  });
});
