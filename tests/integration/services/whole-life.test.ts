import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { hashSecret } from "~/lib/secret.server";
import { addDays, instantAt, type Day } from "~/lib/london-time";
import { proveRequest } from "~/services/prove-request.server";
import { recordDelivery } from "~/services/record-delivery.server";
import { remindSchools, thankSchools } from "~/services/remind-schools.server";
import { tellOfUnanswered } from "~/services/remind-team.server";
import { scheduleVisit } from "~/services/schedule-visit.server";
import { settleReadiness, whoSettles } from "~/services/settle-readiness.server";
import { submitRequest } from "~/services/submit-request.server";
import { savedAccount, savedPresenter } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { testDeps } from "../../support/deps";
import { newestCode, savedDraft } from "../../support/request-drafts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(() => database.reset());
afterAll(() => database.close());

const EMAIL = "contact@school.test";
const ASKED = "2026-11-02";
const SCHEDULED = "2026-11-04";
const VISIT = "2026-12-01";

const at = (day: Day, minutes: number) => testDeps(database.db, instantAt(day, minutes));

/** The morning's clock, twice: it makes no difference. */
async function morning(day: Day): Promise<void> {
  for (let run = 0; run < 2; run += 1) {
    await remindSchools(at(day, 435));
    await thankSchools(at(day, 435));
    await tellOfUnanswered(at(day, 435));
  }
}

async function theVisit() {
  return database.db.visit.findFirstOrThrow({
    select: {
      id: true,
      version: true,
      presenters: { select: { presenterId: true } },
      sessions: { select: { id: true, groups: { select: { id: true } } } },
    },
  });
}

async function ask(): Promise<void> {
  const deps = at(ASKED, 600);
  const draft = await savedDraft(database.db, deps.now());
  const sent = await submitRequest({ ...draft, sourceKey: "", viewer: null }, deps);
  expect(sent.ok).toBe(true);
  const proven = await proveRequest(
    { code: await newestCode(database.db, EMAIL), browserToken: draft.browserToken },
    deps,
  );
  expect(proven.ok).toBe(true);
}

async function schedule(): Promise<void> {
  const presenter = await savedPresenter(database.db);
  const coordinator = await savedAccount(database.db, ["coordinator"]);
  const request = await database.db.bookingRequest.findFirstOrThrow({
    select: { reference: true, version: true, groups: { select: { id: true } } },
  });
  const result = await scheduleVisit(
    {
      reference: request.reference,
      version: request.version,
      onDate: VISIT,
      rows: request.groups.map(({ id }) => ({
        groupId: id,
        startMinutes: 550,
        lengthMinutes: 25,
        room: "Hall",
        presenterIds: [presenter.id],
      })),
      overrideReason: "",
      noteForSchool: "",
      noteForTeam: "",
      actor: { kind: "staff", accountId: coordinator.id },
    },
    at(SCHEDULED, 660),
  );
  expect(result.ok).toBe(true);
}

/** As its contact does: with the link of the newest mail. */
async function settleByLink(day: Day): Promise<void> {
  const mail = await database.db.outgoingMail.findFirstOrThrow({
    where: { occasion: "readiness-reminder" },
    select: { bodyText: true },
  });
  const token = /\/readiness\/([\w-]{22})/.exec(mail.bodyText)?.[1] ?? "";
  const deps = at(day, 700);
  const found = await whoSettles(token, deps);
  if (!found) throw new Error("The link of the mail opens nothing");
  expect(await database.db.capability.count({ where: { tokenHash: hashSecret(token) } })).toBe(1);
  const shown = { room: "", equipment: "", meets: "", safeguarding_lead: "", staff_stay: "", needs: "", parents: "" };
  const answers = {
    room: "Hall",
    equipment: "Screen",
    meets: "Reception",
    safeguarding_lead: "Deputy, extension 12",
    staff_stay: "yes",
    needs: "None",
    parents: "yes",
  };
  expect(await settleReadiness({ ...found, answers, shown }, deps)).toMatchObject({ ok: true, settled: 7 });
}

async function record(): Promise<void> {
  const visit = await theVisit();
  const [session] = visit.sessions;
  const [group] = session?.groups ?? [];
  const result = await recordDelivery(
    {
      visitId: visit.id,
      recorder: { accountId: visit.presenters[0]?.presenterId ?? "", isCoordinator: false },
      version: visit.version,
      revision: 0,
      record: {
        basis: "headcount",
        coveredWhat: true,
        coveredWhy: true,
        coveredHelp: true,
        outcomes: [{ sessionId: session?.id ?? "", outcome: "delivered" }],
        counts: [
          {
            sessionId: session?.id ?? "",
            sessionGroupId: group?.id ?? "",
            yearGroup: "9",
            attended: 27,
            novelty: "new",
            sameAsSessionId: null,
          },
        ],
      },
      reasons: [],
      correctionReason: "",
      figuresConfirmed: true,
    },
    at(VISIT, 720),
  );
  expect(result.ok).toBe(true);
}

it("an undisturbed booking brings its school five mails and a code, from asking to the thanks", async () => {
  await ask();
  for (let day = ASKED; day < addDays(VISIT, 40); day = addDays(day, 1)) {
    await morning(day);
    if (day === SCHEDULED) await schedule();
    if (day === "2026-11-20") await settleByLink(day);
    if (day === VISIT) await record();
  }
  const mails = await database.db.outgoingMail.findMany({
    where: { toAddress: EMAIL },
    orderBy: { id: "asc" },
    select: { occasion: true, createdAt: true },
  });
  expect(mails.map(({ occasion, createdAt }) => `${createdAt.toISOString().slice(0, 10)} ${occasion}`)).toEqual([
    "2026-11-02 prove-request-code",
    "2026-11-02 request-received",
    "2026-11-04 visit-confirmed",
    "2026-11-20 readiness-reminder",
    "2026-11-30 day-before",
    "2026-12-02 after-visit",
  ]);
});

it("what nobody settles brings chases, and nothing else", async () => {
  await ask();
  await schedule();
  for (let day = SCHEDULED; day < VISIT; day = addDays(day, 1)) await morning(day);
  const mails = await database.db.outgoingMail.findMany({
    where: { toAddress: EMAIL, createdAt: { gt: instantAt("2026-11-05", 0) } },
    orderBy: { id: "asc" },
    select: { occasion: true },
  });
  expect(mails.map(({ occasion }) => occasion)).toEqual([
    "readiness-reminder",
    "readiness-chase",
    "readiness-chase",
    "day-before",
  ]);
});
