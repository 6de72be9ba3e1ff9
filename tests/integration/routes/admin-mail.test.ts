import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { listMails, queueMail, type NewMail } from "~/data/outgoing-mails.server";
import { action, loader as messageLoader } from "~/routes/admin.mail.$id._index";
import { loader as htmlLoader } from "~/routes/admin.mail.$id.html";
import { loader as calendarLoader } from "~/routes/admin.mail.$id.calendar[.]ics";
import { loader } from "~/routes/admin.mail._index";
import type { Deps } from "~/services/deps";
import { savedAccount, type SavedAccount } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { contextOf, depsAt, requestBy } from "../../support/signed-in";

let test: TestDatabase;
let deps: Deps;
let manager: SavedAccount;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  await test.reset();
  deps = depsAt(test.db, "2026-11-20T09:00:00Z");
  manager = await savedAccount(test.db, ["manager"]);
});
afterAll(() => test.close());

const queued = (over: Partial<NewMail> = {}) =>
  test.db.$transaction((tx) =>
    queueMail(tx, {
      occasion: "visit-confirmed",
      to: { address: "sam@school.example.test", name: "Sam Reed" },
      email: { subject: "Confirmed: Monday", html: "<p>Hello</p>", text: "Hello\n" },
      mailDomain: "bookings.example.test",
      now: deps.now(),
      ...over,
    }),
  );

async function found(query: string): Promise<string[]> {
  const request = await requestBy(manager, deps, `/admin/mail${query}`);
  const { mails } = await (await loader({ request, params: {}, context: contextOf(deps) })).json();
  return mails.map(({ to }) => to);
}

it("finds mails by a part of address, name or subject, whatever the case, and nothing else", async () => {
  await queued();
  await queued({ to: { address: "kim@other.example.test", name: "" }, email: { subject: "Moved", html: "", text: "" } });
  expect(await found("?text=SCHOOL.example")).toEqual(["Sam Reed (sam@school.example.test)"]);
  expect(await found("?text=reed")).toHaveLength(1);
  expect(await found("?text=moved&status=queued")).toEqual(["kim@other.example.test"]);
  expect(await found("?text=moved&status=sent")).toEqual([]);
  expect(await found("?text=100%25")).toEqual([]);
  expect(await found("")).toHaveLength(2);
});

it("gives up a mail that waits, once, and keeps who did it", async () => {
  await queued();
  const [mail] = await listMails(test.db, {});
  const id = mail?.id ?? "";
  const press = async () => {
    const request = await requestBy(manager, deps, `/admin/mail/${id}`, { intent: "give-up" });
    return (await action({ request, params: { id }, context: contextOf(deps) })).status;
  };
  const look = async () => {
    const request = await requestBy(manager, deps, `/admin/mail/${id}`);
    return (await messageLoader({ request, params: { id }, context: contextOf(deps) })).json();
  };
  expect(await look()).toMatchObject({ canGiveUp: true, canResend: false });
  expect([await press(), await press()]).toEqual([303, 409]);
  expect(await look()).toMatchObject({ canGiveUp: false, canResend: true, mail: { status: "given_up" } });
  const history = await test.db.historyEntry.findMany({ where: { action: "mail_given_up" } });
  expect(history.map(({ actorId }) => actorId)).toEqual([manager.id]);
});

it("shows a message as it was sent, with its calendar file, and never one that holds a code", async () => {
  const content = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";
  const sent = await queued({ calendar: { uid: "a@bookings.example.test", sequence: 0, method: "REQUEST", content } });
  const code = await queued({ occasion: "sign-in-code", email: { subject: "Your code", html: "<p>123 456</p>", text: "123 456" } });
  const asked = async (look: typeof htmlLoader, id: string) =>
    look({ request: await requestBy(manager, deps, `/admin/mail/${id}/html`), params: { id }, context: contextOf(deps) });
  const html = await asked(htmlLoader, sent.id);
  expect(await html.text()).toBe("<p>Hello</p>");
  expect(html.headers.get("Content-Security-Policy")).toMatch(/^sandbox; default-src 'none'/);
  expect(await (await asked(calendarLoader, sent.id)).text()).toBe(content);
  await expect(asked(htmlLoader, code.id)).rejects.toMatchObject({ status: 404 });
  await expect(asked(calendarLoader, code.id)).rejects.toMatchObject({ status: 404 });
});
