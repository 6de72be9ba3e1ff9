import { z } from "zod";
import { SETTING_KINDS } from "~/domain/eligible";
import { YEAR_GROUPS } from "~/domain/groups";
import { academicYearOf } from "~/domain/programme-year";
import {
  dayField,
  decimalField,
  optionalPoundsField,
  optionalTextField,
  textField,
  timeField,
  wholeNumberField,
} from "~/schemas/form-fields";

const emailField = z
  .string("Enter an email address")
  .trim()
  .pipe(z.email("Enter an email address, such as name@example.org"));

const version = z.coerce.number().int().default(0);

const gridReference = (what: string, most: number) =>
  z.union([z.literal("").transform(() => null), wholeNumberField(what, 0, most)]).default(null);

const personFields = {
  name: textField("Enter a name", "The name", 100),
  roles: z.array(z.enum(["presenter", "coordinator", "manager", "analyst"])).default([]),
  baseName: optionalTextField("The base", 100),
  baseEasting: gridReference("Easting", 700_000),
  baseNorthing: gridReference("Northing", 1_300_000),
};

type BaseFields = { baseName: string; baseEasting: number | null; baseNorthing: number | null };

function withBase<Fields extends BaseFields>(fields: Fields, context: z.RefinementCtx<unknown>) {
  const { baseName, baseEasting, baseNorthing, ...rest } = fields;
  if ((baseEasting === null) !== (baseNorthing === null)) {
    const missing = baseEasting === null ? "baseEasting" : "baseNorthing";
    context.addIssue({ code: "custom", path: [missing], message: "Enter both figures of the grid reference" });
  }
  return { ...rest, base: { baseName, baseEasting, baseNorthing } };
}

export const newPersonSchema = z
  .object({
    ...personFields,
    email: emailField,
    roles: personFields.roles.refine((roles) => roles.length > 0, "Select at least one role"),
  })
  .transform(withBase);

export const personSchema = z.object({ ...personFields, rolesSeen: z.string().default("") }).transform(withBase);

export const formatSchema = z
  .object({
    version,
    name: textField("Enter a name", "The name", 60),
    description: optionalTextField("The description", 300),
    minMinutes: wholeNumberField("Shortest length", 5, 300),
    maxMinutes: wholeNumberField("Longest length", 5, 300),
    defaultMinutes: wholeNumberField("Usual length", 5, 300),
    largestGroup: wholeNumberField("Largest group", 1, 2_000),
    presentersNeeded: wholeNumberField("Presenters needed", 1, 10),
    setUpMinutes: wholeNumberField("Set-up", 0, 120),
    packDownMinutes: wholeNumberField("Pack-down", 0, 120),
    wholeCohort: z.enum(["yes", "no"], "Select how groups take part").transform((answer) => answer === "yes"),
    position: wholeNumberField("Place in the list", 0, 999),
  })
  .superRefine((format, context) => {
    const refuse = (field: string, message: string): void =>
      context.addIssue({ code: "custom", path: [field], message });
    if (format.maxMinutes < format.minMinutes) {
      refuse("maxMinutes", "Longest length must not be less than the shortest");
    } else if (format.defaultMinutes < format.minMinutes || format.defaultMinutes > format.maxMinutes) {
      refuse("defaultMinutes", "Usual length must lie between the shortest and the longest");
    }
  });

export const formatRetirementSchema = z.object({ version, retired: z.enum(["yes", "no"]) });

/** Visits that a change touches and that were shown: the removal of a term may touch a whole term of them. */
const acceptedVisits = z.array(z.uuid()).max(5_000).default([]);
export const acceptedVisitsSchema = z.object({ accepted: acceptedVisits });

export const termSchema = z
  .object({
    authority: z.string().min(1).max(20),
    name: textField("Enter a name, such as Autumn, first half", "The name", 60),
    starts: dayField("Enter the first day that schools are open"),
    ends: dayField("Enter the last day that schools are open"),
    accepted: acceptedVisits,
  })
  .superRefine(({ starts, ends }, context) => {
    const refuse = (message: string): void => context.addIssue({ code: "custom", path: ["ends"], message });
    if (ends < starts) refuse("The last day must not be before the first day");
    else if (academicYearOf(starts) !== academicYearOf(ends)) refuse("A term must end by 31 July");
  });

export const programmeYearSchema = z
  .object({
    version,
    name: textField("Enter a name, such as 2026/27", "The name", 40),
    starts: dayField("Enter the first day of the year"),
    ends: dayField("Enter the last day of the year"),
    target: wholeNumberField("Target", 0, 10_000_000),
    cost: optionalPoundsField("Cost"),
  })
  .superRefine(({ starts, ends }, context) => {
    if (ends > starts) return;
    context.addIssue({ code: "custom", path: ["ends"], message: "The last day must be after the first day" });
  });

const mailStatuses = ["queued", "sending", "sent", "superseded", "failed", "given_up"] as const;

/** `?status=failed&text=…&before=…`; nonsense counts as not given. */
export function readMailFilter(url: string) {
  const query = new URL(url).searchParams;
  const status = z.enum(mailStatuses).safeParse(query.get("status"));
  const before = z.uuid().safeParse(query.get("before"));
  const text = (query.get("text") ?? "").trim().slice(0, 200);
  return {
    status: status.success ? status.data : undefined,
    before: before.success ? before.data : undefined,
    text: text === "" ? undefined : text,
  };
}

const speed = (what: string) => wholeNumberField(what, 5, 120);

const statement = textField("Enter a statement", "The statement", 150);

export const settingsSchema = z
  .object({
    version: z.string().default(""),
    organizerName: textField("Enter the team’s name", "The name", 80),
    organizerEmail: emailField,
    teamPhone: textField("Enter a phone number", "The phone number", 40),
    answerWorkingDays: wholeNumberField("Working days to answer", 1, 60),
    anotherDateSchoolDays: wholeNumberField("School days before a visit", 0, 60),
    cancelSchoolDays: wholeNumberField("School days before a visit", 0, 60),
    retentionMonths: wholeNumberField("Months that contact data is kept", 1, 120),
    defaultTarget: wholeNumberField("Target", 0, 10_000_000),
    feedbackFirst: statement,
    feedbackSecond: statement,
    feedbackThird: statement,
    feedbackSurvey: statement,
    publicFigure: z.string().default(""),
    coreYear: z.enum(YEAR_GROUPS, "Choose a year group"),
    eligibleYears: z.array(z.enum(YEAR_GROUPS)).min(1, "Select the year groups that the programme is for"),
    eligibleKinds: z.array(z.enum(SETTING_KINDS)).min(1, "Select the kinds of setting that the programme is for"),
    approachDays: wholeNumberField("Days between approaches", 1, 365),
    smallNumbersUnder: wholeNumberField("The smallest number shown", 0, 100),
    opens: timeField("Enter the time schools open"),
    closes: timeField("Enter the time schools close"),
    signInMinutes: wholeNumberField("Signing in", 0, 60),
    leastMinutes: wholeNumberField("Least time between two places", 0, 60),
    assumedMinutes: wholeNumberField("Time without a grid reference", 0, 240),
    detourFactor: decimalField("Detour factor", 1, 3),
    bands: z.array(
      z.object({ upToKilometres: wholeNumberField("Kilometres", 1, 200), speed: speed("Speed") }),
    ),
    openRoadSpeed: speed("Speed"),
    slowdown: decimalField("Slow-down", 1, 5),
    windows: z.array(z.object({ start: timeField("Enter a start time"), end: timeField("Enter an end time") })),
  })
  .transform((form, context) => {
    const refuse = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: "custom", path, message });
    if (form.closes <= form.opens) refuse(["closes"], "Closing must be later than opening");
    form.windows.forEach(({ start, end }, index) => {
      if (end <= start) refuse(["windows", index, "end"], "The end must be later than the start");
      const before = form.windows[index - 1];
      if (before && start < before.end) refuse(["windows", index, "start"], "The times must be in order and apart");
    });
    form.bands.forEach(({ upToKilometres }, index) => {
      const before = form.bands[index - 1];
      if (!before || upToKilometres > before.upToKilometres) return;
      refuse(["bands", index, "upToKilometres"], "Each distance must be longer than the one before");
    });
    return {
      version: form.version,
      changes: {
        organizer: { name: form.organizerName, email: form.organizerEmail },
        teamPhone: form.teamPhone,
        answerWorkingDays: form.answerWorkingDays,
        contactChanges: {
          anotherDateSchoolDays: form.anotherDateSchoolDays,
          cancelSchoolDays: form.cancelSchoolDays,
        },
        retentionMonths: form.retentionMonths,
        defaultTarget: form.defaultTarget,
        feedback: {
          first: form.feedbackFirst,
          second: form.feedbackSecond,
          third: form.feedbackThird,
          survey: form.feedbackSurvey,
        },
        publicFigure: form.publicFigure === "yes",
        coreYear: form.coreYear,
        eligible: {
          yearGroups: YEAR_GROUPS.filter((year) => form.eligibleYears.includes(year)),
          kinds: SETTING_KINDS.filter((kind) => form.eligibleKinds.includes(kind)),
        },
        approachDays: form.approachDays,
        smallNumbersUnder: form.smallNumbersUnder,
        schoolHours: { startMinutes: form.opens, endMinutes: form.closes },
        travel: {
          detourFactor: form.detourFactor,
          speedBands: form.bands.map((band) => ({
            upToKilometres: band.upToKilometres,
            kilometresPerHour: band.speed,
          })),
          openRoadKilometresPerHour: form.openRoadSpeed,
          schoolRun: {
            windows: form.windows.map(({ start, end }) => ({ startMinutes: start, endMinutes: end })),
            slowdown: form.slowdown,
          },
          leastMinutes: form.leastMinutes,
          assumedMinutes: form.assumedMinutes,
          signInMinutes: form.signInMinutes,
        },
      },
    };
  });

const copyTermsSchema = z.object({
  authority: z.string().regex(/^[A-Za-z0-9-]{1,12}$/),
  year: z.string().regex(/^20\d{2}\/\d{2}$/),
});

/** `?authority=855&year=2027/28`; null where one of them is missing or nonsense. */
export function readCopyTermsQuery(url: string): { authority: string; year: string } | null {
  const query = new URL(url).searchParams;
  const parsed = copyTermsSchema.safeParse({ authority: query.get("authority"), year: query.get("year") });
  return parsed.success ? parsed.data : null;
}
