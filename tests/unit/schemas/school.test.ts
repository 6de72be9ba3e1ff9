import { describe, expect, it } from "vitest";
import { readRegister, type RegisterLine } from "~/schemas/school";

const HEADER = [
  "URN",
  "LA (code)",
  "LA (name)",
  "EstablishmentName",
  "EstablishmentStatus (name)",
  "Postcode",
  "Easting",
  "CloseDate",
  "PhaseOfEducation (name)",
];
const ROW = ["100001", "855", "Testshire", "Oak School", "Open", "te1 1st", "458000", "", "Not applicable"];

async function read(...rows: string[][]): Promise<RegisterLine[]> {
  async function* records() {
    for (const [index, cells] of rows.entries()) yield { line: index + 1, cells };
  }
  const lines: RegisterLine[] = [];
  for await (const line of readRegister(records())) if (line.kind !== "header") lines.push(line);
  return lines;
}

describe("the register's rows", () => {
  it("are read by the names of their columns, in any order", async () => {
    const [line] = await read([...HEADER].reverse(), [...ROW].reverse());
    expect(line).toMatchObject({
      kind: "school",
      line: 2,
      school: { urn: 100001, name: "Oak School", status: "open", postcode: "TE1 1ST", easting: 458000, closedOn: null },
    });
  });

  it("leave out what the file has no column for, and phases that say nothing", async () => {
    const [line] = await read(HEADER, ROW);
    if (line?.kind !== "school") throw new Error("no school");
    expect(line.school.phase).toBe("");
    expect(line.school.northing).toBeUndefined();
    expect("district" in line.school).toBe(false);
  });

  it("know a closed school with its day", async () => {
    const row = ROW.with(4, "Closed").with(7, "31-08-2025");
    expect(await read(HEADER, row)).toMatchObject([{ school: { status: "closed", closedOn: "2025-08-31" } }]);
  });

  it("know a status by its code, in reduced extracts as well", async () => {
    const row = ROW.with(4, "3").with(7, "31/08/2027");
    const coded = HEADER.with(4, "StatusCode").with(7, "DateClosed");
    expect(await read(coded, row)).toMatchObject([{ school: { status: "proposed_to_close", closedOn: "2027-08-31" } }]);
    expect(await read(HEADER.with(4, "EstablishmentStatus (code)"), ROW.with(4, "02"))).toMatchObject([
      { school: { status: "closed" } },
    ]);
  });

  it("take a grid reference of nought for none", async () => {
    expect(await read(HEADER, ROW.with(6, "0"))).toMatchObject([{ school: { easting: null } }]);
  });

  it("need their columns, and name the missing ones", async () => {
    expect(await read(["URN", "EstablishmentName"], ["1", "Oak"])).toEqual([
      { kind: "missing_columns", columns: ["Postcode"] },
    ]);
  });

  it.each([
    ["a URN that is no number", ROW.with(0, "abc"), /URN/],
    ["no name", ROW.with(3, ""), /EstablishmentName/],
    ["an unknown status", ROW.with(4, "Sleeping"), /EstablishmentStatus/],
    ["a postcode that is none", ROW.with(5, "Leicester"), /Postcode/],
    ["a grid reference that is none", ROW.with(6, "E01"), /Easting/],
    ["a day that does not exist", ROW.with(7, "31-02-2025"), /CloseDate/],
    ["too few columns", ROW.slice(0, 5), /columns/],
  ])("refuse %s, with the line", async (_, row, problem) => {
    expect(await read(HEADER, row)).toMatchObject([{ kind: "bad_row", line: 2, problem: expect.stringMatching(problem) }]);
  });
});
