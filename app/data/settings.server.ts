import { z } from "zod";
import type { Db, Tx } from "~/data/db.server";
import { SETTING_KINDS } from "~/domain/eligible";
import { Prisma } from "~/data/generated/client";
import { YEAR_GROUPS } from "~/domain/groups";
import { MILESTONES } from "~/domain/strategy";
import { DEFAULT_SETTINGS, type ProgrammeSettings, type SettingKey } from "~/domain/settings";

const minutesOfDay = z.number().int().min(0).max(1440);
const spanSchema = z
  .object({ startMinutes: minutesOfDay, endMinutes: minutesOfDay })
  .refine((span) => span.startMinutes < span.endMinutes);
const positive = z.number().positive();
const helpLines = z.array(z.object({ name: z.string(), what: z.string(), phone: z.string(), link: z.string() }));

/** What the table may hold. A value that does not fit any more counts as not set: the service keeps running. */
const storedSchemas = {
  organizer: z.object({ name: z.string().min(1), email: z.email() }),
  teamPhone: z.string().min(1),
  answerWorkingDays: z.number().int().min(1).max(60),
  schoolHours: spanSchema,
  defaultTarget: z.number().int().min(0),
  contactChanges: z.object({
    anotherDateSchoolDays: z.number().int().min(0).max(60),
    cancelSchoolDays: z.number().int().min(0).max(60),
  }),
  retentionMonths: z.number().int().min(1),
  travel: z.object({
    detourFactor: z.number().min(1),
    speedBands: z.array(z.object({ upToKilometres: positive, kilometresPerHour: positive })),
    openRoadKilometresPerHour: positive,
    schoolRun: z.object({ windows: z.array(spanSchema), slowdown: z.number().min(1) }),
    leastMinutes: z.number().int().min(0),
    assumedMinutes: z.number().int().min(0),
    signInMinutes: z.number().int().min(0),
  }),
  wording: z.object({
    area: z.string(),
    purpose: z.string(),
    covered: z.array(z.string()),
    howToReachUs: z.string(),
    emergency: z.object({ phone: z.string(), what: z.string() }),
    reporting: helpLines,
    youngPeople: helpLines,
    campaigns: helpLines,
  }),
  feedback: z.object({ first: z.string(), second: z.string(), third: z.string(), survey: z.string() }),
  publicFigure: z.boolean(),
  coreYear: z.enum(YEAR_GROUPS),
  eligible: z.object({ yearGroups: z.array(z.enum(YEAR_GROUPS)).min(1), kinds: z.array(z.enum(SETTING_KINDS)).min(1) }),
  approachDays: z.number().int().min(1).max(365),
  smallNumbersUnder: z.number().int().min(0).max(100),
  strategy: z
    .object({
      startYear: z.number().int(),
      milestones: z.array(z.object({ target: z.number().int().min(1), words: z.string() })).length(MILESTONES),
    })
    .nullable(),
} satisfies { [Key in SettingKey]: z.ZodType<ProgrammeSettings[Key]> };

/** Settings in force: what was stored, else the defaults. */
export async function readSettings(db: Db | Tx): Promise<ProgrammeSettings> {
  const rows = await db.setting.findMany({ select: { key: true, value: true } });
  const stored = new Map(rows.map(({ key, value }): [string, unknown] => [key, value]));
  const read = <Value>(key: SettingKey, schema: z.ZodType<Value>, fallback: Value): Value => {
    const parsed = schema.safeParse(stored.get(key));
    return parsed.success ? parsed.data : fallback;
  };
  return {
    organizer: read("organizer", storedSchemas.organizer, DEFAULT_SETTINGS.organizer),
    teamPhone: read("teamPhone", storedSchemas.teamPhone, DEFAULT_SETTINGS.teamPhone),
    answerWorkingDays: read(
      "answerWorkingDays",
      storedSchemas.answerWorkingDays,
      DEFAULT_SETTINGS.answerWorkingDays,
    ),
    schoolHours: read("schoolHours", storedSchemas.schoolHours, DEFAULT_SETTINGS.schoolHours),
    defaultTarget: read("defaultTarget", storedSchemas.defaultTarget, DEFAULT_SETTINGS.defaultTarget),
    contactChanges: read("contactChanges", storedSchemas.contactChanges, DEFAULT_SETTINGS.contactChanges),
    retentionMonths: read("retentionMonths", storedSchemas.retentionMonths, DEFAULT_SETTINGS.retentionMonths),
    travel: read("travel", storedSchemas.travel, DEFAULT_SETTINGS.travel),
    wording: read("wording", storedSchemas.wording, DEFAULT_SETTINGS.wording),
    feedback: read("feedback", storedSchemas.feedback, DEFAULT_SETTINGS.feedback),
    publicFigure: read("publicFigure", storedSchemas.publicFigure, DEFAULT_SETTINGS.publicFigure),
    coreYear: read("coreYear", storedSchemas.coreYear, DEFAULT_SETTINGS.coreYear),
    eligible: read("eligible", storedSchemas.eligible, DEFAULT_SETTINGS.eligible),
    approachDays: read("approachDays", storedSchemas.approachDays, DEFAULT_SETTINGS.approachDays),
    smallNumbersUnder: read(
      "smallNumbersUnder",
      storedSchemas.smallNumbersUnder,
      DEFAULT_SETTINGS.smallNumbersUnder,
    ),
    strategy: read("strategy", storedSchemas.strategy, DEFAULT_SETTINGS.strategy),
  };
}

/** Stores the settings given; the others stay as they are. */
export async function writeSettings(
  tx: Tx,
  changes: Partial<ProgrammeSettings>,
  by: { accountId: string | null; now: Date },
): Promise<void> {
  for (const [key, value] of Object.entries(changes)) {
    const row = { value: value === null ? Prisma.JsonNull : structuredClone(value), updatedAt: by.now, updatedById: by.accountId };
    await tx.setting.upsert({ where: { key }, create: { key, ...row }, update: row, select: { key: true } });
  }
}

/** The moment of the last change, as the token that tells two editors apart; "" before the first. */
export async function settingsVersion(db: Db | Tx): Promise<string> {
  const { _max } = await db.setting.aggregate({ _max: { updatedAt: true } });
  return _max.updatedAt?.toISOString() ?? "";
}

/** One writer at a time, so that the version read afterwards still holds when the change is written. */
export async function lockSettings(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('setting', 0))`;
}

/** Whether the setting was ever stored; false means that its default is in force. */
export async function isSettingStored(db: Db | Tx, key: SettingKey): Promise<boolean> {
  return (await db.setting.count({ where: { key } })) === 1;
}
