import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { toCsv } from "~/lib/csv";

const readBack = (text: string): string[][] => parse(text, { bom: true, relax_column_count: true });

describe("CSV text", () => {
  it("is read back by an independent reader as it was written", () => {
    const rows = [
      ["School", "Attended", "Note"],
      ['St Mary\'s, "Upper"', 28, "two\r\nlines"],
      ["Ysgol Dŵr", 0, null],
    ];
    expect(readBack(toCsv(rows))).toEqual([
      ["School", "Attended", "Note"],
      ['St Mary\'s, "Upper"', "28", "two\r\nlines"],
      ["Ysgol Dŵr", "0", ""],
    ]);
  });

  it.each(["=1+1", "+44 116", "-2+3", "@SUM(A1)", "\tx", "\rx", '  =HYPERLINK("x")', "＝1+1"])(
    "takes the sting out of %j, which a spreadsheet would run",
    (text) => {
      expect(readBack(toCsv([[text]]))).toEqual([[`'${text}`]]);
    },
  );

  it("leaves numbers and harmless text alone, negative numbers too", () => {
    expect(toCsv([[-3, 27.5, "9A - tutor group"]])).toBe("\uFEFF-3,27.5,9A - tutor group\r\n");
  });

  it("writes an empty line for an empty row and nothing but the mark for none", () => {
    expect(toCsv([["a"], [], ["b"]])).toBe("\uFEFFa\r\n\r\nb\r\n");
    expect(toCsv([])).toBe("\uFEFF");
  });
});
