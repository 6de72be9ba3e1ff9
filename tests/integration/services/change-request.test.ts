import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { changeAskedFor } from "~/data/booking-requests.server";
import { findFirstDraft } from "~/data/request-drafts.server";
import { yearGroupAudience } from "~/domain/groups";
import type { Wish } from "~/domain/wishes";
import { hashSecret, newSecret } from "~/lib/secret.server";
import type { Deps } from "~/services/deps";
import { saveDraft } from "~/services/save-draft.server";
import { scheduleVisit } from "~/services/schedule-visit.server";
import { signOut } from "~/services/sign-out.server";
import { startAgain, startChange, startForSchool } from "~/services/start-draft.server";
import { submitRequest } from "~/services/submit-request.server";
import { createSignIn } from "~/data/sign-ins.server";
import { FORMAT_IDS, savedAccount, savedPresenter, savedRequest, type SavedRequest } from "../../support/builders";
import { beginChange } from "../../support/change-drafts";
import { testDatabase, type TestDatabase } from "../../support/database";
import { testDeps } from "../../support/deps";
import { draftAnswers } from "../../support/request-drafts";

const NOW = "2026-11-16T09:00:00Z";

let test: TestDatabase;
let deps: Deps;

beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  await test.reset();
  deps = testDeps(test.db, NOW);
});
afterAll(() => test.close());

const students = (label: string) => ({
  formatId: FORMAT_IDS.tutor,
  groups: [{ ...yearGroupAudience("9"), label, expected: 28 }],
});

const onDay = (day: string): Wish => ({
  kind: "date",
  fromOn: day,
  toOn: day,
  weekday: null,
  partOfDay: "morning",
  startMinutes: null,
  periodLabel: "",
});

const texts = { roomDetails: "", arrivalDetails: "", needsDetails: "", noteFromSchool: "" };

const theRequest = (id: string) =>
  test.db.bookingRequest.findUniqueOrThrow({
    where: { id },
    include: { groups: true, wishes: true, contacts: { orderBy: { rank: "asc" } } },
  });

const historyOf = (requestId: string, action: string) => test.db.historyEntry.findMany({ where: { requestId, action } });

async function scheduleIt(request: SavedRequest) {
  const [coordinator, presenter] = [await savedAccount(test.db, ["coordinator"]), await savedPresenter(test.db)];
  return () =>
    scheduleVisit(
      {
        reference: request.reference,
        version: request.version,
        onDate: "2026-11-24",
        rows: request.groups.map(({ id }) => ({
          groupId: id,
          startMinutes: 9 * 60 + 10,
          lengthMinutes: 25,
          room: "Hall",
          presenterIds: [presenter.id],
        })),
        overrideReason: "",
        noteForSchool: "",
        noteForTeam: "",
        actor: { kind: "staff", accountId: coordinator.id },
      },
      deps,
    );
}

describe("changing what is asked for", () => {
  it("begins with what was asked, replaces what changed, and keeps the answer-by day", async () => {
    const request = await savedRequest(test.db, { over: { roomDetails: "Hall" } });
    const before = await theRequest(request.id);
    const change = await beginChange(test.db, deps, request, request.contact, {
      students: students("9C"),
      wishes: [onDay("2026-12-01")],
    });
    expect(change.answers).toMatchObject({
      practicalities: { roomDetails: "Hall" },
      details: { email: request.contact.email },
      rolls: [{ yearGroup: "9", roll: null }],
    });
    expect(await change.send()).toMatchObject({ ok: true, purpose: "change", reference: request.reference });
    const after = await theRequest(request.id);
    expect(after).toMatchObject({
      status: "submitted",
      version: request.version + 1,
      answerByOn: before.answerByOn,
      changedAt: deps.now(),
      roomDetails: "Hall",
      groups: [{ label: "9C" }],
      wishes: [{ fromOn: new Date("2026-12-01") }],
    });
    expect(await historyOf(request.id, "request_changed")).toMatchObject([
      { actorKind: "contact", actorId: request.contact.id, detail: { parts: ["students", "wishes"] } },
    ]);
  });

  it("leaves groups alone when only the room changed, also where a wish has come too near", async () => {
    const request = await savedRequest(test.db, { wishOn: "2026-11-17" });
    const change = await beginChange(test.db, deps, request, request.contact, {
      practicalities: { ...texts, roomDetails: "Studio", afterIncident: false },
    });
    expect(await change.send()).toMatchObject({ ok: true });
    const after = await theRequest(request.id);
    expect(after.roomDetails).toBe("Studio");
    expect(after.groups.map(({ id }) => id)).toEqual(request.groups.map(({ id }) => id));
  });

  it("is done once by a double click, and refused while nothing is other than before", async () => {
    const request = await savedRequest(test.db);
    const change = await beginChange(test.db, deps, request, request.contact);
    expect(await change.send()).toEqual({ ok: false, reason: "nothing_changed" });
    const real = await beginChange(test.db, deps, request, request.contact, { students: students("9C") });
    const answers = await Promise.all([real.send(), real.send()]);
    expect(answers).toEqual([answers[0], answers[0]]);
    expect(answers[0]).toMatchObject({ ok: true });
    expect((await theRequest(request.id)).version).toBe(request.version + 1);
    expect(await historyOf(request.id, "request_changed")).toHaveLength(1);
  });

  it("is refused on an older page, keeps what was typed, and goes through when looked at again", async () => {
    const request = await savedRequest(test.db);
    const first = await beginChange(test.db, deps, request, request.contact, { students: students("9C") });
    const second = await beginChange(test.db, deps, request, request.contact, { wishes: [onDay("2026-12-01")] });
    expect(await first.send()).toMatchObject({ ok: true });
    expect(await second.send()).toEqual({ ok: false, reason: "changed_meanwhile" });
    expect(await second.send(request.version + 1)).toMatchObject({ ok: true });
  });

  it("is refused with what happened once the team has answered", async () => {
    const request = await savedRequest(test.db);
    const change = await beginChange(test.db, deps, request, request.contact, { students: students("9C") });
    expect((await (await scheduleIt(request))()).ok).toBe(true);
    expect(await change.send()).toMatchObject({ ok: false, reason: "already_answered", status: "scheduled" });
    expect(await test.db.requestDraft.count()).toBe(1);
    const again = { reference: request.reference, accountId: request.contact.id, browserHash: "x" };
    expect(await startChange(again, deps)).toEqual({ ok: false, reason: "already_answered" });
  });

  it("against scheduling at the same moment, one of the two wins", async () => {
    for (let round = 0; round < 4; round += 1) {
      const request = await savedRequest(test.db);
      const change = await beginChange(test.db, deps, request, request.contact, { students: students("9C") });
      const schedule = await scheduleIt(request);
      const [changed, scheduled] = await Promise.all([change.send(), schedule()]);
      expect([changed.ok, scheduled.ok].filter(Boolean)).toHaveLength(1);
      const after = await theRequest(request.id);
      expect(after.status).toBe(scheduled.ok ? "scheduled" : "submitted");
      expect(after.groups[0]?.label).toBe(changed.ok ? "9C" : "9A");
      expect(await test.db.visit.count({ where: { requestId: request.id } })).toBe(scheduled.ok ? 1 : 0);
    }
  });

  it("is written only over what was seen: another version or state keeps what it has", async () => {
    const request = await savedRequest(test.db);
    const { version } = request;
    const write = (seen: { version: number; status: "submitted" | "awaiting_go_ahead" }) =>
      test.db.$transaction((tx) =>
        changeAskedFor(tx, {
          ...seen,
          id: request.id,
          to: "submitted",
          columns: {
            ...texts,
            formatId: FORMAT_IDS.tutor,
            sessionsWanted: 1,
            periodsWanted: null,
            sensitive: false,
            roomDetails: "Studio",
          },
          first: { name: "Other", jobTitle: "", phone: "" },
          groups: [],
          wishes: null,
          neverDays: null,
          newlySensitive: false,
          now: deps.now(),
        }),
      );
    expect(await write({ version: version + 1, status: "submitted" })).toBe(false);
    expect(await write({ version, status: "awaiting_go_ahead" })).toBe(false);
    expect(await theRequest(request.id)).toMatchObject({ version, roomDetails: "", groups: [{ label: "9A" }] });
    expect(await write({ version, status: "submitted" })).toBe(true);
  });

  it("tells of an incident afterwards, which waits for a go-ahead, and never takes it back", async () => {
    const request = await savedRequest(test.db, { over: { goAheadAt: null } });
    const incident = (afterIncident: boolean) => ({ practicalities: { ...texts, afterIncident } });
    const change = await beginChange(test.db, deps, request, request.contact, incident(true));
    expect(await change.send()).toMatchObject({ ok: true });
    expect(await theRequest(request.id)).toMatchObject({ sensitive: true, status: "awaiting_go_ahead" });
    const version = request.version + 1;
    const back = await beginChange(test.db, deps, { ...request, version }, request.contact, {
      ...incident(false),
      students: students("9C"),
    });
    expect(await back.send(version)).toMatchObject({ ok: true });
    expect(await theRequest(request.id)).toMatchObject({ sensitive: true, status: "awaiting_go_ahead" });
  });

  it("keeps school and first address, takes another phone number and a second contact", async () => {
    const request = await savedRequest(test.db);
    const details = { name: "Test contact", jobTitle: "Head", phone: "0116 496 0999", second: null };
    const other = await beginChange(test.db, deps, request, request.contact, {
      details: { ...details, email: "someone@else.test" },
    });
    expect(await other.send()).toMatchObject({ ok: false, reason: "out_of_date", step: "details" });
    const change = await beginChange(test.db, deps, request, request.contact, {
      school: draftAnswers(request.schoolId).school && { listed: false, kind: "youth", name: "X", town: "Y", postcode: "Z" },
      details: { ...details, email: request.contact.email, second: { name: "Kit", email: "kit@school.test" } },
    });
    expect(change.answers.school).toMatchObject({ listed: true, schoolId: request.schoolId });
    expect(await change.send()).toMatchObject({ ok: true });
    expect((await theRequest(request.id)).contacts).toMatchObject([
      { phone: "0116 496 0999", jobTitle: "Head" },
      { rank: 2, name: "Kit" },
    ]);
    expect(await test.db.outgoingMail.findMany()).toMatchObject([
      { occasion: "contact-added", toAddress: "kit@school.test" },
    ]);
  });

  it("is for its contacts alone, and goes on where it was begun", async () => {
    const request = await savedRequest(test.db);
    const stranger = await savedAccount(test.db);
    const { reference } = request;
    const browserHash = hashSecret(newSecret(256));
    expect(await startChange({ reference, accountId: stranger.id, browserHash }, deps)).toMatchObject({
      reason: "not_found",
    });
    const own = { reference, accountId: request.contact.id, browserHash };
    const begun = await startChange(own, deps);
    expect(await startChange(own, deps)).toEqual(begun);
    const change = await beginChange(test.db, deps, request, request.contact, { students: students("9C") });
    const viewer = { accountId: stranger.id, email: stranger.email, roles: ["contact"] as const };
    const stolen = { draftId: change.draftId, browserToken: newSecret(256), sourceKey: "", viewer, version: 1 };
    expect(await submitRequest(stolen, deps)).toEqual({ ok: false, reason: "no_draft" });
  });
});

describe("booking again", () => {
  it("fills in all but the dates and what had happened, and asks for rolls in another year", async () => {
    const over = { sensitive: true, needsDetails: "Ramp" };
    const request = await savedRequest(test.db, { status: "declined", over });
    const roll = { schoolId: request.schoolId, academicYear: "2026/27", yearGroup: "9", roll: 181, source: "contact" };
    await test.db.schoolRoll.create({ data: { ...roll, source: "contact", asAtOn: new Date("2026-11-01") } });
    const browserHash = hashSecret(newSecret(256));
    const input = { reference: request.reference, accountId: request.contact.id, browserHash };
    const started = await startAgain(input, deps);
    const draft = await test.db.requestDraft.findFirstOrThrow();
    expect(started).toEqual({ ok: true, draftId: draft.id });
    expect(draft.answers).toMatchObject({
      school: { schoolId: request.schoolId },
      practicalities: { needsDetails: "Ramp", afterIncident: false },
      rolls: [{ yearGroup: "9", roll: 181 }],
    });
    expect(draft.answers).not.toHaveProperty("wishes");
    await startAgain(input, testDeps(test.db, "2027-09-01T09:00:00Z"));
    const later = await test.db.requestDraft.findFirstOrThrow({ where: { id: { not: draft.id } } });
    expect(later.answers).not.toHaveProperty("rolls");
    const stranger = await savedAccount(test.db);
    expect(await startAgain({ ...input, accountId: stranger.id }, deps)).toMatchObject({ reason: "not_found" });
  });
});

describe("entering a request for a school that rang", () => {
  async function entered() {
    const coordinator = await savedAccount(test.db, ["coordinator"], { name: "Jo Coordinator" });
    const browserToken = newSecret(256);
    const browserHash = hashSecret(browserToken);
    const { draftId } = await startForSchool({ accountId: coordinator.id, browserHash }, deps);
    const school = await savedRequest(test.db);
    const { shape: _, ...answer } = draftAnswers(school.schoolId);
    await saveDraft({ draftId, browserHash, answer }, deps);
    const send = (roles: readonly ("contact" | "coordinator")[]) =>
      submitRequest(
        {
          draftId,
          browserToken,
          sourceKey: "",
          viewer: { accountId: coordinator.id, email: coordinator.email, roles },
        },
        deps,
      );
    return { coordinator, draftId, browserHash, send };
  }

  it("is in the inbox at once, says by whom, and writes to the contact without a code", async () => {
    const { coordinator, draftId, send } = await entered();
    const sent = await send(["contact", "coordinator"]);
    expect(sent).toMatchObject({ ok: true, isProven: true, purpose: "for_school", requestId: draftId });
    expect(await send(["contact", "coordinator"])).toEqual(sent);
    expect(await theRequest(draftId)).toMatchObject({
      status: "submitted",
      enteredById: coordinator.id,
      answerByOn: new Date("2026-11-23"),
    });
    const mails = await test.db.outgoingMail.findMany({ where: { requestId: draftId } });
    expect(mails).toMatchObject([{ occasion: "request-received", toAddress: "contact@school.test" }]);
    expect(mails[0]?.bodyText).toContain("Jo Coordinator entered this request for you");
    expect(await historyOf(draftId, "request_entered")).toMatchObject([
      { actorKind: "staff", actorId: coordinator.id, toStatus: "submitted" },
    ]);
    expect(await test.db.schoolRoll.findMany()).toMatchObject([{ source: "coordinator", roll: 182 }]);
    expect(await test.db.requestDraft.count()).toBe(0);
  });

  it("is not for somebody who is a coordinator no more", async () => {
    const { send } = await entered();
    expect(await send(["contact"])).toEqual({ ok: false, reason: "no_draft" });
  });

  it("is read by nobody else in that browser, and goes when the coordinator signs out", async () => {
    const { coordinator, draftId, browserHash } = await entered();
    const look = (accountId: string | null) =>
      findFirstDraft(test.db, { ids: [draftId], browserHash, accountId, now: deps.now() });
    expect(await look(coordinator.id)).toMatchObject({ purpose: "for_school" });
    expect(await look(null)).toBeNull();
    expect(await look((await savedAccount(test.db)).id)).toBeNull();
    const now = deps.now();
    const token = await createSignIn(test.db, { accountId: coordinator.id, device: "", now });
    await signOut({ tokenHash: hashSecret(token), browserHash }, deps);
    expect(await test.db.requestDraft.count()).toBe(0);
  });
});
