import { z } from "zod";
import { isYearGroup } from "~/domain/groups";
import {
  optionalDayField,
  optionalTextField,
  optionalTimeField,
  textField,
  wholeNumberField,
} from "~/schemas/form-fields";

const optionalMetres = (what: string, most: number) =>
  z
    .string()
    .trim()
    .default("")
    .transform((text) => text.replaceAll(/[ ,]/g, ""))
    .pipe(z.union([z.literal("").transform(() => null), wholeNumberField(what, 0, most)], `${what} must be in metres`));

const postcode = z
  .string("Enter a postcode")
  .trim()
  .toUpperCase()
  .transform((text) => text.replace(/\s+/g, "").replace(/^(.+)(\d[A-Z]{2})$/, "$1 $2"))
  .pipe(z.string().regex(/^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/, "Enter a full postcode, such as LE1 1AA"));

/** A youth setting, or a school that is not in the register. Grid references are metres, both or none. */
export const settingSchema = z
  .object({
    kind: z.enum(["school", "youth"], "Select what it is"),
    name: textField("Enter its name", "The name", 200),
    town: textField("Enter the town or village", "The town", 100),
    postcode,
    district: optionalTextField("The district", 20).transform((code) => (code === "" ? null : code)),
    easting: optionalMetres("Easting", 700_000),
    northing: optionalMetres("Northing", 1_300_000),
    targeted: z.literal("yes").optional(),
  })
  .superRefine(({ easting, northing }, context) => {
    if ((easting === null) === (northing === null)) return;
    const path = [easting === null ? "easting" : "northing"];
    context.addIssue({ code: "custom", path, message: "Enter both easting and northing, or neither" });
  })
  .transform(({ district, targeted, ...setting }) => ({
    ...setting,
    districtCode: district,
    targeted: targeted === "yes",
  }));

export const linkSchoolSchema = z.object({
  version: z.coerce.number().int(),
  schoolId: z.uuid("Select a school or setting"),
});

export const versionSchema = z.object({ version: z.coerce.number().int() });

const ROW_LIMIT = 100;

const bellRow = z.object({ label: optionalTextField("The name", 40), start: optionalTimeField(), end: optionalTimeField() });
const closedRow = z.object({ label: optionalTextField("The reason", 100), on: optionalDayField() });
const quietRow = z.object({
  label: optionalTextField("The name", 100),
  from: optionalDayField(),
  to: optionalDayField(),
  yearGroups: z.array(z.string()).default([]),
  hallOnly: z.literal("yes").optional(),
});

type Tell = (path: (string | number)[], message: string) => void;

/** What the team keeps about a school. Rows left empty do not count: emptying one removes it. */
export const keptSchema = z
  .object({
    version: z.coerce.number().int(),
    opens: optionalTimeField(),
    closes: optionalTimeField(),
    bellTimes: z.array(bellRow).max(ROW_LIMIT).default([]),
    closedDays: z.array(closedRow).max(ROW_LIMIT).default([]),
    quietPeriods: z.array(quietRow).max(ROW_LIMIT).default([]),
    targeted: z.literal("yes").optional(),
    accepted: z.array(z.uuid()).max(1_000).default([]),
  })
  .transform((form, context) => {
    const tell: Tell = (path, message) => context.addIssue({ code: "custom", path, message });
    const kept = {
      hours: hoursOf(form.opens, form.closes, tell),
      bellTimes: form.bellTimes.flatMap((row, index) => bellTimeOf(row, index, tell)),
      closedDays: form.closedDays.flatMap(({ on, label }, index) => {
        if (on !== null) return [{ onDate: on, label }];
        if (label !== "") tell(["closedDays", index, "on"], "Enter the day");
        return [];
      }),
      quietPeriods: form.quietPeriods.flatMap((row, index) => quietPeriodOf(row, index, tell)),
    };
    kept.closedDays.forEach(({ onDate }, index) => {
      const first = kept.closedDays.findIndex((day) => day.onDate === onDate);
      if (first < index) tell(["closedDays", index, "on"], "This day is entered twice");
    });
    return { version: form.version, kept, targeted: form.targeted === "yes", acceptedVisitIds: form.accepted };
  });

function hoursOf(opens: number | null, closes: number | null, tell: Tell) {
  if (opens === null && closes === null) return null;
  if (opens !== null && closes !== null && closes > opens) return { startMinutes: opens, endMinutes: closes };
  if (opens === null) tell(["opens"], "Enter when the day begins");
  else tell(["closes"], closes === null ? "Enter when the day ends" : "The end must be later than the start");
  return null;
}

function bellTimeOf({ label, start, end }: z.output<typeof bellRow>, index: number, tell: Tell) {
  if (label === "" && start === null && end === null) return [];
  if (label === "") tell(["bellTimes", index, "label"], "Enter a name, such as Period 3");
  if (start === null) tell(["bellTimes", index, "start"], "Enter when it begins");
  if (end === null) tell(["bellTimes", index, "end"], "Enter when it ends");
  if (start === null || end === null) return [];
  if (end <= start) tell(["bellTimes", index, "end"], "The end must be later than the start");
  return [{ label, startMinutes: start, endMinutes: end }];
}

function quietPeriodOf(row: z.output<typeof quietRow>, index: number, tell: Tell) {
  const { label, from, to } = row;
  if (label === "" && from === null && to === null) return [];
  if (label === "") tell(["quietPeriods", index, "label"], "Enter a name, such as Mock exams");
  if (from === null) tell(["quietPeriods", index, "from"], "Enter the first day");
  if (to === null) tell(["quietPeriods", index, "to"], "Enter the last day");
  if (from === null || to === null) return [];
  if (to < from) tell(["quietPeriods", index, "to"], "The last day must not be before the first");
  const yearGroups = row.yearGroups.filter(isYearGroup);
  return [{ label, startsOn: from, endsOn: to, yearGroups, hallOnly: row.hallOnly === "yes" }];
}

/** Two schools linked by hand, or such a link taken back. */
export const schoolLinkSchema = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("add"),
    relation: z.enum(["followed_by", "follows", "merged_into", "took_in"], "Select what one school is to the other"),
    urn: wholeNumberField("URN", 1, 999_999_999),
  }),
  z.object({ intent: z.literal("remove"), from: z.uuid(), to: z.uuid() }),
]);
