import { z } from "zod";
import { LONGEST_COMMENT, type SurveyCounts } from "~/domain/feedback";
import { readForm, type FormReading } from "~/lib/form-data";

const MOST_STUDENTS = 2_000;

const score = (which: string) =>
  z.enum(["1", "2", "3", "4", "5"], `Select how far you agree with the ${which} statement`).transform(Number);

const feedbackSchema = z.object({
  first: score("first"),
  second: score("second"),
  third: score("third"),
  comment: z
    .string()
    .trim()
    .max(LONGEST_COMMENT, `The comment must be ${LONGEST_COMMENT.toLocaleString("en-GB")} characters or fewer`)
    .default(""),
});

const hands = z
  .string()
  .trim()
  .default("")
  .transform((text, context) => {
    if (text === "") return null;
    if (/^\d{1,4}$/.test(text) && Number(text) <= MOST_STUDENTS) return Number(text);
    context.addIssue({ code: "custom", message: "Enter a whole number, such as 14; 0 if nobody" });
    return z.NEVER;
  });

/** All three counts of a moment, or none. */
const moment = z.object({ yes: hands, unsure: hands, no: hands }).transform((counts, context): SurveyCounts | null => {
  const { yes, unsure, no } = counts;
  if (yes !== null && unsure !== null && no !== null) return { yes, unsure, no };
  if (yes === null && unsure === null && no === null) return null;
  for (const [name, count] of Object.entries(counts)) {
    if (count === null) context.addIssue({ code: "custom", path: [name], message: "Enter a number; 0 if nobody" });
  }
  return z.NEVER;
});

const surveySchema = z.object({ before: moment, after: moment });

const attendanceSchema = z.object({
  revision: z.coerce.number().int(),
  groups: z
    .array(
      z.object({
        key: z.string().max(100),
        attended: z
          .string()
          .trim()
          .regex(/^\d{1,4}$/, "Enter how many students came, such as 28; 0 if nobody")
          .transform(Number)
          .pipe(z.number().max(MOST_STUDENTS, `Enter ${MOST_STUDENTS.toLocaleString("en-GB")} or fewer`)),
      }),
    )
    .default([]),
  figuresConfirmed: z
    .string()
    .default("")
    .transform((ticked) => ticked === "yes"),
});

/** Which of the page's forms was sent, and what it says. */
export function readAfterVisit(formData: FormData): FormReading<AfterVisitAnswer> {
  if (formData.get("intent") === "attendance") {
    const form = readForm(attendanceSchema, formData);
    if (!form.ok) return form;
    const { groups: corrections, ...rest } = form.value;
    return { ok: true, value: { intent: "attendance", attendance: { ...rest, corrections } } };
  }
  if (formData.get("intent") === "survey") {
    const form = readForm(surveySchema, formData);
    return form.ok ? { ok: true, value: { intent: "survey", survey: form.value } } : form;
  }
  const form = readForm(feedbackSchema, formData);
  return form.ok ? { ok: true, value: { intent: "feedback", feedback: form.value } } : form;
}

type Attendance = {
  revision: number;
  corrections: { key: string; attended: number }[];
  figuresConfirmed: boolean;
};

type AfterVisitAnswer =
  | { intent: "attendance"; attendance: Attendance }
  | { intent: "feedback"; feedback: z.output<typeof feedbackSchema> }
  | { intent: "survey"; survey: z.output<typeof surveySchema> };
