import { describe, expect, it } from "vitest";
import { readForm } from "~/lib/form-data";
import {
  chosenSchoolSchema,
  datesSchema,
  datesValues,
  detailsSchema,
  practicalitiesSchema,
  rollsSchema,
  studentsSchema,
  studentsValues,
  unlistedSchoolSchema,
} from "~/schemas/request-form";

/** A Monday. */
const TODAY = "2026-11-23";
const FORMATS = [
  { id: "a", name: "Assembly", largestGroup: 240 },
  { id: "t", name: "Tutor time", largestGroup: 35 },
];

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

function wish(fields: { from?: string; to?: string; weekday?: string; partOfDay?: string; time?: string }, index = 0) {
  const date = (name: string, day: string | undefined) => {
    const [year = "", month = "", date = ""] = (day ?? "").split("-");
    const prefix = `wishes.${index}.${name}`;
    return { [`${prefix}.day`]: date, [`${prefix}.month`]: month, [`${prefix}.year`]: year };
  };
  return {
    ...date("from", fields.from),
    ...date("to", fields.to),
    [`wishes.${index}.weekday`]: fields.weekday ?? "",
    [`wishes.${index}.partOfDay`]: fields.partOfDay ?? "any",
    [`wishes.${index}.time`]: fields.time ?? "",
  };
}

describe("the dates of a request", () => {
  const read = (fields: Record<string, string>, kind: "school" | "youth" = "school") =>
    readForm(datesSchema(kind, TODAY), form(fields));

  it("are one day, a period, or a weekday in a period", () => {
    const reading = read({
      ...wish({ from: "2026-12-01", time: "9.10" }),
      ...wish({ from: "2027-01-11", to: "2027-01-22", partOfDay: "morning" }, 1),
      ...wish({ from: "2027-01-11", to: "2027-03-19", weekday: "2", time: "period 3" }, 2),
    });
    expect(reading).toMatchObject({
      ok: true,
      value: [
        { kind: "date", fromOn: "2026-12-01", toOn: "2026-12-01", partOfDay: "start_time", startMinutes: 550 },
        { kind: "range", toOn: "2027-01-22", partOfDay: "morning", startMinutes: null },
        { kind: "weekday", weekday: 2, partOfDay: "any", periodLabel: "period 3" },
      ],
    });
  });

  it("leave out later choices that stay empty", () => {
    const reading = read({ ...wish({ from: "2026-12-01" }), ...wish({}, 1), ...wish({}, 2) });
    expect(reading.ok && reading.value).toHaveLength(1);
  });

  it("come back into the fields as they were", () => {
    const fields = wish({ from: "2027-01-11", to: "2027-03-19", weekday: "2", time: "period 3" });
    const reading = read(fields);
    expect(reading.ok && datesValues(reading.value)).toEqual({ ...fields, "wishes.0.to.month": "3", "wishes.0.from.month": "1" });
  });

  it.each([
    ["nothing", wish({}), "wishes.0.from", "Enter the date of your first choice"],
    ["a day that does not exist", wish({ from: "2027-02-30" }), "wishes.0.from", "Enter the date"],
    ["a day in the past", wish({ from: "2026-11-20" }), "wishes.0.from", "Thursday 26 November 2026 or later"],
    ["a day too soon", wish({ from: "2026-11-25" }), "wishes.0.from", "or later"],
    ["a day years ahead", wish({ from: "2029-01-08" }), "wishes.0.from", "or earlier"],
    ["a Saturday", wish({ from: "2026-12-05" }), "wishes.0.from", "Saturday 5 December 2026 is at a weekend"],
    ["Christmas Day", wish({ from: "2026-12-25" }), "wishes.0.from", "bank holiday (Christmas Day)"],
    ["a period that runs backwards", wish({ from: "2027-01-12", to: "2027-01-11" }), "wishes.0.to", "must not be before"],
    ["a weekend as a period", wish({ from: "2026-12-05", to: "2026-12-06" }), "wishes.0.from", "Schools are closed"],
    ["a weekday without a period", wish({ from: "2026-12-01", weekday: "2" }), "wishes.0.weekday", "last date"],
    ["a weekday outside", wish({ from: "2026-12-01", to: "2026-12-02", weekday: "5" }), "wishes.0.weekday", "does not fall"],
    ["a bare hour", wish({ from: "2026-12-01", time: "9" }), "wishes.0.time", "such as 09:10"],
  ])("refuse %s", (_, fields, field, message) => {
    const reading = read(fields);
    expect(reading.ok ? {} : reading.errors).toHaveProperty([field], expect.stringContaining(message));
  });

  it("let youth settings choose a weekend", () => {
    expect(read(wish({ from: "2026-12-05" }), "youth").ok).toBe(true);
  });

  it("accept the first day that leaves time to plan", () => {
    expect(read(wish({ from: "2026-11-26" })).ok).toBe(true);
  });
});

describe("the students of a request", () => {
  const read = (fields: Record<string, string>) => readForm(studentsSchema(FORMATS), form(fields));
  const group = (index: number, audience: string, expected: string, label = "") => ({
    [`groups.${index}.audience`]: audience,
    [`groups.${index}.expected`]: expected,
    [`groups.${index}.label`]: label,
  });

  it("are groups by year, stage or mix; empty rows do not count", () => {
    const reading = read({
      formatId: "a",
      ...group(0, "year-9", "180"),
      ...group(1, "", ""),
      ...group(2, "stage-3", "1,00", "house"),
    });
    expect(reading).toMatchObject({
      ok: true,
      value: {
        groups: [
          { kind: "year_group", yearGroups: ["9"], label: "whole year", expected: 180 },
          { kind: "key_stage", yearGroups: ["7", "8", "9"], label: "house", expected: 100 },
        ],
      },
    });
  });

  it("come back into the fields as they were", () => {
    const reading = read({ formatId: "t", ...group(0, "stage-4", "30", "10 and 11") });
    expect(reading.ok && studentsValues(reading.value)).toMatchObject({
      formatId: "t",
      "groups.0.audience": "stage-4",
      "groups.0.label": "10 and 11",
      "groups.0.expected": "30",
    });
  });

  it("take ages from youth settings", () => {
    const ages = { ...group(0, "ages", "12"), "groups.0.ageFrom": "16", "groups.0.ageTo": "25" };
    expect(read({ formatId: "t", ...ages })).toMatchObject({ ok: true, value: { groups: [{ ageFrom: 16, ageTo: 25 }] } });
    expect(read({ formatId: "t", ...ages, "groups.0.ageTo": "26" }).ok).toBe(false);
  });

  it.each([
    ["no kind of session", { ...group(0, "year-9", "30") }, "formatId"],
    ["no group", { formatId: "t", ...group(0, "", "") }, "groups.0.audience"],
    ["a group of nobody knows whom", { formatId: "t", ...group(0, "", "30") }, "groups.0.audience"],
    ["no number", { formatId: "t", ...group(0, "year-9", "many") }, "groups.0.expected"],
    ["more than the format takes", { formatId: "t", ...group(0, "year-9", "36") }, "groups.0.expected"],
    ["a made-up year", { formatId: "t", ...group(0, "year-14", "30") }, "groups.0.audience"],
  ])("refuse %s", (_, fields, field) => {
    const reading = read(fields);
    expect(reading.ok ? {} : reading.errors).toHaveProperty([field]);
  });

  it("may tell the roll of their year groups, or not", () => {
    const schema = rollsSchema(["9", "10"]);
    expect(readForm(schema, form({ "roll.year9": " 182 ", "roll.year10": "" }))).toMatchObject({
      ok: true,
      value: [
        { yearGroup: "9", roll: 182 },
        { yearGroup: "10", roll: null },
      ],
    });
    expect(readForm(schema, form({ "roll.year9": "lots" }))).toMatchObject({ ok: false, errors: { "roll.year9": expect.any(String) } });
  });
});

describe("a school that is not listed", () => {
  const fields = { kind: "youth", name: "Riverside Youth Project", town: "Testford", postcode: "le11aa" };

  it("is named with a postcode as the Post Office writes it", () => {
    expect(readForm(unlistedSchoolSchema, form(fields))).toMatchObject({ ok: true, value: { postcode: "LE1 1AA" } });
  });

  it("needs a real postcode, and a chosen one an id", () => {
    expect(readForm(unlistedSchoolSchema, form({ ...fields, postcode: "somewhere" })).ok).toBe(false);
    expect(readForm(chosenSchoolSchema, form({ schoolId: "1; drop" }))).toMatchObject({ ok: true, value: { schoolId: "" } });
  });
});

describe("the contact", () => {
  const fields = { name: "Test Contact", jobTitle: "", email: " head@school.test ", phone: "0116 496 0123" };
  const read = (over: Record<string, string> = {}) => readForm(detailsSchema, form({ ...fields, ...over }));

  it("has a trimmed address and perhaps a colleague", () => {
    expect(read()).toMatchObject({ ok: true, value: { email: "head@school.test", second: null } });
    expect(read({ secondName: "Colleague", secondEmail: "office@school.test" })).toMatchObject({
      ok: true,
      value: { second: { name: "Colleague", email: "office@school.test" } },
    });
  });

  it.each([
    ["no name", { name: " " }, "name"],
    ["no address", { email: "" }, "email"],
    ["an address that is none", { email: "head@school" }, "email"],
    ["no phone number", { phone: "ring me" }, "phone"],
    ["half a colleague", { secondName: "Colleague" }, "secondEmail"],
    ["themselves as colleague", { secondName: "Me", secondEmail: "HEAD@school.test" }, "secondEmail"],
  ])("is refused with %s", (_, over, field) => {
    const reading = read(over);
    expect(reading.ok ? {} : reading.errors).toHaveProperty([field]);
  });

  it("may leave the practicalities empty", () => {
    expect(readForm(practicalitiesSchema, form({}))).toMatchObject({ ok: true, value: { afterIncident: false } });
    expect(readForm(practicalitiesSchema, form({ afterIncident: "yes" }))).toMatchObject({ ok: true, value: { afterIncident: true } });
  });
});
