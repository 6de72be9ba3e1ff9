import { describe, expect, it } from "vitest";
import { plainCalendar, type AskingCalendar } from "~/domain/asking-days";
import type { YearGroup } from "~/domain/groups";
import { readForm } from "~/lib/form-data";
import {
  chosenSchoolSchema,
  datesSchema,
  datesValues,
  detailsSchema,
  formatSchema,
  practicalitiesSchema,
  rollsSchema,
  studentsSchema,
  studentsValues,
  unlistedSchoolSchema,
} from "~/schemas/request-form";

/** A Monday. */
const TODAY = "2026-11-23";
const ASSEMBLY = { id: "a", name: "Assembly", largestGroup: 240 };
const TUTOR = { id: "t", name: "Tutor time", largestGroup: 35 };

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

type WishFields = { on?: string; from?: string; to?: string; weekday?: string; partOfDay?: string; time?: string };

/** A date alone is one day, two are a period, and a weekday makes it the days of the week in it. */
function wish(fields: WishFields, index = 0) {
  const prefix = `wishes.${index}`;
  const date = (name: string, day: string | undefined) => {
    const [year = "", month = "", date = ""] = (day ?? "").split("-");
    const parts = { day: date.replace(/^0/, ""), month: month.replace(/^0/, ""), year };
    return Object.fromEntries(Object.entries(parts).map(([part, text]) => [`${prefix}.${name}.${part}`, text]));
  };
  const kind = fields.weekday !== undefined ? "weekday" : fields.from !== undefined ? "range" : "date";
  const field = kind === "weekday" ? "weekly" : "range";
  return {
    [`${prefix}.kind`]: kind,
    ...(kind === "date" ? date("on", fields.on) : { ...date(`${field}.from`, fields.from), ...date(`${field}.to`, fields.to) }),
    ...(kind === "weekday" ? { [`${prefix}.weekly.weekday`]: fields.weekday ?? "" } : {}),
    [`${prefix}.partOfDay`]: fields.partOfDay ?? "any",
    [`${prefix}.time`]: fields.time ?? "",
  };
}

function day(name: string, on: string) {
  const [year = "", month = "", date = ""] = on.split("-");
  return { [`${name}.day`]: date, [`${name}.month`]: month, [`${name}.year`]: year };
}

const TERMS = [
  { name: "Autumn term, second half", startsOn: "2026-11-02", endsOn: "2026-12-18" },
  { name: "Spring term, first half", startsOn: "2027-01-04", endsOn: "2027-02-12" },
  { name: "Spring term, second half", startsOn: "2027-02-22", endsOn: "2027-03-25" },
];

const SCHOOL: AskingCalendar = {
  ...plainCalendar("school"),
  terms: TERMS,
  closedDays: [{ onDate: "2027-01-04", label: "training day" }],
  quietPeriods: [
    { label: "Mocks", startsOn: "2027-01-11", endsOn: "2027-01-15", yearGroups: ["11"], hallOnly: false },
  ],
};

describe("the dates of a request", () => {
  const read = (fields: Record<string, string>, calendar = plainCalendar("school"), yearGroups: YearGroup[] = ["9"]) =>
    readForm(datesSchema({ calendar, yearGroups }, TODAY), form(fields));

  it("are one day, a period, or a weekday in a period", () => {
    const reading = read({
      ...wish({ on: "2026-12-01", time: "9.10" }),
      ...wish({ from: "2027-01-11", to: "2027-01-22", partOfDay: "morning" }, 1),
      ...wish({ from: "2027-01-11", to: "2027-03-19", weekday: "2", time: "period 3" }, 2),
    });
    expect(reading).toMatchObject({
      ok: true,
      value: {
        never: [],
        wishes: [
          { kind: "date", fromOn: "2026-12-01", toOn: "2026-12-01", partOfDay: "start_time", startMinutes: 550 },
          { kind: "range", toOn: "2027-01-22", partOfDay: "morning", startMinutes: null },
          { kind: "weekday", weekday: 2, partOfDay: "any", periodLabel: "period 3" },
        ],
      },
    });
  });

  it("read only what belongs to the kind chosen", () => {
    const left = wish({ from: "2027-01-11", to: "2027-03-19", weekday: "2" });
    const reading = read({ ...left, ...wish({ on: "2026-12-01" }) });
    expect(reading).toMatchObject({ ok: true, value: { wishes: [{ kind: "date", weekday: null, toOn: "2026-12-01" }] } });
  });

  it("take a term for a period", () => {
    const term = { "wishes.0.weekly.term": "2027-01-04_2027-03-25", "wishes.0.weekly.weekday": "2" };
    const reading = read({ "wishes.0.kind": "weekday", "wishes.0.partOfDay": "any", ...term }, SCHOOL);
    expect(reading).toMatchObject({
      ok: true,
      value: { wishes: [{ kind: "weekday", weekday: 2, fromOn: "2027-01-04", toOn: "2027-03-25" }] },
    });
  });

  it("turn periods into times where they are known, from the school or typed", () => {
    const third = { label: "Period 3", startMinutes: 665, endMinutes: 715 };
    const wanted = wish({ on: "2026-12-01", time: "p3" });
    const meant = { ok: true, value: { wishes: [{ partOfDay: "start_time", startMinutes: 665, periodLabel: "Period 3" }] } };
    expect(read(wanted, { ...plainCalendar("school"), bellTimes: [third] })).toMatchObject(meant);
    const typed = read({ ...wanted, periods: "Period 1: 8:50 - 9:40\n\nPeriod 3 11:05 to 11:55" });
    expect(typed).toMatchObject(meant);
    expect(typed).toMatchObject({ value: { bellTimes: [{ label: "Period 1", startMinutes: 530, endMinutes: 580 }, third] } });
    expect(read({ ...wanted, periods: "first thing" })).toMatchObject({ ok: false, errors: { periods: expect.any(String) } });
  });

  it("name days that never work, and a wish on one of them is refused", () => {
    const never = { neverWeekdays: "5", ...day("never.0.from", "2027-01-18"), ...day("never.0.to", "2027-01-22") };
    expect(read({ ...wish({ on: "2026-12-01" }), ...never })).toMatchObject({
      ok: true,
      value: { never: [{ kind: "weekday", weekday: 5 }, { kind: "span", fromOn: "2027-01-18", toOn: "2027-01-22" }] },
    });
    const refused = read({ ...wish({ on: "2026-12-04" }), ...never });
    expect(refused.ok ? {} : refused.errors).toHaveProperty(["wishes.0.on"], expect.stringContaining("never on Fridays"));
    const backwards = read({ ...wish({ on: "2026-12-01" }), ...never, ...day("never.0.to", "2027-01-11") });
    expect(backwards.ok ? {} : backwards.errors).toHaveProperty(["never.0.to"]);
  });

  it.each([
    ["the holidays", "2026-12-21", ["9"], "is in the school holidays. The nearest that can work: Friday 18 December 2026 or Tuesday 5 January 2027"],
    ["half term", "2027-02-15", ["9"], "Friday 12 February 2027 or Monday 22 February 2027"],
    ["a closed day", "2027-01-04", ["9"], "is a closed day (training day)"],
    ["mocks of the only year asked for", "2027-01-12", ["11"], "is in a quiet period of your school (Mocks)"],
  ] as const)("say why %s cannot be, with the nearest that can", (_, on, years, message) => {
    const reading = read(wish({ on }), SCHOOL, [...years]);
    expect(reading.ok ? {} : reading.errors).toHaveProperty(["wishes.0.on"], expect.stringContaining(message));
  });

  it("let another year have its session while one is quiet", () => {
    expect(read(wish({ on: "2027-01-12" }), SCHOOL, ["9"]).ok).toBe(true);
    expect(read(wish({ on: "2027-01-12" }), SCHOOL, ["9", "11"]).ok).toBe(true);
  });

  it("may lie around both clock changes and the turn of the year", () => {
    const fields = { ...wish({ on: "2027-03-29" }), ...wish({ from: "2026-12-24", to: "2027-01-04" }, 1) };
    const easterMonday = read(fields);
    expect(easterMonday.ok ? {} : easterMonday.errors).toHaveProperty(["wishes.0.on"], expect.stringContaining("Easter Monday"));
    expect(read({ ...fields, ...wish({ on: "2027-11-01" }) }).ok).toBe(true);
  });

  it("leave out later choices that stay empty", () => {
    const reading = read({ ...wish({ on: "2026-12-01" }), ...wish({}, 1), ...wish({}, 2) });
    expect(reading.ok && reading.value.wishes).toHaveLength(1);
  });

  it("come back into the fields as they were", () => {
    const fields = { ...wish({ from: "2027-01-11", to: "2027-03-19", weekday: "2", time: "period 3" }) };
    const reading = read({ ...fields, ...day("never.0.from", "2027-03-01") });
    expect(reading.ok && datesValues(reading.value)).toMatchObject({ ...fields, "never.0.from.month": "3" });
  });

  it.each([
    ["nothing", wish({}), "wishes.0.on", "Enter the date of your first choice"],
    ["a day that does not exist", wish({ on: "2027-02-30" }), "wishes.0.on", "Enter the date"],
    ["a day in the past", wish({ on: "2026-11-20" }), "wishes.0.on", "Thursday 26 November 2026 or later"],
    ["a day too soon", wish({ on: "2026-11-25" }), "wishes.0.on", "or later"],
    ["a day years ahead", wish({ on: "2029-01-08" }), "wishes.0.on", "or earlier"],
    ["a Saturday", wish({ on: "2026-12-05" }), "wishes.0.on", "Saturday 5 December 2026 is at a weekend"],
    ["Christmas Day", wish({ on: "2026-12-25" }), "wishes.0.on", "bank holiday (Christmas Day)"],
    ["a period that runs backwards", wish({ from: "2027-01-12", to: "2027-01-11" }), "wishes.0.range.to", "must not be before"],
    ["a period that is over", wish({ from: "2026-11-09", to: "2026-11-20" }), "wishes.0.range.to", "or later"],
    ["a weekend as a period", wish({ from: "2026-12-05", to: "2026-12-06" }), "wishes.0.range.from", "at a weekend"],
    ["a period without its end", wish({ from: "2026-12-01" }), "wishes.0.range.to", "last date"],
    ["no day of the week", wish({ from: "2026-12-01", to: "2026-12-11", weekday: "" }), "wishes.0.weekly.weekday", "day of the week"],
    ["a weekday outside", wish({ from: "2026-12-01", to: "2026-12-02", weekday: "5" }), "wishes.0.weekly.weekday", "does not fall"],
    ["a bare hour", wish({ on: "2026-12-01", time: "9" }), "wishes.0.time", "such as 09:10"],
  ])("refuse %s", (_, fields, field, message) => {
    const reading = read(fields);
    expect(reading.ok ? {} : reading.errors).toHaveProperty([field], expect.stringContaining(message));
  });

  it("let youth settings choose a weekend", () => {
    expect(read(wish({ on: "2026-12-05" }), plainCalendar("youth")).ok).toBe(true);
  });

  it("accept the first day that leaves time to plan", () => {
    expect(read(wish({ on: "2026-11-26" })).ok).toBe(true);
  });
});

describe("the students of a request", () => {
  const read = (fields: Record<string, string>, format = TUTOR) => readForm(studentsSchema(format), form(fields));
  const group = (index: number, audience: string, expected: string, label = "") => ({
    together: "groups",
    [`groups.${index}.audience`]: audience,
    [`groups.${index}.expected`]: expected,
    [`groups.${index}.label`]: label,
  });
  const forms = (over: Record<string, string> = {}) => ({
    together: "forms",
    "forms.year": "year-9",
    "forms.count": "8",
    "forms.expected": "28",
    "forms.labels": "",
    "forms.periods": "5",
    ...over,
  });

  it("are a kind of session that is offered", () => {
    expect(readForm(formatSchema([TUTOR]), form({ formatId: "t" })).ok).toBe(true);
    expect(readForm(formatSchema([TUTOR]), form({ formatId: "a" })).ok).toBe(false);
    expect(readForm(formatSchema([TUTOR]), form({})).ok).toBe(false);
  });

  it("are all forms of a year in one go, named by letter or as the school does", () => {
    const lettered = read(forms());
    const named = read(forms({ "forms.count": "", "forms.labels": "9 Oak, 9 Elm; 9 Ash" }));
    expect(lettered.ok && lettered.value.periods).toBe(5);
    expect(lettered.ok && lettered.value.groups.map(({ label }) => label)).toEqual(["9A", "9B", "9C", "9D", "9E", "9F", "9G", "9H"]);
    expect(lettered.ok && lettered.value.groups[7]).toMatchObject({ kind: "year_group", yearGroups: ["9"], expected: 28 });
    expect(named.ok && named.value.groups.map(({ label }) => label)).toEqual(["9 Oak", "9 Elm", "9 Ash"]);
    expect(lettered.ok && studentsValues(lettered.value)).toMatchObject({ together: "forms", "forms.count": "8", "forms.periods": "5" });
  });

  it("are a whole year group at once", () => {
    const fields = { together: "whole", "whole.year": "year-9", "whole.expected": "180" };
    const reading = read(fields, ASSEMBLY);
    expect(reading).toMatchObject({ ok: true, value: { groups: [{ yearGroups: ["9"], label: "whole year", expected: 180 }] } });
    expect(reading.ok && studentsValues(reading.value)).toEqual(fields);
    expect(read(fields)).toMatchObject({ ok: false, errors: { "whole.expected": expect.stringContaining("up to 35") } });
  });

  it("are groups by year, stage or mix; empty rows do not count", () => {
    const reading = read({ ...group(0, "year-9", "180"), ...group(1, "", ""), ...group(2, "stage-3", "1,00", "house") }, ASSEMBLY);
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
    const fields = group(0, "stage-4", "30", "10 and 11");
    const reading = read(fields);
    expect(reading.ok && studentsValues(reading.value)).toMatchObject(fields);
  });

  it("take ages from youth settings", () => {
    const ages = { ...group(0, "ages", "12"), "groups.0.ageFrom": "16", "groups.0.ageTo": "25" };
    expect(read(ages)).toMatchObject({ ok: true, value: { groups: [{ ageFrom: 16, ageTo: 25 }] } });
    expect(read({ ...ages, "groups.0.ageTo": "26" }).ok).toBe(false);
  });

  it.each([
    ["nothing", {}, "together"],
    ["no group", group(0, "", ""), "groups.0.audience"],
    ["a group of nobody knows whom", group(0, "", "30"), "groups.0.audience"],
    ["no number", group(0, "year-9", "many"), "groups.0.expected"],
    ["more than the format takes", group(0, "year-9", "36"), "groups.0.expected"],
    ["a made-up year", group(0, "year-14", "30"), "groups.0.audience"],
    ["forms of no year", forms({ "forms.year": "" }), "forms.year"],
    ["a key stage as a year", forms({ "forms.year": "stage-3" }), "forms.year"],
    ["more forms than one request holds", forms({ "forms.count": "13" }), "forms.count"],
    ["no number of forms", forms({ "forms.count": "" }), "forms.count"],
    ["other names than forms", forms({ "forms.labels": "9A, 9B" }), "forms.labels"],
    ["a form named twice", forms({ "forms.count": "2", "forms.labels": "9A, 9a" }), "forms.labels"],
    ["forms too large", forms({ "forms.expected": "36" }), "forms.expected"],
    ["no periods at all", forms({ "forms.periods": "0" }), "forms.periods"],
  ])("refuse %s", (_, fields: Record<string, string>, field) => {
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
