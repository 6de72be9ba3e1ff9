import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findAccountByEmail } from "~/data/accounts.server";
import { queueMail } from "~/data/outgoing-mails.server";
import { action as wordingAction, loader as wordingLoader } from "~/routes/admin.wording";
import { loader as helpLoader } from "~/routes/help";
import { readSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import { DEFAULT_SETTINGS } from "~/domain/settings";
import { action as formatAction, loader as formatLoader } from "~/routes/admin.formats.$id";
import { action as mailAction, loader as mailLoader } from "~/routes/admin.mail.$id._index";
import { action as personAction } from "~/routes/admin.people.$id";
import { action as newPersonAction } from "~/routes/admin.people.new";
import { action as settingsAction, loader as settingsLoader } from "~/routes/admin.settings";
import { action as targetAction, loader as targetLoader } from "~/routes/admin.targets.$id";
import { action as termAction } from "~/routes/admin.terms.$id";
import { loader as termsLoader } from "~/routes/admin.terms._index";
import type { Deps } from "~/services/deps";
import { keepOrganizer } from "~/services/keep-organizer.server";
import { FORMAT_IDS, savedAccount, savedPresenter, savedSchool, savedVisit, type SavedAccount } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { testDeps } from "../../support/deps";
import { signedInBrowser, thrownResponse } from "../../support/office";
import { contextOf } from "../../support/signed-in";

const NOW = new Date("2026-11-16T09:00:00Z");
let opened: TestDatabase;
let deps: Deps;
let manager: SavedAccount;
let browser: Awaited<ReturnType<typeof signedInBrowser>>;

beforeAll(async () => {
  opened = await testDatabase();
});
beforeEach(async () => {
  await opened.reset();
  deps = testDeps(opened.db, NOW);
  manager = await savedAccount(opened.db, ["manager"], { name: "Test manager" });
  browser = await signedInBrowser(deps, manager);
});
afterAll(() => opened.close());

const call = (request: Request, params: Record<string, string> = {}) => ({
  request,
  params,
  context: contextOf(deps),
});
const dateFields = (name: string, day: string): Record<string, string> => {
  const [year = "", month = "", date = ""] = day.split("-");
  return { [`${name}.day`]: date, [`${name}.month`]: month, [`${name}.year`]: year };
};
const bodyOf = async (answer: Response): Promise<unknown> => answer.json();
const fieldsOf = (body: unknown): Record<string, string | string[]> => {
  const values: unknown = typeof body === "object" && body !== null && "values" in body ? body.values : null;
  if (typeof values !== "object" || values === null) throw new Error("No values were answered.");
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)]),
  );
};

describe("people", () => {
  const fields = { intent: "save", name: "Robin Test", roles: ["presenter"], baseName: "", baseEasting: "", baseNorthing: "" };
  const save = (person: { id: string }, over: Record<string, string | string[]>) =>
    personAction(call(browser.post(`/admin/people/${person.id}`, { ...fields, ...over }), { id: person.id }));

  it("are added with roles and a base, once", async () => {
    const typed = { ...fields, email: "Robin@Example.test", baseName: "North station", baseEasting: "458,000", baseNorthing: "304000" };
    const add = () => newPersonAction(call(browser.post("/admin/people/new", typed)));
    expect((await add()).status).toBe(303);
    expect(await findAccountByEmail(opened.db, "robin@example.test")).toMatchObject({ roles: ["presenter"] });
    expect(await opened.db.presenter.findFirstOrThrow()).toMatchObject({ baseName: "North station", baseEasting: 458_000 });
    const again = await add();
    expect(again.status).toBe(409);
    expect(await bodyOf(again)).toMatchObject({ errors: { email: expect.stringContaining("already") } });
  });

  it("need an address, a role and both figures of a grid reference", async () => {
    const typed = { ...fields, roles: [], email: "robin", baseEasting: "458000" };
    const answer = await newPersonAction(call(browser.post("/admin/people/new", typed)));
    expect(answer.status).toBe(422);
    expect(await bodyOf(answer)).toMatchObject({
      errors: { email: "Enter an email address, such as name@example.org", roles: "Select at least one role" },
    });
    const half = { ...typed, email: "robin@example.test", roles: ["presenter"] };
    const second = await newPersonAction(call(browser.post("/admin/people/new", half)));
    expect(await bodyOf(second)).toMatchObject({ errors: { baseNorthing: "Enter both figures of the grid reference" } });
  });

  it("keep the last manager a manager, and in", async () => {
    const refused = await save(manager, { roles: ["coordinator"], rolesSeen: "manager" });
    expect(refused.status).toBe(409);
    expect(await bodyOf(refused)).toMatchObject({ errors: { roles: expect.stringContaining("last manager") } });
    const shutOut = await save(manager, { intent: "shut_out" });
    expect(shutOut.status).toBe(409);
    const second = await savedAccount(opened.db, ["manager"]);
    expect((await save(second, { roles: ["coordinator"], rolesSeen: "manager" })).status).toBe(303);
    expect(await findAccountByEmail(opened.db, second.email)).toMatchObject({ roles: ["coordinator"] });
  });

  it("keep a presenter with visits ahead a presenter", async () => {
    const presenter = await savedPresenter(opened.db);
    await savedVisit(opened.db, { presenters: [presenter] });
    const refused = await save(presenter, { roles: ["analyst"], rolesSeen: "presenter" });
    expect(refused.status).toBe(409);
    expect(await bodyOf(refused)).toMatchObject({ errors: { roles: expect.stringContaining("One visit is still planned") } });
  });

  it("are not overwritten when somebody else changed their roles meanwhile", async () => {
    const person = await savedAccount(opened.db, ["presenter", "coordinator"]);
    const refused = await save(person, { roles: ["presenter"], rolesSeen: "presenter" });
    expect(refused.status).toBe(409);
    expect(await bodyOf(refused)).toMatchObject({ values: { name: "Robin Test" } });
    expect(await findAccountByEmail(opened.db, person.email)).toMatchObject({ roles: ["presenter", "coordinator"] });
  });

  it("are signed out everywhere when they are shut out", async () => {
    const person = await savedAccount(opened.db, ["coordinator"]);
    await signedInBrowser(deps, person);
    expect((await save(person, { intent: "shut_out" })).status).toBe(303);
    expect(await opened.db.signIn.count({ where: { accountId: person.id, revokedAt: null } })).toBe(0);
    expect((await save(person, { intent: "allow" })).status).toBe(303);
    expect(await findAccountByEmail(opened.db, person.email)).toMatchObject({ disabledAt: null });
  });

  it("are for managers alone", async () => {
    const coordinator = await signedInBrowser(deps, await savedAccount(opened.db, ["coordinator"]));
    const refused = await thrownResponse(() =>
      personAction(call(coordinator.post(`/admin/people/${manager.id}`, fields), { id: manager.id })),
    );
    expect(refused.status).toBe(403);
  });
});

describe("terms", () => {
  const post = (id: string, name: string, starts: string, ends: string) => {
    const fields = { intent: "save", authority: "TEST-LA", name, ...dateFields("starts", starts), ...dateFields("ends", ends) };
    return termAction(call(browser.post(`/admin/terms/${id}`, fields), { id }));
  };

  it("are refused when they overlap another of the same authority, which is named", async () => {
    await savedSchool(opened.db);
    expect((await post("new", "Autumn, first half", "2026-08-26", "2026-10-16")).status).toBe(303);
    const refused = await post("new", "Autumn, second half", "2026-10-16", "2026-12-18");
    expect(refused.status).toBe(409);
    expect(await bodyOf(refused)).toMatchObject({
      errors: {
        starts: "These days overlap Autumn, first half (Wednesday 26 August 2026 to Friday 16 October 2026)",
      },
      values: { name: "Autumn, second half" },
    });
    expect(await opened.db.term.count()).toBe(1);
  });

  it("can be changed and removed, each with its history", async () => {
    await savedSchool(opened.db);
    await post("new", "Autumn", "2026-08-26", "2026-10-16");
    const term = await opened.db.term.findFirstOrThrow();
    expect((await post(term.id, "Autumn 1", "2026-08-27", "2026-10-16")).status).toBe(303);
    expect(await opened.db.term.findFirstOrThrow()).toMatchObject({ name: "Autumn 1", academicYear: "2026/27" });
    await termAction(call(browser.post(`/admin/terms/${term.id}`, { intent: "remove" }), { id: term.id }));
    expect(await opened.db.term.count()).toBe(0);
    const history = await opened.db.historyEntry.findMany({ where: { subject: "term" }, orderBy: { id: "asc" } });
    expect(history.map(({ action }) => action)).toEqual(["term_added", "term_changed", "term_removed"]);
  });

  it("are missed for this academic year and the next", async () => {
    await savedSchool(opened.db);
    await post("new", "Autumn", "2026-08-26", "2026-10-16");
    const shown = await termsLoader(call(browser.get("/admin/terms")));
    expect(await bodyOf(shown)).toMatchObject({ authorities: [{ name: "Testshire", yearsWithoutTerms: ["2027/28"] }] });
  });

  it("end by 31 July", async () => {
    await savedSchool(opened.db);
    const answer = await post("new", "Summer", "2027-04-12", "2027-09-03");
    expect(await bodyOf(answer)).toMatchObject({ errors: { ends: "A term must end by 31 July" } });
  });
});

describe("programme years", () => {
  const post = (id: string, over: Record<string, string> = {}) => {
    const dates = { ...dateFields("starts", "2026-08-01"), ...dateFields("ends", "2027-07-31") };
    const fields = { version: "0", name: "Programme year 2026/27", target: "10,000", ...dates, ...over };
    return targetAction(call(browser.post(`/admin/targets/${id}`, fields), { id }));
  };

  it("do not overlap and have names of their own", async () => {
    expect((await post("new")).status).toBe(303);
    const overlapping = await post("new", { name: "Another", ...dateFields("starts", "2027-07-31"), ...dateFields("ends", "2028-07-31") });
    expect(overlapping.status).toBe(409);
    expect(await bodyOf(overlapping)).toMatchObject({
      errors: { starts: expect.stringContaining("overlap Programme year 2026/27 (Saturday 1 August 2026") },
    });
    const sameName = await post("new", { ...dateFields("starts", "2027-08-01"), ...dateFields("ends", "2028-07-31") });
    expect(await bodyOf(sameName)).toMatchObject({ errors: { name: "There is a programme year with this name" } });
  });

  it("are refused when somebody changed them meanwhile", async () => {
    await post("new");
    const { id } = await opened.db.programmeYear.findFirstOrThrow();
    expect((await post(id, { version: "1", target: "12000" })).status).toBe(303);
    expect((await post(id, { version: "1", target: "9000" })).status).toBe(409);
    expect(await opened.db.programmeYear.findFirstOrThrow()).toMatchObject({ target: 12_000, version: 2 });
  });

  it("keep what they cost to the penny, or nothing, and show it again", async () => {
    await post("new", { cost: "£48,250.75" });
    const { id, costPence } = await opened.db.programmeYear.findFirstOrThrow();
    expect(costPence).toBe(4_825_075n);
    const shown = await targetLoader(call(browser.get(`/admin/targets/${id}`), { id }));
    expect(await bodyOf(shown)).toMatchObject({ values: { cost: "48250.75" } });
    const wrong = await post(id, { version: "1", cost: "a lot" });
    expect(wrong.status).toBe(422);
    expect(await bodyOf(wrong)).toMatchObject({ errors: { cost: expect.any(String) }, values: { cost: "a lot" } });
    expect((await post(id, { version: "1", cost: "" })).status).toBe(303);
    expect((await opened.db.programmeYear.findFirstOrThrow()).costPence).toBeNull();
  });
});

describe("formats", () => {
  const shownFields = async (id: string) =>
    fieldsOf(await bodyOf(await formatLoader(call(browser.get(`/admin/formats/${id}`), { id }))));
  const post = (id: string, fields: Record<string, string>) =>
    formatAction(call(browser.post(`/admin/formats/${id}`, { intent: "save", ...fields }), { id }));

  it("are changed with the figures that were shown, and once", async () => {
    const shown = await shownFields(FORMAT_IDS.tutor);
    expect((await post(FORMAT_IDS.tutor, { ...shown, maxMinutes: "35" })).status).toBe(303);
    expect(await opened.db.format.findUniqueOrThrow({ where: { id: FORMAT_IDS.tutor } })).toMatchObject({
      maxMinutes: 35,
      version: 2,
      code: "tutor",
    });
    const second = await post(FORMAT_IDS.tutor, { ...shown, maxMinutes: "40" });
    expect(second.status).toBe(409);
    expect(await bodyOf(second)).toMatchObject({ values: { maxMinutes: "40" } });
  });

  it("say beside the field which figure does not fit", async () => {
    const shown = await shownFields(FORMAT_IDS.tutor);
    const answer = await post(FORMAT_IDS.tutor, { ...shown, defaultMinutes: "90", largestGroup: "0" });
    expect(answer.status).toBe(422);
    expect(await bodyOf(answer)).toMatchObject({
      errors: { largestGroup: "Largest group must be a whole number from 1 to 2,000" },
    });
    const second = await post(FORMAT_IDS.tutor, { ...shown, defaultMinutes: "90" });
    expect(await bodyOf(second)).toMatchObject({
      errors: { defaultMinutes: "Usual length must lie between the shortest and the longest" },
    });
  });

  it("are added, refused under a known name, and retired", async () => {
    const shown = await shownFields(FORMAT_IDS.tutor);
    expect((await post("new", { ...shown, name: "Street talk" })).status).toBe(303);
    expect(await bodyOf(await post("new", { ...shown, name: "Street Talk" }))).toMatchObject({
      errors: { name: "There is, or was, a format with this name" },
    });
    const { id } = await opened.db.format.findUniqueOrThrow({ where: { code: "street-talk" } });
    const retire = { intent: "retire", version: "1", retired: "yes" };
    expect((await post(id, retire)).status).toBe(303);
    expect(await opened.db.format.findUniqueOrThrow({ where: { id } })).toMatchObject({ retiredAt: NOW });
  });
});

describe("settings", () => {
  it("begin with the defaults and ignore what no longer fits", async () => {
    await opened.db.setting.create({ data: { key: "answerWorkingDays", value: "soon" } });
    expect(await readSettings(opened.db)).toMatchObject({
      answerWorkingDays: 5,
      teamPhone: DEFAULT_SETTINGS.teamPhone,
      travel: DEFAULT_SETTINGS.travel,
    });
  });

  it("take the sender of our mail as organizer at the first start and keep it", async () => {
    await keepOrganizer("Sessions team <sessions@example.test>", deps);
    await keepOrganizer("other@example.test", deps);
    const { organizer } = await readSettings(opened.db);
    expect(organizer).toEqual({ name: "Sessions team", email: "sessions@example.test" });
  });

  it("are saved as typed, and once", async () => {
    const shown = fieldsOf(await bodyOf(await settingsLoader(call(browser.get("/admin/settings")))));
    const save = (over: Record<string, string | string[]>) =>
      settingsAction(call(browser.post("/admin/settings", { ...shown, ...over })));
    expect((await save({ answerWorkingDays: "3", "bands.0.speed": "20", opens: "8.45" })).status).toBe(303);
    expect(await readSettings(opened.db)).toMatchObject({
      answerWorkingDays: 3,
      schoolHours: { startMinutes: 525, endMinutes: 930 },
      travel: { speedBands: [{ kilometresPerHour: 20 }, { kilometresPerHour: 40 }], detourFactor: 1.3 },
    });
    expect((await save({ answerWorkingDays: "9" })).status).toBe(409);
    const wrong = await save({ closes: "07:00" });
    expect(await bodyOf(wrong)).toMatchObject({ errors: { closes: "Closing must be later than opening" } });
  });

  it("say whom the programme is for, in the order of the years; nobody at all is refused", async () => {
    const save = async (over: Record<string, string | string[]>) => {
      const shown = fieldsOf(await bodyOf(await settingsLoader(call(browser.get("/admin/settings")))));
      return settingsAction(call(browser.post("/admin/settings", { ...shown, ...over })));
    };
    expect((await save({ eligibleYears: ["9", "8"], eligibleKinds: ["mainstream"], approachDays: "14" })).status).toBe(303);
    const { eligible, approachDays } = await readSettings(opened.db);
    expect({ eligible, approachDays }).toEqual({ eligible: { yearGroups: ["8", "9"], kinds: ["mainstream"] }, approachDays: 14 });
    const nobody = await save({ eligibleYears: [], eligibleKinds: ["everything"], approachDays: "0" });
    expect(nobody.status).toBe(422);
    expect(Object.keys((await nobody.json()).errors).sort()).toEqual(["approachDays", "eligibleKinds.0", "eligibleYears"]);
    expect((await readSettings(opened.db)).eligible.yearGroups).toEqual(["8", "9"]);
  });
});

describe("wording", () => {
  const shown = async () => fieldsOf(await bodyOf(await wordingLoader(call(browser.get("/admin/wording")))));
  const save = async (over: Record<string, string>) =>
    wordingAction(call(browser.post("/admin/wording", { ...(await shown()), ...over })));
  const help = async () => bodyOf(await helpLoader(call(browser.get("/help"))));

  it("of public pages is corrected line by line, and shows at once", async () => {
    const emptied = { "reporting.1.name": "", "reporting.1.what": "", "reporting.1.phone": "", "reporting.1.link": "" };
    const added = { "campaigns.2.name": "Safe Streets", "campaigns.2.what": "A week in May." };
    expect((await save({ ...emptied, ...added, "youngPeople.0.phone": "0800 2222" })).status).toBe(303);
    expect(await help()).toMatchObject({
      wording: {
        reporting: [{ name: "Police, not an emergency" }],
        youngPeople: [{ name: "Childline", phone: "0800 2222" }, { name: "Fearless" }],
        campaigns: [{ name: "Live Safe" }, { name: "Lives Not Knives" }, { name: "Safe Streets", link: "" }],
      },
    });
  });

  it("keeps no number that cannot be dialled, no address that is not safe, and nobody's older page", async () => {
    const wrong = { emergencyPhone: "", "reporting.0.phone": "one-o-one", "reporting.1.link": "http://example.test" };
    expect(await bodyOf(await save(wrong))).toMatchObject({
      errors: {
        emergencyPhone: "Enter the emergency number",
        "reporting.0.phone": "Enter a phone number, such as 0800 1111",
        "reporting.1.link": "Enter an address that begins with https://",
      },
    });
    const old = await shown();
    await save({ area: "Testshire" });
    const late = await wordingAction(call(browser.post("/admin/wording", { ...old, area: "Elsewhere" })));
    expect(late.status).toBe(409);
    expect(await help()).toMatchObject({ wording: { area: "Testshire" } });
  });
});

describe("sent mail", () => {
  const aMail = (occasion: string) =>
    transact(opened.db, (tx) =>
      queueMail(tx, {
        occasion,
        to: { address: "school@example.test", name: "" },
        email: { subject: "A subject", html: "<p>Hello</p>", text: "Hello, 123456" },
        mailDomain: "example.test",
        now: NOW,
      }),
    );
  const open = async (id: string) => bodyOf(await mailLoader(call(browser.get(`/admin/mail/${id}`), { id })));
  const resend = (id: string) => mailAction(call(browser.post(`/admin/mail/${id}`, {}), { id }));

  it("is shown as written and sent again once it failed", async () => {
    const { id } = await aMail("visit-confirmed");
    expect(await open(id)).toMatchObject({ text: "Hello, 123456", canResend: false, mail: { status: "queued" } });
    expect((await resend(id)).status).toBe(409);
    await opened.db.outgoingMail.update({ where: { id }, data: { status: "failed", lastAnswer: "550 No such user" } });
    expect(await open(id)).toMatchObject({ canResend: true, mail: { lastAnswer: "550 No such user" } });
    expect((await resend(id)).status).toBe(303);
    expect(await opened.db.outgoingMail.count({ where: { status: "queued" } })).toBe(1);
  });

  it("hides codes that sign somebody in, and does not send them again", async () => {
    const { id } = await aMail("sign-in-code");
    await opened.db.outgoingMail.update({ where: { id }, data: { status: "failed" } });
    expect(await open(id)).toMatchObject({ text: null, canResend: false });
    expect((await resend(id)).status).toBe(409);
  });
});
