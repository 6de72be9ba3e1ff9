import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { findBooking } from "~/data/booking-requests.server";
import type { Db } from "~/data/db.server";
import { getVisit } from "~/data/visits.server";
import { action as contactAction } from "~/routes/requests.$reference.contact";
import { action as placeAction } from "~/routes/visits.$id.place";
import { testDatabase, type TestDatabase } from "../../support/database";
import { readInvitation } from "../../support/calendar-reader";
import { testDeps } from "../../support/deps";
import { signedInBrowser } from "../../support/office";
import { aPlannedVisit } from "../../support/planned-visit";
import { contextOf } from "../../support/signed-in";

let database: TestDatabase;
let db: Db;
let planned: Awaited<ReturnType<typeof aPlannedVisit>>;
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
beforeEach(async () => {
  await database.reset();
  planned = await aPlannedVisit(db);
});
afterAll(() => database.close());

const deps = () => testDeps(db, "2026-11-18T09:00:00Z");

async function post(what: "place" | "contact", fields: Record<string, string>) {
  const browser = await signedInBrowser(deps(), planned.coordinator);
  const context = contextOf(deps());
  return what === "place"
    ? placeAction({ request: browser.post("/", fields), params: { id: planned.visitId }, context })
    : contactAction({ request: browser.post("/", fields), params: { reference: planned.request.reference }, context });
}

const requestVersion = async () =>
  String((await db.bookingRequest.findUniqueOrThrow({ where: { reference: planned.request.reference } })).version);
const invitations = async (sequence: number) =>
  (await db.outgoingMail.findMany({ where: { visitId: planned.visitId, sequence }, orderBy: { id: "asc" } })).map(
    ({ toAddress, icsMethod, icsContent }) => ({ to: toAddress, method: icsMethod, text: icsContent ?? "" }),
  );

test("another place raises SEQUENCE, goes to everybody, and leaves day, times and answers as they were", async () => {
  const presenter = planned.presenters[0]?.email ?? "";
  const before = await getVisit(db, planned.visitId);
  await db.visitAttendee.updateMany({ where: { email: presenter }, data: { participation: "accepted" } });

  expect((await post("place", { version: "1", place: "Annexe,  Old Road, TE2 2ST", note: "Ring the bell." })).status).toBe(303);

  const after = await getVisit(db, planned.visitId);
  expect(after).toMatchObject({ place: "Annexe, Old Road, TE2 2ST", calendarSequence: 1, version: 2, calendarUid: before.calendarUid });
  expect(after.startsAt).toEqual(before.startsAt);
  expect(after.attendees.find(({ email }) => email === presenter)?.participation).toBe("accepted");
  const sent = await invitations(1);
  expect(sent.map(({ to, method }) => `${to} ${method}`).sort()).toEqual(
    [`${planned.request.contact.email} REQUEST`, `${presenter} REQUEST`].sort(),
  );
  for (const { text } of sent) expect(readInvitation(text).location).toContain("Annexe, Old Road, TE2 2ST");

  expect((await post("place", { version: "2", place: "Annexe, Old Road, TE2 2ST", note: "" })).status).toBe(409);
  expect((await post("place", { version: "1", place: "Elsewhere", note: "" })).status).toBe(409);
  expect((await getVisit(db, planned.visitId)).calendarSequence).toBe(1);
});

test("another first contact: CANCEL to the one alone, an invitation to the other, whom to ask for to everybody else", async () => {
  const old = planned.request.contact;
  const presenter = planned.presenters[0]?.email ?? "";
  const fields = { name: "Cam Carter", email: "cam.carter@school.test", phone: "0116 496 0001" };

  expect((await post("contact", { ...fields, version: await requestVersion() })).status).toBe(303);

  const sent = await invitations(1);
  expect(sent.map(({ to, method }) => `${to} ${method}`).sort()).toEqual(
    [`${fields.email} REQUEST`, `${old.email} CANCEL`, `${presenter} REQUEST`].sort(),
  );
  expect(sent.find(({ to }) => to === presenter)?.text.replace(/\r\n /g, "")).toContain("Ask for: Cam Carter");
  const visit = await getVisit(db, planned.visitId);
  expect(visit.contacts).toMatchObject([{ name: "Cam Carter", email: fields.email, phone: fields.phone }]);
  const reference = planned.request.reference;
  expect((await findBooking(db, { reference, accountId: old.id }))?.isContact ?? false).toBe(false);
  expect((await findBooking(db, { reference, accountId: visit.contacts[0]?.accountId ?? "" }))?.isContact).toBe(true);
  const told = await db.outgoingMail.findMany({ where: { occasion: { in: ["contact-added", "contact-removed"] } } });
  expect(told.map(({ toAddress }) => toAddress).sort()).toEqual([fields.email, old.email].sort());

  expect((await post("contact", { ...fields, version: await requestVersion() })).status).toBe(409);
  expect((await post("contact", { ...fields, email: "no address", version: await requestVersion() })).status).toBe(422);
  expect((await post("contact", { ...fields, email: "x@school.test", version: "1" })).status).toBe(409);
});
