import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { queueMail } from "~/data/outgoing-mails.server";
import { action as mailboxAction, loader as mailboxLoader } from "~/routes/admin.mailbox";
import { silentLogger } from "~/lib/logger.server";
import { inviteSchool } from "~/services/approach-school.server";
import type { Deps } from "~/services/deps";
import { resendOutgoingMail } from "~/services/resend-mail.server";
import { sendOutgoingMail } from "~/services/send-outgoing-mail.server";
import { savedAccount, savedSchool, type SavedAccount } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { contextOf, depsAt, requestBy } from "../../support/signed-in";

let test: TestDatabase;
let deps: Deps;
let coordinator: SavedAccount;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  await test.reset();
  deps = depsAt(test.db, "2026-11-30T12:00:00Z");
  coordinator = await savedAccount(test.db, ["coordinator"]);
});
afterAll(() => test.close());

const ADDRESS = "office@oakfield.example";
const later = (day: string) => {
  deps = depsAt(test.db, `${day}T12:00:00Z`);
};
const actor = () => ({ kind: "staff", accountId: coordinator.id }) as const;

async function invite(address = ADDRESS) {
  const { id } = await savedSchool(test.db);
  return inviteSchool({ schoolId: id, email: address, name: "Sam Reed", note: "", actor: actor() }, deps);
}

/** A server that takes no mail for this address. */
const send = (refusing = ADDRESS) =>
  sendOutgoingMail({
    ...deps,
    log: silentLogger(),
    transport: {
      kind: "smtp",
      verify: () => Promise.resolve(),
      close: () => undefined,
      send: ({ to }) =>
        Promise.resolve(
          to.address.toLowerCase() === refusing ? { ok: false, kind: "permanent", answer: "550 No such mailbox" } : { ok: true, answer: "250 OK" },
        ),
    },
  });

const told = () => test.db.outgoingMail.count({ where: { occasion: "mail-undelivered" } });
const call = async (form?: Record<string, string>) => ({
  request: await requestBy(coordinator, deps, "/admin/mailbox", form),
  params: {},
  context: contextOf(deps),
});
const listed = async () => (await (await mailboxLoader(await call())).json()).refused;
const works = async (id: string) => mailboxAction(await call({ intent: "address-works", id }));

describe("an address of nobody's account that mail does not reach", () => {
  it("is told of once, listed, and gets no further invitation", async () => {
    expect(await invite()).toEqual({ ok: true });
    await send();
    expect(await told()).toBe(1);
    expect(await listed()).toMatchObject([{ email: ADDRESS, name: "Sam Reed" }]);
    expect(await invite("Office@oakfield.example")).toEqual({ ok: false, reason: "mail_comes_back" });
    await test.db.$transaction((tx) =>
      queueMail(tx, {
        occasion: "session-invitation",
        to: { address: "Office@Oakfield.example", name: "" },
        email: { subject: "Again", html: "", text: "" },
        mailDomain: "example.test",
        now: deps.now(),
      }),
    );
    await send();
    expect(await told()).toBe(1);
    expect(await listed()).toHaveLength(1);
  });

  it("works again once somebody says so, and is told of anew when mail comes back after that", async () => {
    await invite();
    await send();
    later("2026-12-01");
    const [row] = await listed();
    expect((await works(row?.id ?? "")).status).toBe(303);
    expect(await listed()).toEqual([]);
    expect(await test.db.historyEntry.count({ where: { action: "address_works" } })).toBe(1);
    expect(await invite()).toEqual({ ok: true });
    await send();
    expect(await told()).toBe(2);
    expect(await listed()).toHaveLength(1);
  });

  it("works again once a later mail was taken, or the old one is sent again", async () => {
    await invite();
    await send();
    const { id: mailId } = await test.db.outgoingMail.findFirstOrThrow({ where: { toAddress: ADDRESS } });
    later("2026-12-02");
    expect(await resendOutgoingMail({ mailId, actor: actor() }, deps)).toMatchObject({ ok: true });
    expect(await listed()).toEqual([]);
    await send("nobody@oakfield.example");
    expect(await listed()).toEqual([]);
    expect(await invite()).toEqual({ ok: true });
  });

  it("is no matter of the team's where a code alone was asked for", async () => {
    await test.db.$transaction((tx) =>
      queueMail(tx, {
        occasion: "sign-in-code",
        to: { address: ADDRESS, name: "" },
        email: { subject: "Your code", html: "", text: "" },
        mailDomain: "example.test",
        now: deps.now(),
      }),
    );
    await send();
    expect(await told()).toBe(0);
    expect(await listed()).toEqual([]);
  });
});

describe("saying that an address works again", () => {
  it("of nobody changes nothing and says that there is none", async () => {
    await expect(works(randomUUID())).rejects.toMatchObject({ status: 404 });
    expect(await test.db.historyEntry.count({ where: { action: "address_works" } })).toBe(0);
  });

  it("twice is written once", async () => {
    const account = await savedAccount(test.db);
    await test.db.account.update({ where: { id: account.id }, data: { mailRefusedAt: deps.now() } });
    expect((await works(account.id)).status).toBe(303);
    expect((await works(account.id)).status).toBe(303);
    expect(await test.db.historyEntry.count({ where: { action: "address_works" } })).toBe(1);
  });
});
