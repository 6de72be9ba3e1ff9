import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startSignIn } from "~/auth/start-sign-in.server";
import { findViewer, requireStaff, requireViewer } from "~/auth/viewer.server";
import { findAccountByEmail, findOrCreateAccount, listStaff } from "~/data/accounts.server";
import { listSignIns } from "~/data/sign-ins.server";
import { newSecret } from "~/lib/secret.server";
import * as accountPage from "~/routes/account";
import * as codePage from "~/routes/sign-in.code";
import * as linkPage from "~/routes/sign-in.link.$token";
import * as signInPage from "~/routes/sign-in._index";
import * as signOutPage from "~/routes/sign-out";
import { askForCode, type AskForCodeInput } from "~/services/ask-for-code.server";
import type { Deps } from "~/services/deps";
import { grantRole, removeRole } from "~/services/grant-role.server";
import { lookAtLink, redeemCode, redeemLink } from "~/services/redeem-code.server";
import { signInWithCode } from "~/services/sign-in.server";
import { savedAccount, savedPresenter, savedRequest, savedVisit } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { contextOf, depsAt, requestBy } from "../../support/signed-in";

const START = "2026-11-02T10:00:00Z";
const ADDRESS = "Pat.Contact@example.test";
const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

let database: TestDatabase;
let deps: Deps;
let browserToken: string;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database.close();
});
beforeEach(async () => {
  await database.reset();
  deps = depsAt(database.db, START);
  browserToken = newSecret(256);
});

const minutesLater = (minutes: number): Deps =>
  depsAt(database.db, new Date(new Date(START).getTime() + minutes * 60_000).toISOString());

const ask = (over: Partial<Pick<AskForCodeInput, "email" | "browserToken" | "sourceKey">> = {}, at = deps) =>
  askForCode({ email: ADDRESS, browserToken, sourceKey: "", purpose: "sign_in", ...over }, at);

/** What the newest mail says. */
async function lastMail(): Promise<{ to: string; text: string; code: string; token: string }> {
  const mail = await database.db.outgoingMail.findFirstOrThrow({
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return {
    to: mail.toAddress,
    text: mail.bodyText,
    code: /^\s*(\d{6})\s*$/m.exec(mail.bodyText)?.[1] ?? "",
    token: /\/sign-in\/link\/([\w-]+)/.exec(mail.bodyText)?.[1] ?? "",
  };
}

const wrong = (code: string): string => (code === "000000" ? "000001" : "000000");

const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  new Request(`http://localhost:3000${path}`, { method: "POST", headers, body: new URLSearchParams(form) });

const cookieOf = (response: Response): string => response.headers.getSetCookie()[0]?.split(";")[0] ?? "";

async function thrownBy(work: Promise<unknown>): Promise<Response> {
  try {
    await work;
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
  throw new Error("Nothing was thrown");
}

describe("asking for a code", () => {
  it("answers the same and sends the same mail whether or not the address is known", async () => {
    await savedAccount(database.db, [], { email: "known@example.test" });
    const known = await ask({ email: "known@example.test" });
    const first = await lastMail();
    const unknown = await ask({ email: "unknown@example.test", browserToken: newSecret(256) });
    const second = await lastMail();
    expect(known).toEqual(unknown);
    expect([first.to, second.to]).toEqual(["known@example.test", "unknown@example.test"]);
    const withoutSecrets = ({ text, code, token }: typeof first) =>
      text.replace(code, "").replaceAll(token, "");
    expect(withoutSecrets(first)).toBe(withoutSecrets(second));
    expect(await findAccountByEmail(database.db, "unknown@example.test")).toBeNull();
  });

  it("keeps nothing that opens anything", async () => {
    await ask();
    const { code, token } = await lastMail();
    const kept = JSON.stringify(await database.db.signInChallenge.findMany());
    for (const secret of [code, token, browserToken]) {
      expect(secret).not.toBe("");
      expect(kept).not.toContain(secret);
    }
  });

  it("refuses a sixth code to one address within a quarter of an hour, from whatever browser", async () => {
    for (let count = 0; count < 5; count += 1)
      expect(await ask({ browserToken: newSecret(256) })).toEqual({ ok: true });
    const refused = { ok: false, reason: "too_many_codes" };
    expect(await ask({ email: ADDRESS.toLowerCase(), browserToken: newSecret(256) })).toEqual(refused);
    expect(await ask({ browserToken: newSecret(256) }, minutesLater(16))).toEqual({ ok: true });
  });

  it("lets an address have twenty codes a day, and a browser ten an hour", async () => {
    const answers = [];
    for (let count = 0; count < 21; count += 1) {
      answers.push(await ask({ browserToken: newSecret(256) }, minutesLater(count * 16)));
    }
    expect(answers.filter(({ ok }) => ok)).toHaveLength(20);
    const later = minutesLater(3 * 24 * 60);
    for (let count = 0; count < 10; count += 1) {
      expect(await ask({ email: `person${count}@example.test` }, later)).toEqual({ ok: true });
    }
    expect((await ask({ email: "person11@example.test" }, later)).ok).toBe(false);
  });

  it("counts the place a request comes from, where it is known", async () => {
    const askFrom = (sourceKey: string, count: number) =>
      ask({ email: `person${count}@example.test`, browserToken: newSecret(256), sourceKey });
    for (let count = 0; count < 60; count += 1) expect((await askFrom("192.0.2.1", count)).ok).toBe(true);
    expect((await askFrom("192.0.2.1", 61)).ok).toBe(false);
    expect((await askFrom("192.0.2.2", 61)).ok).toBe(true);
  });

  it("names the school and the contact where a request is to be proven", async () => {
    const request = await savedRequest(database.db, { status: "unproven" });
    const input = { email: request.contact.email, browserToken, sourceKey: "", requestId: request.id };
    expect(await askForCode({ ...input, purpose: "prove_request" }, deps)).toEqual({ ok: true });
    const mail = await lastMail();
    expect(mail.text).toContain(request.contact.name);
    expect(mail.text).toContain("Oakfield Test School");
    expect(mail.text).toContain("http://localhost:3000/request/prove/");
    const redeemed = await redeemCode({ browserToken, code: mail.code, purpose: "prove_request" }, deps);
    expect(redeemed).toEqual({
      ok: true,
      challenge: { email: request.contact.email, purpose: "prove_request", requestId: request.id },
    });
  });
});

describe("a second click on the code", () => {
  const input = () => ({ browserToken, device: "", replacesTokenHash: null });

  it("signs in as well, in the same browser and within a minute", async () => {
    await ask();
    const { code } = await lastMail();
    const [first, second] = await Promise.all([
      signInWithCode({ ...input(), code }, deps),
      signInWithCode({ ...input(), code }, deps),
    ]);
    expect([first.ok, second.ok]).toEqual([true, true]);
    expect(await signInWithCode({ ...input(), code }, deps)).toMatchObject({ ok: true });
    expect(await signInWithCode({ ...input(), code: wrong(code) }, deps)).toMatchObject({ reason: "used" });
    expect(await signInWithCode({ ...input(), code, browserToken: newSecret(256) }, deps)).toMatchObject({ ok: false });
    expect(await signInWithCode({ ...input(), code }, minutesLater(2))).toMatchObject({ reason: "used" });
  });
});

describe("using a code", () => {
  it("works once, in the browser that asked", async () => {
    await ask();
    const { code } = await lastMail();
    expect(await redeemCode({ browserToken: newSecret(256), code }, deps)).toEqual({
      ok: false,
      reason: "unknown",
    });
    expect(await redeemCode({ browserToken, code }, deps)).toMatchObject({
      ok: true,
      challenge: { email: ADDRESS },
    });
    expect(await redeemCode({ browserToken, code }, deps)).toEqual({ ok: false, reason: "used" });
  });

  it("works for ten minutes", async () => {
    await ask();
    const { code } = await lastMail();
    expect(await redeemCode({ browserToken, code }, minutesLater(10))).toEqual({
      ok: false,
      reason: "expired",
    });
    expect((await redeemCode({ browserToken, code }, minutesLater(9))).ok).toBe(true);
  });

  it("has five tries, and keeps count of them", async () => {
    await ask();
    const { code } = await lastMail();
    const answers = [];
    for (let count = 0; count < 5; count += 1) {
      answers.push(await redeemCode({ browserToken, code: wrong(code) }, deps));
    }
    expect(answers.slice(0, 4)).toEqual(
      [4, 3, 2, 1].map((triesLeft) => ({ ok: false, reason: "wrong_code", triesLeft })),
    );
    expect(answers[4]).toEqual({ ok: false, reason: "too_many_tries" });
    expect(await redeemCode({ browserToken, code }, deps)).toEqual({ ok: false, reason: "too_many_tries" });
  });

  it("takes the right code at the fifth try", async () => {
    await ask();
    const { code } = await lastMail();
    for (let count = 0; count < 4; count += 1) await redeemCode({ browserToken, code: wrong(code) }, deps);
    expect((await redeemCode({ browserToken, code }, deps)).ok).toBe(true);
  });

  it("replaces the code before with a new one", async () => {
    await ask();
    const first = await lastMail();
    await ask({}, minutesLater(1));
    const second = await lastMail();
    if (first.code !== second.code) {
      expect(await redeemCode({ browserToken, code: first.code }, minutesLater(2))).toMatchObject({
        ok: false,
      });
    }
    expect((await redeemCode({ browserToken, code: second.code }, minutesLater(2))).ok).toBe(true);
  });

  it("lets one of two that come at once win", async () => {
    await ask();
    const { code, token } = await lastMail();
    const answers = await Promise.all([
      redeemCode({ browserToken, code }, deps),
      redeemLink({ token }, deps),
      redeemLink({ token }, deps),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("stays usable when the work that belongs to it fails", async () => {
    await ask();
    const { code } = await lastMail();
    const failing = redeemCode({ browserToken, code }, deps, () =>
      Promise.reject(new Error("the work failed")),
    );
    await expect(failing).rejects.toThrow("the work failed");
    expect((await redeemCode({ browserToken, code }, deps)).ok).toBe(true);
  });
});

describe("using the link of the mail", () => {
  it("is not used up by looking", async () => {
    await ask();
    const { token } = await lastMail();
    for (let count = 0; count < 3; count += 1) expect((await lookAtLink({ token }, deps)).ok).toBe(true);
    expect((await redeemLink({ token }, deps)).ok).toBe(true);
    expect(await lookAtLink({ token }, deps)).toEqual({
      ok: false,
      reason: "used",
      known: { email: ADDRESS, purpose: "sign_in", requestId: null },
    });
    expect(await lookAtLink({ token: "AAAAAAAAAAAAAAAAAAAAAA" }, deps)).toMatchObject({ reason: "unknown" });
  });

  it("signs in with its button in any browser, and not by being opened", async () => {
    await ask();
    const { token } = await lastMail();
    const params = { token };
    const path = `/sign-in/link/${token}`;
    const args = (request: Request, at = deps) => ({ request, params, context: contextOf(at) });
    const opened = await linkPage.loader(args(new Request(`http://localhost:3000${path}`)));
    expect(opened.status).toBe(200);
    expect(opened.headers.getSetCookie()).toEqual([]);
    const pressed = await linkPage.action(args(post(path, { intent: "sign-in" })));
    expect(pressed.headers.get("Location")).toBe("/bookings");
    const viewer = await findViewer(
      new Request("http://localhost:3000/", { headers: { Cookie: cookieOf(pressed) } }),
      deps,
    );
    expect(viewer).toMatchObject({ email: ADDRESS, roles: ["contact"] });
    expect((await linkPage.action(args(post(path, { intent: "sign-in" })))).status).toBe(409);
  });

  it("sends a new mail when it has run out", async () => {
    await ask();
    const old = await lastMail();
    const later = minutesLater(11);
    const request = post(`/sign-in/link/${old.token}`, { intent: "resend" });
    const answer = await linkPage.action({
      request,
      params: { token: old.token },
      context: contextOf(later),
    });
    expect(answer.headers.get("Location")).toBe("/sign-in/code");
    const fresh = await lastMail();
    expect(fresh.to).toBe(ADDRESS);
    expect(fresh.token).not.toBe(old.token);
    expect((await redeemLink({ token: fresh.token }, later)).ok).toBe(true);
  });
});

describe("signing in", () => {
  const signInPath = async (path: string): Promise<Response> => {
    const asked = await signInPage.action({
      request: post(path, { email: ADDRESS }, { "User-Agent": FIREFOX }),
      params: {},
      context: contextOf(deps),
    });
    const { code } = await lastMail();
    const next = asked.headers.get("Location") ?? "";
    return codePage.action({
      request: post(
        next,
        { code: `${code.slice(0, 3)} ${code.slice(3)}` },
        { Cookie: cookieOf(asked), "User-Agent": FIREFOX },
      ),
      params: {},
      context: contextOf(deps),
    });
  };

  it("goes from the address by the code to the page that was wanted", async () => {
    const answer = await signInPath("/sign-in?to=%2Fbookings%2FKCA-ABC234");
    expect(answer.status).toBe(303);
    expect(answer.headers.get("Location")).toBe("/bookings/KCA-ABC234");
    const account = await findAccountByEmail(database.db, ADDRESS);
    const [signIn] = await listSignIns(database.db, account?.id ?? "", deps.now());
    expect(signIn?.device).toBe("Firefox on Windows");
  });

  it("sends nobody to another site", async () => {
    for (const to of [
      "https://evil.example",
      "//evil.example",
      "/\\evil.example",
      "/sign-out",
      "javascript:alert(1)",
    ]) {
      await database.reset();
      const answer = await signInPath(`/sign-in?to=${encodeURIComponent(to)}`);
      expect(answer.headers.get("Location")).toBe("/bookings");
    }
  });

  it("says what is wrong with an address or a code, and signs nobody in", async () => {
    const request = post("/sign-in", { email: "nobody" });
    const answer = await signInPage.action({ request, params: {}, context: contextOf(deps) });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      errors: { email: expect.stringContaining("correct format") },
    });
    expect(await database.db.outgoingMail.count()).toBe(0);

    const asked = await signInPage.action({
      request: post("/sign-in", { email: ADDRESS }),
      params: {},
      context: contextOf(deps),
    });
    const { code } = await lastMail();
    const Cookie = cookieOf(asked);
    for (const [typed, message] of [
      ["12", "6 numbers"],
      [wrong(code), "4 tries left"],
    ] as const) {
      const refused = await codePage.action({
        request: post("/sign-in/code", { code: typed }, { Cookie }),
        params: {},
        context: contextOf(deps),
      });
      expect(refused.status).toBe(422);
      expect(await refused.json()).toMatchObject({ errors: { code: expect.stringContaining(message) } });
      expect(refused.headers.getSetCookie()).toEqual([]);
    }
  });

  it("makes one account of an address, however it is written and however many come at once", async () => {
    const { db } = database;
    const made = await Promise.all(
      ["pat@example.test", "PAT@example.test", " Pat@Example.test "].map((email) =>
        findOrCreateAccount(db, { email }),
      ),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    const named = await findOrCreateAccount(db, {
      email: "pat@example.test",
      name: "Pat",
      phone: "0116 496 0000",
    });
    const renamed = await findOrCreateAccount(db, { email: "pat@example.test", name: "Somebody else" });
    expect([named.name, renamed.name]).toEqual(["Pat", "Pat"]);
  });

  it("is not open to a closed account", async () => {
    const account = await savedAccount(database.db, ["manager"], { email: ADDRESS });
    await database.db.account.update({ where: { id: account.id }, data: { disabledAt: deps.now() } });
    await ask();
    const { code } = await lastMail();
    const input = { browserToken, code, device: "Test", replacesTokenHash: null };
    expect(await signInWithCode(input, deps)).toEqual({ ok: false, reason: "account_closed" });
    expect(await database.db.signIn.count()).toBe(0);
  });

  it("starts where the work of each role starts", async () => {
    const homes = {
      coordinator: "/requests",
      presenter: "/my-day",
      manager: "/reach",
      analyst: "/reach",
    } as const;
    for (const role of ["coordinator", "presenter", "manager", "analyst"] as const) {
      const request = await requestBy(await savedAccount(database.db, [role]), deps, "/sign-in");
      const answer = await signInPage.loader({ request, params: {}, context: contextOf(deps) });
      expect(answer.headers.get("Location")).toBe(homes[role]);
    }
  });
});

describe("a sign-in", () => {
  const asSeenAt = async (request: Request, at: Deps) => (await findViewer(request.clone(), at)) !== null;

  it("is kept in a cookie that scripts and other sites cannot use", async () => {
    const account = await savedAccount(database.db);
    const plain = await startSignIn(new Request("http://localhost:3000/"), deps, account.id);
    expect(plain).toMatch(/^sign-in=.*HttpOnly; SameSite=Lax$/);
    const secure = await startSignIn(
      new Request("https://x.test/"),
      { ...deps, origin: "https://x.test" },
      account.id,
    );
    expect(secure).toMatch(/^__Host-sign-in=.*Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(secure).not.toMatch(/Domain=/i);
    const token = JSON.parse(
      Buffer.from(decodeURIComponent(/sign-in=([^;]+)/.exec(plain)?.[1] ?? ""), "base64").toString(),
    );
    expect(JSON.stringify(await database.db.signIn.findMany())).not.toContain(token);
  });

  it("ends after thirty days however much it is used, and earlier when it is not", async () => {
    const DAY = 24 * 60;
    const [contact, manager] = [
      await savedAccount(database.db),
      await savedAccount(database.db, ["manager"]),
    ];
    const requests = [await requestBy(contact, deps, "/"), await requestBy(manager, deps, "/")] as const;
    expect(await asSeenAt(requests[1], minutesLater(3 * DAY - 1))).toBe(true);
    expect(await asSeenAt(requests[1], minutesLater(7 * DAY))).toBe(false);
    for (const day of [13, 26, 29.9]) expect(await asSeenAt(requests[0], minutesLater(day * DAY))).toBe(true);
    expect(await asSeenAt(requests[0], minutesLater(30 * DAY))).toBe(false);
  });

  it("writes when it was last seen at most once a minute", async () => {
    const account = await savedAccount(database.db);
    const request = await requestBy(account, deps, "/");
    const lastSeen = async () =>
      (await listSignIns(database.db, account.id, deps.now()))[0]?.lastSeenAt.toISOString();
    await findViewer(request, minutesLater(0.9));
    expect(await lastSeen()).toBe("2026-11-02T10:00:00.000Z");
    await findViewer(request, minutesLater(1));
    expect(await lastSeen()).toBe("2026-11-02T10:01:00.000Z");
  });

  it("ends with signing out, in that browser alone", async () => {
    const account = await savedAccount(database.db);
    const [here, there] = [
      await requestBy(account, deps, "/sign-out", {}),
      await requestBy(account, deps, "/"),
    ];
    const answer = await signOutPage.action({ request: here.clone(), params: {}, context: contextOf(deps) });
    expect(answer.headers.getSetCookie().join()).toMatch(/sign-in=[^,]*Max-Age=0/);
    expect(await findViewer(here, deps)).toBeNull();
    expect(await findViewer(there, deps)).not.toBeNull();
  });

  it("is ended by its owner, one or all others, and by nobody else", async () => {
    const [account, stranger] = [await savedAccount(database.db), await savedAccount(database.db)];
    const other = await requestBy(account, deps, "/");
    const third = await requestBy(account, deps, "/");
    const [latest] = await listSignIns(database.db, account.id, deps.now());
    const act = async (who: typeof account, form: Record<string, string>) => {
      const request = await requestBy(who, deps, "/account", form);
      return accountPage.action({ request, params: {}, context: contextOf(deps) });
    };
    await act(stranger, { intent: "end", signInId: latest?.id ?? "" });
    await act(stranger, { intent: "end-others" });
    expect([await findViewer(other, deps), await findViewer(third, deps)]).not.toContain(null);
    await act(account, { intent: "end", signInId: latest?.id ?? "" });
    const open = [await findViewer(other, deps), await findViewer(third, deps)];
    expect(open.filter((viewer) => viewer === null)).toHaveLength(1);
    await act(account, { intent: "end-others" });
    expect([await findViewer(other, deps), await findViewer(third, deps)]).toEqual([null, null]);
  });

  it("lasts no longer than the account is in use, and follows its roles at once", async () => {
    const account = await savedAccount(database.db, ["manager"]);
    const request = await requestBy(account, deps, "/admin?tab=1");
    expect((await requireStaff(request, deps, ["manager"])).roles).toEqual(["contact", "manager"]);
    await database.db.roleGrant.deleteMany({ where: { accountId: account.id } });
    expect((await thrownBy(requireStaff(request, deps, ["manager"]))).status).toBe(403);
    await database.db.account.update({ where: { id: account.id }, data: { disabledAt: deps.now() } });
    const sentAway = await thrownBy(requireViewer(request, deps));
    expect(sentAway.headers.get("Location")).toBe("/sign-in?to=%2Fadmin%3Ftab%3D1");
  });
});

describe("one's own account", () => {
  it("changes name and phone number, and refuses what is none", async () => {
    const account = await savedAccount(database.db);
    const save = async (form: Record<string, string>) => {
      const request = await requestBy(account, deps, "/account", { intent: "details", ...form });
      return accountPage.action({ request, params: {}, context: contextOf(deps) });
    };
    expect((await save({ name: "Pat Example", phone: "0116 496 0123" })).status).toBe(303);
    expect(await findAccountByEmail(database.db, account.email)).toMatchObject({
      name: "Pat Example",
      phone: "0116 496 0123",
    });
    for (const form of [
      { name: "", phone: "" },
      { name: "Pat", phone: "ring me" },
    ]) {
      expect((await save(form)).status).toBe(422);
    }
    const request = await requestBy(account, deps, "/account");
    const page = await accountPage.loader({ request, params: {}, context: contextOf(deps) });
    expect(await page.json()).toMatchObject({ account: { name: "Pat Example" } });
  });
});

describe("roles", () => {
  const system = { kind: "system" } as const;

  it("of a presenter are refused without a name, which schools would read", async () => {
    const input = { email: "nameless@example.test", role: "presenter", actor: system } as const;
    expect(await grantRole(input, deps)).toEqual({ ok: false, reason: "name_missing" });
    expect(await grantRole({ ...input, role: "manager" }, deps)).toMatchObject({ ok: true });
  });

  it("are given once and written down", async () => {
    const input = {
      email: "new@example.test",
      role: "presenter",
      name: "New Presenter",
      actor: system,
    } as const;
    expect(await grantRole(input, deps)).toMatchObject({ ok: true, changed: true });
    expect(await grantRole(input, deps)).toMatchObject({ ok: true, changed: false });
    expect(await listStaff(database.db)).toMatchObject([{ email: "new@example.test", roles: ["presenter"] }]);
    expect(await database.db.presenter.count()).toBe(1);
    const history = await database.db.historyEntry.findMany({ select: { action: true, detail: true } });
    expect(history).toEqual([{ action: "role_granted", detail: { role: "presenter" } }]);
  });

  it("are not taken from the last manager, or from a presenter with visits ahead", async () => {
    const manager = await savedAccount(database.db, ["manager"]);
    const take = (email: string, role: "manager" | "presenter") =>
      removeRole({ email, role, actor: system }, deps);
    expect(await take(manager.email, "manager")).toEqual({ ok: false, reason: "last_manager" });
    await savedAccount(database.db, ["manager"]);
    expect(await take(manager.email, "manager")).toMatchObject({ ok: true, changed: true });
    const [busy, free] = [await savedPresenter(database.db), await savedPresenter(database.db)];
    await savedVisit(database.db, { presenters: [busy] });
    expect(await take(busy.email, "presenter")).toEqual({ ok: false, reason: "has_visits", visits: 1 });
    expect(await take(free.email, "presenter")).toMatchObject({ ok: true, changed: true });
    expect(await take("nobody@example.test", "presenter")).toEqual({ ok: false, reason: "unknown_account" });
  });
});
