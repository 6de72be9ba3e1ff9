import { describe, expect, test } from "vitest";
import { z } from "zod";
import { dayFromParts, formValues, partsFromDay, readForm, textOf, textsOf } from "~/lib/form-data";

const schema = z.object({
  school: z.string("Choose a school").min(1, "Choose a school"),
  years: z.array(z.string()).min(1, "Choose at least one year group"),
  rows: z
    .array(z.object({ start: z.string().regex(/^\d\d:\d\d$/, "Enter a time, such as 09:10") }))
    .default([]),
});

describe("reading a form", () => {
  test("one ticked box is a list with one value", () => {
    const reading = readForm(
      schema,
      form([
        ["school", "Thornbury"],
        ["years", "9"],
      ]),
    );
    expect(reading).toEqual({ ok: true, value: { school: "Thornbury", years: ["9"], rows: [] } });
  });

  test("a repeated name is a list in the order of the page", () => {
    const reading = readForm(
      schema,
      form([
        ["school", "Thornbury"],
        ["years", "9"],
        ["years", "7"],
      ]),
    );
    expect(reading).toMatchObject({ ok: true, value: { years: ["9", "7"] } });
  });

  test("no ticked box is an empty list, refused in the schema's own words", () => {
    const reading = readForm(schema, form([["school", "Thornbury"]]));
    expect(reading).toMatchObject({ ok: false, errors: { years: "Choose at least one year group" } });
  });

  test("a list that nobody sent stays its default", () => {
    const withNames = z.object({ names: z.array(z.string()).optional() });
    expect(readForm(withNames, form([]))).toEqual({ ok: true, value: { names: undefined } });
  });

  test("names with dots are rows, and an error is keyed by the field's own name", () => {
    const reading = readForm(
      schema,
      form([
        ["school", "Thornbury"],
        ["years", "9"],
        ["rows.0.start", "09:10"],
        ["rows.1.start", "ten"],
      ]),
    );
    expect(reading).toMatchObject({ ok: false, errors: { "rows.1.start": "Enter a time, such as 09:10" } });
  });

  test("what was typed comes back with the errors, blanks and all", () => {
    const reading = readForm(
      schema,
      form([
        ["school", ""],
        ["years", "7"],
        ["years", "8"],
        ["rows.0.start", " x "],
      ]),
    );
    if (reading.ok) throw new Error("an empty school was accepted");
    expect(reading.values).toEqual({ school: "", years: ["7", "8"], "rows.0.start": " x " });
    expect(reading.errors.school).toBe("Choose a school");
    expect(textOf(reading.values, "years")).toBe("7");
    expect(textsOf(reading.values, "years")).toEqual(["7", "8"]);
    expect(textsOf(reading.values, "nothing")).toEqual([]);
  });

  test("a field has one message, the first", () => {
    const strict = z.object({ code: z.string().min(6, "Enter 6 digits").regex(/^\d+$/, "Digits only") });
    expect(readForm(strict, form([["code", "ab"]]))).toMatchObject({ errors: { code: "Enter 6 digits" } });
  });

  test("names made to reach the prototype and rows without end are left out", () => {
    const open = z.looseObject({});
    const reading = readForm(
      open,
      form([
        ["__proto__.admin", "1"],
        ["a.constructor.b", "1"],
        ["rows.999999.x", "1"],
      ]),
    );
    expect(reading).toEqual({ ok: true, value: {} });
    expect(Object.prototype).not.toHaveProperty("admin");
  });
});

test("a NUL is left out of what was typed", () => {
  const form = new FormData();
  form.append("note", "Room\0 12");
  form.append("days", "\0Monday");
  form.append("days", "Tuesday");
  expect(formValues(form)).toEqual({ note: "Room 12", days: ["Monday", "Tuesday"] });
});

describe("days in three parts", () => {
  test.each([
    ["4", "1", "2027", "2027-01-04"],
    [" 29 ", "02", "2028", "2028-02-29"],
  ])("%s %s %s is %s", (day, month, year, expected) => {
    expect(dayFromParts({ day, month, year })).toBe(expected);
  });

  test.each([
    ["29", "2", "2027"],
    ["31", "4", "2027"],
    ["0", "4", "2027"],
    ["4", "1", "27"],
    ["4", "Jan", "2027"],
    ["", "1", "2027"],
  ])("%s %s %s is no day", (day, month, year) => {
    expect(dayFromParts({ day, month, year })).toBeNull();
  });

  test("a day fills the three parts again", () => {
    expect(partsFromDay("2027-01-04")).toEqual({ day: "4", month: "1", year: "2027" });
    expect(partsFromDay(null)).toEqual({ day: "", month: "", year: "" });
  });
});

function form(entries: readonly (readonly [string, string])[]): FormData {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return data;
}
