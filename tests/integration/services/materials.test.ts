import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findMaterial, listAllMaterials, type MaterialRow } from "~/data/materials.server";
import { LARGEST_MATERIAL_BYTES } from "~/domain/material";
import { action as materialAction } from "~/routes/admin.materials.$id";
import { action as orderAction } from "~/routes/admin.materials._index";
import { loader as fileLoader } from "~/routes/materials.$id.$fileName";
import { loader as pageLoader } from "~/routes/materials._index";
import type { Deps } from "~/services/deps";
import { scheduleVisit } from "~/services/schedule-visit.server";
import {
  savedAccount,
  savedPresenter,
  savedRequest,
  type SavedAccount,
} from "../../support/builders";
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
  manager = await savedAccount(opened.db, ["manager"]);
  browser = await signedInBrowser(deps, manager);
});
afterAll(() => opened.close());

const PDF = "%PDF-1.4\n% a letter";
const aFile = (name = "Letter to parents.pdf", content: BlobPart = PDF): File => new File([content], name);
const words = { kind: "parents_letter", title: "Letter to parents", description: "To send home." };
const call = (request: Request, params: Record<string, string> = {}) => ({
  request,
  params,
  context: contextOf(deps),
});

const save = (fields: Record<string, string | File>, id = "new") =>
  materialAction(call(browser.upload(`/admin/materials/${id}`, { ...words, url: "", ...fields }), { id }));

async function errorsOf(answer: Response): Promise<unknown> {
  const body: unknown = await answer.json();
  return typeof body === "object" && body !== null && "errors" in body ? body.errors : null;
}

async function added(fields: Record<string, string | File>): Promise<MaterialRow> {
  expect((await save(fields)).status).toBe(303);
  const title = typeof fields["title"] === "string" ? fields["title"] : words.title;
  const row = (await listAllMaterials(opened.db)).find((each) => each.title === title);
  if (!row) throw new Error("The material was not added.");
  return row;
}

const download = (row: { id: string }, headers: Record<string, string> = {}) =>
  fileLoader(
    call(new Request(`http://localhost:3000/materials/${row.id}/letter.pdf`, { headers }), {
      id: row.id,
      fileName: "letter.pdf",
    }),
  );

describe("an uploaded material", () => {
  it("stands on the public page and is given to anybody as it was uploaded", async () => {
    const row = await added({ file: aFile() });
    const page: unknown = await (await pageLoader(call(new Request("http://localhost:3000/materials")))).json();
    expect(page).toMatchObject({
      materials: [
        {
          title: "Letter to parents",
          kind: "Letter to parents and carers",
          what: "PDF, 1 KB",
          href: `/materials/${row.id}/Letter-to-parents.pdf`,
        },
      ],
    });
    const answer = await download(row);
    expect(await answer.text()).toBe(PDF);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": 'attachment; filename="Letter-to-parents.pdf"',
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("sandbox"),
      "cache-control": "public, max-age=300, must-revalidate",
    });
    expect(await opened.db.historyEntry.count({ where: { subject: "material", action: "material_added" } })).toBe(1);
  });

  it("is not sent again to somebody who has it, but is when it was replaced", async () => {
    const row = await added({ file: aFile() });
    const etag = (await download(row)).headers.get("ETag") ?? "";
    const kept = await download(row, { "If-None-Match": `W/${etag}` });
    expect([kept.status, await kept.text()]).toEqual([304, ""]);
    const updatedAt = row.updatedAt.toISOString();
    expect((await save({ updatedAt, file: aFile("new.pdf", "%PDF-1.7 new") }, row.id)).status).toBe(303);
    const renewed = await download(row, { "If-None-Match": etag });
    expect([renewed.status, await renewed.text()]).toEqual([200, "%PDF-1.7 new"]);
  });

  it("is gone for the public once it is retired, and can come back", async () => {
    const row = await added({ file: aFile() });
    const retire = (retired: string, updatedAt: Date) =>
      materialAction(
        call(
          browser.upload(`/admin/materials/${row.id}`, {
            intent: "retire",
            retired,
            updatedAt: updatedAt.toISOString(),
          }),
          { id: row.id },
        ),
      );
    expect((await retire("yes", row.updatedAt)).status).toBe(303);
    expect((await thrownResponse(() => download(row))).status).toBe(404);
    expect((await retire("no", row.updatedAt)).status).toBe(409);
    const now = await findMaterial(opened.db, row.id);
    expect((await retire("no", now?.updatedAt ?? NOW)).status).toBe(303);
    expect((await download(row)).status).toBe(200);
  });

  it.each([
    ["another kind of file", aFile("letter.exe"), /must be PDF, Word/],
    ["a page under a false name", aFile("letter.pdf", "<script>alert(1)</script>"), /does not fit its name/],
    ["an archive that is no document", aFile("letter.docx", "PK\u0003\u0004 anything"), /does not fit its name/],
    ["macros", aFile("letter.docx", "PK\u0003\u0004 word/document.xml word/vbaProject.bin"), /macros/],
    ["an empty file", aFile("letter.pdf", ""), /empty/],
    ["too large a file", aFile("letter.pdf", new Uint8Array(LARGEST_MATERIAL_BYTES + 1)), /10 MB or smaller/],
  ])("is refused: %s", async (_what, file, message) => {
    const answer = await save({ file });
    expect(answer.status).toBe(422);
    const body: unknown = await answer.json();
    expect(body).toMatchObject({ errors: { file: expect.stringMatching(message) }, values: { title: words.title } });
    expect(await listAllMaterials(opened.db)).toEqual([]);
  });

  it("takes the file types that its page names", async () => {
    for (const [name, content] of [
      ["slides.pptx", "PK\u0003\u0004[Content_Types].xml ppt/presentation.xml"],
      ["letter.docx", "PK\u0003\u0004[Content_Types].xml word/document.xml"],
      ["sheet.odt", "PK\u0003\u0004................mimetypeapplication/vnd.oasis.opendocument.textPK"],
      ["talk.odp", "PK\u0003\u0004................mimetypeapplication/vnd.oasis.opendocument.presentationPK"],
    ] as const) {
      await added({ title: name, file: aFile(name, content) });
    }
    const rows = await listAllMaterials(opened.db);
    expect(rows.map(({ file }) => file?.fileName)).toEqual(["slides.pptx", "letter.docx", "sheet.odt", "talk.odp"]);
  });
});

describe("a linked material", () => {
  it("must be an https address, and is not both a link and a file", async () => {
    for (const url of ["http://example.org/", "javascript:alert(1)", "https://user@example.org", "example.org"]) {
      const errors = await errorsOf(await save({ url }));
      expect(errors, url).toEqual({ url: "Enter a link that begins with https://" });
    }
    expect(await errorsOf(await save({}))).toEqual({ file: "Choose a file, or enter a link" });
    expect(await errorsOf(await save({ url: "https://example.org/film", file: aFile() }))).toEqual({
      file: "Choose either a file or a link, not both",
    });
    const row = await added({ url: "https://example.org/film" });
    expect(row).toMatchObject({ url: "https://example.org/film", file: null });
  });
});

describe("managers", () => {
  it("do not overwrite each other", async () => {
    const row = await added({ file: aFile() });
    const updatedAt = row.updatedAt.toISOString();
    expect((await save({ updatedAt, title: "First" }, row.id)).status).toBe(303);
    const second = await save({ updatedAt, title: "Second" }, row.id);
    expect(second.status).toBe(409);
    expect(await findMaterial(opened.db, row.id)).toMatchObject({ title: "First", file: { sizeBytes: PDF.length } });
  });

  it("give the order", async () => {
    for (const title of ["One", "Two", "Three"]) await added({ title, url: "https://example.org/" });
    const move = async (title: string, direction: string) => {
      const id = (await listAllMaterials(opened.db)).find((row) => row.title === title)?.id ?? "";
      await orderAction(call(browser.post("/admin/materials", { id, direction })));
      return (await listAllMaterials(opened.db)).map((row) => row.title);
    };
    expect(await move("Three", "up")).toEqual(["One", "Three", "Two"]);
    expect(await move("One", "up")).toEqual(["One", "Three", "Two"]);
    expect(await move("One", "down")).toEqual(["Three", "One", "Two"]);
  });
});

describe("the confirmation", () => {
  it("names each material with its address, without the retired ones", async () => {
    const letter = await added({ file: aFile() });
    await added({ title: "A film", url: "https://films.example.org/one" });
    await opened.db.material.create({
      data: { kind: "slides", title: "Old slides", url: "https://example.org/old", retiredAt: NOW },
    });
    const presenter = await savedPresenter(opened.db);
    const request = await savedRequest(opened.db, { status: "submitted" });
    const groups = await opened.db.requestGroup.findMany({ where: { requestId: request.id }, select: { id: true } });
    const planned = await scheduleVisit(
      {
        reference: request.reference,
        version: 1,
        onDate: "2026-11-24",
        rows: groups.map(({ id: groupId }) => ({
          groupId,
          startMinutes: 600,
          lengthMinutes: 25,
          room: "",
          presenterIds: [presenter.id],
        })),
        overrideReason: "Agreed by telephone.",
        noteForSchool: "",
        noteForTeam: "",
        actor: { kind: "staff", accountId: manager.id },
      },
      deps,
    );
    expect(planned).toMatchObject({ ok: true });
    const mail = await opened.db.outgoingMail.findFirstOrThrow({ where: { occasion: "visit-confirmed" } });
    expect(mail.bodyText).toContain(`http://localhost:3000/materials/${letter.id}/Letter-to-parents.pdf`);
    expect(mail.bodyText).toContain("A film <https://films.example.org/one>");
    expect(mail.bodyText).not.toContain("Old slides");
  });
});
