import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { searchSchools } from "~/data/school-search.server";
import type { RegisterSchool } from "~/domain/school";
import { testDatabase, type TestDatabase } from "../../support/database";
import { keepRegister } from "../../support/register";

let test: TestDatabase;

const aRegisterSchool = (urn: number, name: string, over: Partial<RegisterSchool> = {}): RegisterSchool => ({
  urn,
  name,
  status: "open",
  localAuthority: { code: "855", name: "Testshire" },
  district: { code: "E07000001", name: "North Testshire" },
  town: "Testford",
  postcode: "TE1 1ST",
  ...over,
});

const REGISTER = [
  aRegisterSchool(100001, "St. Anne’s Church of England School"),
  aRegisterSchool(100002, "Oakfield Academy", { town: "Annesley", postcode: "TE2 7AW" }),
  aRegisterSchool(100003, "The Oakfield School"),
  aRegisterSchool(100004, "Oakfield Primary School", { status: "closed" }),
  aRegisterSchool(100005, "École Élan & Co"),
  aRegisterSchool(100006, "Oakfield Hospital Unit"),
];

beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  await test.reset();
  await keepRegister(test.db, REGISTER);
  await test.db.school.update({ where: { urn: 100006 }, data: { targeted: true } });
});
afterAll(() => test.close());

const found = async (text: string, limit = 10) => {
  const { schools, more } = await searchSchools(test.db, text, limit);
  return { names: schools.map(({ name }) => name), more };
};

describe("searching schools", () => {
  it.each([
    ["a name however it is written", "SAINT ANNES", "St. Anne’s Church of England School"],
    ["the first letters of each word", "st ann c of e", "St. Anne’s Church of England School"],
    ["a town", "annesley", "Oakfield Academy"],
    ["a postcode without its blank", "te27aw", "Oakfield Academy"],
    ["a postcode with its blank", "TE2 7AW", "Oakfield Academy"],
    ["a URN", "100003", "The Oakfield School"],
    ["a name without its accents", "ecole elan and co", "École Élan & Co"],
  ])("finds %s", async (_, text, name) => {
    expect((await found(text)).names).toEqual([name]);
  });

  it("puts names that begin so first, and offers neither closed schools nor targeted places", async () => {
    expect((await found("oakfield")).names).toEqual(["Oakfield Academy", "The Oakfield School"]);
  });

  it("wants every word to begin a word", async () => {
    expect((await found("oakfield annesley")).names).toEqual(["Oakfield Academy"]);
    expect((await found("field")).names).toEqual([]);
    expect((await found("oakfield %")).names).toHaveLength(2);
    expect((await found(" ' ")).names).toEqual([]);
  });

  it("tells when there are more than it shows", async () => {
    expect(await found("te1 1st", 2)).toMatchObject({ more: true });
    expect((await found("te1 1st", 2)).names).toHaveLength(2);
    expect(await found("te1 1st", 3)).toMatchObject({ more: false });
  });
});

describe("keeping the register", () => {
  it("changes what changed and keeps what a file does not mention", async () => {
    const before = await test.db.school.findUniqueOrThrow({ where: { urn: 100002 } });
    const { district: _, town: __, ...renamed } = aRegisterSchool(100002, "Oakfield Trust Academy", { postcode: "TE2 7AW" });
    const report = await keepRegister(test.db, [renamed, aRegisterSchool(100003, "The Oakfield School")]);
    expect(report).toMatchObject({ added: { count: 0 }, changed: { count: 1 }, unchanged: 1 });
    const after = await test.db.school.findUniqueOrThrow({ where: { urn: 100002 } });
    expect(after).toMatchObject({ id: before.id, lineageId: before.lineageId, town: "Annesley", districtCode: "E07000001" });
    expect((await found("oakfield trust")).names).toEqual(["Oakfield Trust Academy"]);
  });

  it("makes each new school its own lineage", async () => {
    const schools = await test.db.school.findMany({ select: { id: true, lineageId: true } });
    expect(schools.every(({ id, lineageId }) => id === lineageId)).toBe(true);
  });
});
