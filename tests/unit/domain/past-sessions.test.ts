import { describe, expect, it } from "vitest";
import { readPastRows } from "~/domain/past-sessions";

const HEADER = ["School", "Day", "Format", "Year group", "Attended", "Novelty", "Group", "Basis", "Minutes"];

function read(...rows: string[][]) {
  const result = readPastRows([HEADER, ...rows].map((cells, index) => ({ line: index + 1, cells })));
  if (!result.ok) throw new Error(result.missing.join());
  return result;
}

const row = (over: Record<number, string>): string[] =>
  ["123456", "06/10/2024", "Assembly", "9", "180", "new", "", "", ""].map((cell, at) => over[at] ?? cell);

describe("reading a file of earlier sessions", () => {
  it.each([
    [{ 1: "2024-10-06" }, { on: "2024-10-06" }],
    [{ 1: "6.10.2024" }, { on: "2024-10-06" }],
    [{ 1: "06/10/2024 00:00:00" }, { on: "2024-10-06" }],
    [{ 3: "Year 9" }, { yearGroup: "9" }],
    [{ 3: "y10" }, { yearGroup: "10" }],
    [{ 3: "reception" }, { yearGroup: "R" }],
    [{ 3: "Mixed" }, { yearGroup: "mixed" }],
    [{ 4: "1,250" }, { attended: 1250 }],
    [{ 5: "Same as 01/10/2024" }, { novelty: { kind: "same", asOn: "2024-10-01" } }],
    [{ 0: '="123456"' }, { school: "123456" }],
    [{ 0: "'=Oak School" }, { school: "=Oak School" }],
    [{ 7: "School register" }, { basis: "school_register" }],
    [{ 8: "50" }, { minutes: 50 }],
  ])("reads %o", (over, expected) => {
    expect(read(row(over))).toMatchObject({ rows: [{ line: 2, session: expected }], badRows: [] });
  });

  it.each([
    [{ 0: " " }, "No school is given"],
    [{ 1: "06/10/24" }, "The day must be like"],
    [{ 1: "31/02/2024" }, "The day must be like"],
    [{ 1: "06/10/1999" }, "The day must be like"],
    [{ 3: "7 to 9" }, "The year group must be"],
    [{ 4: "0" }, "The number who attended"],
    [{ 4: "28.5" }, "The number who attended"],
    [{ 4: "10001" }, "The number who attended"],
    [{ 5: "" }, "The novelty must be"],
    [{ 5: "same as 06/10/2024" }, "must be on an earlier day"],
    [{ 6: "=HYPERLINK(1)" }, "The group must begin with"],
    [{ 7: "guess" }, "The basis must be"],
    [{ 8: "2" }, "The minutes must be"],
  ])("refuses %o", (over, problem) => {
    const { rows, badRows } = read(row(over));
    expect(rows).toEqual([]);
    expect(badRows).toHaveLength(1);
    expect(badRows[0]?.problem).toContain(problem);
  });

  it("finds columns by name, leaves others and empty rows alone, and names those that are missing", () => {
    const records = [["note", "novelty", "attended", "year_group", "format", "day", "school"], ["x", "new", "5", "8", "Assembly", "2024-10-06", "A"], ["", ""]];
    const result = readPastRows(records.map((cells, index) => ({ line: index + 1, cells })));
    expect(result).toMatchObject({ ok: true, rows: [{ session: { yearGroup: "8", attended: 5 } }], badRows: [] });
    expect(readPastRows([{ line: 1, cells: ["school", "day"] }])).toEqual({
      ok: false,
      missing: ["format", "year group", "attended", "novelty"],
    });
  });
});
