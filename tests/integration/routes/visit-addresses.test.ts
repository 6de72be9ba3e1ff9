import type { LoaderFunction } from "@remix-run/node";
import { afterAll, beforeAll, expect, it } from "vitest";
import { loader as bookingCalendar } from "~/routes/bookings.$reference.calendar[.]ics";
import { loader as visitPage } from "~/routes/visits.$id._index";
import { loader as visitCalendar } from "~/routes/visits.$id.calendar[.]ics";
import { loader as cancelPage } from "~/routes/visits.$id.cancel";
import { loader as movePage } from "~/routes/visits.$id.move";
import { loader as placePage } from "~/routes/visits.$id.place";
import { savedAccount, savedRequest } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { contextOf, depsAt, requestBy } from "../../support/signed-in";

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

const PAGES: Readonly<Record<string, LoaderFunction>> = { visitPage, visitCalendar, cancelPage, movePage, placePage };

it.each(Object.keys(PAGES))("an address that names no visit is not found: %s", async (name) => {
  const deps = depsAt(test.db, "2026-11-30T12:00:00Z");
  const request = await requestBy(await savedAccount(test.db, ["coordinator"]), deps, "/visits/abc");
  const look = async () => PAGES[name]?.({ request, params: { id: "abc" }, context: contextOf(deps) });
  await expect(look()).rejects.toMatchObject({ status: 404 });
});

it.each(["", "?visit=", "?visit=abc"])("nor is a visit of one's own booking: %s", async (query) => {
  const deps = depsAt(test.db, "2026-11-30T12:00:00Z");
  const { contact, reference } = await savedRequest(test.db);
  const request = await requestBy(contact, deps, `/bookings/${reference}/calendar.ics${query}`);
  await expect(bookingCalendar({ request, params: { reference }, context: contextOf(deps) })).rejects.toMatchObject({ status: 404 });
});
