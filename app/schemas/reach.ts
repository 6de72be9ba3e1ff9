import { z } from "zod";
import { YEAR_GROUPS } from "~/domain/groups";
import { MOST_PAST_ATTENDED, type PastSession } from "~/domain/past-sessions";
import type { PeriodChoice } from "~/domain/programme-year";
import { TOPICS, type ReachFilter } from "~/domain/reach-dimensions";
import { isDay } from "~/lib/london-time";
import { readSlug } from "~/schemas/campaign";
import { dayField, optionalDayField, optionalTextField, textField, wholeNumberField } from "~/schemas/form-fields";

const YEAR_KINDS = ["programme", "academic", "financial", "calendar"] as const;

const FIRST_YEAR = 2000;
const LAST_YEAR = 2099;

const kindSchema = z.enum(YEAR_KINDS);

/** "financial-2026-04-01" or "campaign-spring-week" from an address; null for anything that names no period. */
export function readPeriodChoice(text: string | null): PeriodChoice | null {
  const slug = readSlug(/^campaign-(.+)$/.exec(text ?? "")?.[1]);
  if (slug !== null) return { kind: "campaign", slug };
  const [, kindText, onDay = ""] = /^([a-z]+)-(\d{4}-\d{2}-\d{2})$/.exec(text ?? "") ?? [];
  const kind = kindSchema.safeParse(kindText);
  const year = Number(onDay.slice(0, 4));
  if (!kind.success || !isDay(onDay) || year < FIRST_YEAR || year > LAST_YEAR) return null;
  return { kind: kind.data, onDay };
}

/** Whether an export is meant to be handed on: small numbers and priority areas stay out of it. */
export function isForPublication(query: URLSearchParams): boolean {
  return query.get("for") === "publication";
}

/** A page number from an address; 1 for anything else. */
export function readPage(text: string | null): number {
  return text !== null && /^[1-9]\d{0,4}$/.test(text) ? Number(text) : 1;
}

const SIDES = ["open", "targeted"] as const;
const SAID = ["school", "team", "imported"] as const;
/** A school may stand in several priority areas at once. */
const MOST_TEXT = 400;

const partKey = z.string().min(1).max(MOST_TEXT).optional().catch(undefined);

const filterSchema = z.object({
  side: z.enum(SIDES).optional().catch(undefined),
  month: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .optional()
    .catch(undefined),
  yearGroup: partKey,
  district: partKey,
  authority: partKey,
  school: z.uuid().optional().catch(undefined),
  type: partKey,
  phase: partKey,
  format: partKey,
  area: partKey,
  funder: partKey,
  campaign: partKey,
  basis: partKey,
  topic: z.enum(TOPICS).optional().catch(undefined),
  said: z.enum(SAID).optional().catch(undefined),
});

/** What an address says of the groups to list; what cannot be read is left out. */
export function readGroupFilter(query: URLSearchParams): ReachFilter {
  const known = Object.fromEntries(Object.keys(filterSchema.shape).map((name) => [name, query.get(name) ?? undefined]));
  const read = filterSchema.parse(known);
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}

const MOST_STUDENTS = 10_000;

/** Freezing a figure, or the result of one visit of its audit sample. */
export const publishSchema = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("publish"),
    seenFigure: wholeNumberField("The figure", 0, 999_999_999),
    reason: optionalTextField("The reason", 500),
    signOff: z.literal("yes", "Tick the box to sign the figure off"),
  }),
  z.object({
    intent: z.literal("audit"),
    publicationId: z.uuid(),
    visitId: z.uuid(),
    found: wholeNumberField("The number in the register", 0, MOST_STUDENTS),
  }),
]);

export const confirmFiguresSchema = z.object({ visitId: z.uuid() });

const BASES = ["school_register", "headcount", "estimate"] as const;

/** A session that was held before this service, as the form asks for it. */
export const pastSessionSchema = z
  .object({
    school: textField("Enter the school’s URN or its name", "The school", 200),
    schoolId: z.uuid().optional().catch(undefined),
    on: dayField("Enter the day of the session"),
    formatId: z.uuid("Choose the format"),
    yearGroup: z.enum([...YEAR_GROUPS, "mixed"], "Choose the year group"),
    group: optionalTextField("The group", 60),
    attended: wholeNumberField("The number of students", 1, MOST_PAST_ATTENDED),
    novelty: z.enum(["new", "mixed", "same"], "Say whether these were new students"),
    asOn: optionalDayField(),
    basis: z.enum(BASES).nullable().catch(null),
  })
  .superRefine(({ novelty, asOn, on }, context) => {
    if (novelty !== "same") return;
    if (asOn === null) context.addIssue({ code: "custom", path: ["asOn"], message: "Enter the day on which the same students were there" });
    else if (asOn >= on) context.addIssue({ code: "custom", path: ["asOn"], message: "The same students must have been there on an earlier day" });
  })
  .transform(({ schoolId, school, formatId, novelty, asOn, ...rest }): PastSession => ({
    ...rest,
    school: schoolId ?? school,
    format: formatId,
    novelty: novelty === "same" ? { kind: novelty, asOn: asOn ?? "" } : { kind: novelty },
    minutes: null,
    funder: "",
    campaign: "",
  }));
