import type { Page } from "@playwright/test";
import type { Db } from "~/data/db.server";
import { readAccessTable, type AccessRow, type Person } from "../support/access-table";
import { fillAddress, tellAccessStory, type AccessStory } from "../support/access-story";
import { savedAccount, savedPresenter, savedRequest, savedVisit, type SavedAccount } from "../support/builders";
import { aPlace, aWord } from "../support/e2e-story";
import { expect, test } from "../support/e2e-test";
import { AnyPage } from "./pages/any-page";

/** As long as the register's longest, with its longest word; nobody's school. */
const LONGEST_NAME =
  "Saint Wilhelmina and Saint Ethelburga Catholic Primary School - Part of Broughton-in-Amberlandmere";

/** A browser window of 1280 pixels at a zoom of 400 % shows 320 CSS pixels (WCAG 1.4.10). */
const WIDTHS = [1280, 320] as const;
const MANY = 500;

/** A mail as it leaves stands in a frame of a page: it is looked at with the mails. */
const isMail = ({ address }: AccessRow) => /^\/admin\/(emails|mail)\/.*\/html$/.test(address);
const rows = readAccessTable().filter((row) => row.method === "GET" && !isMail(row));
const isOpenToAll = (row: AccessRow) => row.outcomes.nobody === "allow";

let story: AccessStory;
test.beforeAll(async ({ db }) => {
  story = await tellAccessStory(db, { now: new Date(), schoolName: LONGEST_NAME, years: { from: 1990, to: 1991 } });
});

const WALKS: readonly { person: Person; addresses: readonly AccessRow[] }[] = [
  { person: "nobody", addresses: rows.filter(isOpenToAll) },
  ...(["contact", "presenter", "coordinator", "manager", "analyst"] as const).map((person) => ({
    person,
    addresses: rows.filter((row) => !isOpenToAll(row) && row.outcomes[person] === "allow"),
  })),
];

/** Twice its widths and axe each time, beside another browser on a busy machine: a walk grows with the pages there are. */
const A_PAGE_WITHIN_MS = 20_000;

for (const { person, addresses } of WALKS) {
  test(`every page of ${person}, wide, at 320 pixels and in forced colours`, async ({ browserOf }) => {
    test.setTimeout(60_000 + addresses.length * A_PAGE_WITHIN_MS);
    const page = await browserOf(person === "nobody" ? "stranger" : story.people[person]);
    for (const { address } of addresses) await lookAt(page, fillAddress(address, story.named));
  });
}

/** Files are for other programs than a browser. */
async function lookAt(page: Page, address: string): Promise<void> {
  const head = await page.request.get(address);
  if (!(head.headers()["content-type"] ?? "").startsWith("text/html")) return;
  await test.step(address, async () => {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      if (width === WIDTHS[0]) await page.goto(address);
      await new AnyPage(page).on();
    }
    await new AnyPage(page).standsInForcedColours();
  });
}

test("pages with nothing to show say so", async ({ db, browserOf }) => {
  const nothing = aWord();
  const coordinator = await browserOf(await savedAccount(db, ["coordinator", "manager"]));
  for (const [address, words] of [
    [`/requests?q=${nothing}`, `Nothing found for “${nothing}”`],
    ["/schedule?day=2034-01-02", "No visits"],
    ["/reach?period=programme-2011-08-01", "Students reached"],
  ] as const) {
    await lookAt(coordinator, address);
    await expect(coordinator.locator("main")).toContainText(words);
  }
  const contact = await browserOf(await savedAccount(db));
  await lookAt(contact, "/bookings");
  const officer = await browserOf(await savedPresenter(db));
  await lookAt(officer, "/my-day");
});

test(`pages with ${MANY} rows stay usable`, async ({ db, browserOf }) => {
  test.setTimeout(180_000);
  const word = aWord();
  const contact = await savedAccount(db, [], { name: `Contact ${word}` });
  const school = await aPlace(db, { name: `${word} ${LONGEST_NAME}` });
  const visitOn = "2033-03-14";
  await manyRequests(db, { contact, schoolId: school.id, visitOn });

  const browser = await browserOf(contact);
  await lookAt(browser, "/bookings");
  const coordinator = await browserOf(await savedAccount(db, ["coordinator", "manager"]));
  const inbox = `/requests?show=all&q=${word}`;
  await lookAt(coordinator, inbox);
  await expect(coordinator.locator(".govuk-pagination")).toBeVisible();
  await expect(coordinator.locator("main")).toContainText(`${MANY} requests`);
  await lookAt(coordinator, `/schedule?day=${visitOn}`);
  await expect(coordinator.locator("main table tbody tr").first()).toBeVisible();
});

/** Requests of one contact, each with a visit on one of ten days; no presenter's time is taken. */
async function manyRequests(
  db: Db,
  { contact, schoolId, visitOn }: { contact: SavedAccount; schoolId: string; visitOn: string },
): Promise<void> {
  const model = await savedRequest(db, { contact, school: { id: schoolId }, status: "scheduled" });
  await savedVisit(db, { request: model, presenters: [], onDate: visitOn });
  await db.$executeRaw`
    INSERT INTO booking_request (id, reference, status, school_id, format_id, created_at, proven_at, answer_by_on)
    SELECT gen_random_uuid(), 'KCA-' || translate(upper(substr(md5(${model.id} || i), 1, 6)), '01', 'XY'), r.status,
      r.school_id, r.format_id, r.created_at, r.proven_at + i * interval '1 second', r.answer_by_on
    FROM booking_request r, generate_series(1, ${MANY - 1}::int) i WHERE r.id = ${model.id}::uuid`;
  await db.$executeRaw`
    INSERT INTO request_contact (request_id, rank, account_id, name, phone)
    SELECT r.id, 1, ${contact.id}::uuid, ${contact.name}, '0116 496 0000'
    FROM booking_request r WHERE r.school_id = ${schoolId}::uuid AND r.id <> ${model.id}::uuid`;
  await db.$executeRaw`
    INSERT INTO visit (id, request_id, school_id, status, on_date, starts_at, ends_at, calendar_uid)
    SELECT gen_random_uuid(), r.id, r.school_id, 'scheduled', ${visitOn}::date + (row_number() OVER () % 10)::int,
      (${visitOn}::date + (row_number() OVER () % 10)::int) + interval '9 hours',
      (${visitOn}::date + (row_number() OVER () % 10)::int) + interval '10 hours', r.id || '@many.example'
    FROM booking_request r WHERE r.school_id = ${schoolId}::uuid AND r.id <> ${model.id}::uuid`;
}
