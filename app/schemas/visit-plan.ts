import { z } from "zod";
import { dayField } from "~/schemas/form-fields";
import { isDay, parseTimeOfDay } from "~/lib/london-time";

const MOST_ROWS = 60;

const timeOfDay = z
  .string()
  .trim()
  .min(1, "Enter a start time, such as 09:10")
  .transform((text, context) => {
    const minutes = parseTimeOfDay(text);
    if (minutes !== null) return minutes;
    context.addIssue({ code: "custom", message: "Enter a start time, such as 09:10" });
    return z.NEVER;
  });

const presenterIds = z.array(z.uuid("Select a presenter"), "Select at least one presenter");

const rowSchema = z.object({
  groupId: z.uuid(),
  leaveOut: z.literal("yes").optional(),
  start: timeOfDay,
  minutes: z.coerce
    .number("Enter the length in minutes")
    .int("Enter whole minutes")
    .min(5, "A session takes at least 5 minutes")
    .max(300, "A session takes at most 300 minutes"),
  room: z.string().trim().max(100, "The room must be 100 characters or fewer").default(""),
  presenters: presenterIds.default([]),
});

const note = z.string().trim().max(2_000, "The note must be 2,000 characters or fewer").default("");

/** A visit as planned in the form: one row a group, `rows.0.start` and so on. */
export const visitPlanSchema = z
  .object({
    version: z.coerce.number().int(),
    onDate: z.string().refine(isDay, "Choose a day"),
    rows: z.array(rowSchema).max(MOST_ROWS),
    overrideReason: z.string().trim().max(500, "The reason must be 500 characters or fewer").default(""),
    noteForSchool: note,
    noteForTeam: note,
  })
  .transform(({ rows, ...plan }, context) => {
    const kept = rows.flatMap((row, index) => (row.leaveOut === "yes" ? [] : [{ row, index }]));
    if (kept.length === 0) context.addIssue({ code: "custom", path: ["form"], message: "Keep at least one group" });
    for (const { row, index } of kept) {
      if (row.presenters.length > 0) continue;
      const path = ["rows", index, "presenters"];
      context.addIssue({ code: "custom", path, message: "Select at least one presenter" });
    }
    return {
      ...plan,
      rows: kept.map(({ row }) => ({
        groupId: row.groupId,
        startMinutes: row.start,
        lengthMinutes: row.minutes,
        room: row.room,
        presenterIds: row.presenters,
      })),
    };
  });

const fullRows = z.array(rowSchema).max(MOST_ROWS);

/** A visit as it is to be moved: no group is left out, and a reason is given. */
export const moveVisitSchema = z
  .object({
    version: z.coerce.number().int(),
    seen: z.string().regex(/^\d{1,18}$/).default("0"),
    on: dayField("Enter the day of the visit"),
    rows: fullRows,
    reasons: z.array(z.string().max(100), "Select at least one reason").default([]),
    overrideReason: z.string().trim().max(500, "The reason must be 500 characters or fewer").default(""),
    note,
  })
  .transform(({ rows, on, seen, reasons, ...move }, context) => {
    for (const [index, row] of rows.entries()) {
      if (row.presenters.length > 0) continue;
      const path = ["rows", index, "presenters"];
      context.addIssue({ code: "custom", path, message: "Select at least one presenter" });
    }
    if (reasons.length === 0) context.addIssue({ code: "custom", path: ["reasons"], message: "Select at least one reason" });
    return {
      ...move,
      onDate: on,
      seenHistoryId: seen,
      reasonCodes: reasons,
      rows: rows.map((row) => ({
        groupId: row.groupId,
        startMinutes: row.start,
        lengthMinutes: row.minutes,
        room: row.room,
        presenterIds: row.presenters,
      })),
    };
  });

/** What the planning page was asked to propose: `?presenters=…&start=09:00`; nonsense counts as not given. */
export function readPlanQuery(url: string): { presenterIds: string[]; startMinutes: number | null } {
  const query = new URL(url).searchParams;
  const ids = presenterIds.safeParse([...new Set(query.getAll("presenters"))].slice(0, 20));
  return { presenterIds: ids.success ? ids.data : [], startMinutes: parseTimeOfDay(query.get("start") ?? "") };
}

/** For how long a plan's time may be held, in minutes. */
export const HOLD_MINUTES = ["30", "120", "1440"] as const;
export const holdSchema = z.object({ holdMinutes: z.enum(HOLD_MINUTES).transform(Number) });

/** What a drag in the calendar proposes; nonsense counts as not given. */
export type MoveQuery = {
  startMinutes: number | null;
  /** One presenter in place of another, in every session. */
  swap: { from: string; to: string } | null;
  /** Minutes by which the last session ends later. */
  longerMinutes: number;
};

const swapSchema = z.object({ from: z.uuid(), to: z.uuid() });
const longerSchema = z.coerce.number().int().min(-240).max(240).catch(0);

/** `?start=09:00&from=…&to=…&longer=15` */
export function readMoveQuery(url: string): MoveQuery {
  const query = new URL(url).searchParams;
  const swap = swapSchema.safeParse({ from: query.get("from"), to: query.get("to") });
  return {
    startMinutes: parseTimeOfDay(query.get("start") ?? ""),
    swap: swap.success ? swap.data : null,
    longerMinutes: longerSchema.parse(query.get("longer") ?? 0),
  };
}
