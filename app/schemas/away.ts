import { z } from "zod";
import { DAY_MINUTES, type AwayAct } from "~/domain/away";
import { addDays } from "~/lib/london-time";
import { dayField, optionalDayField, optionalTimeField } from "~/schemas/form-fields";

const version = z.coerce.number().int();
const noneOrId = z.union([z.literal("").transform(() => null), z.uuid()]);
const MOST_PRESENTERS = 50;
const LONGEST_DAYS = 31;

/** The button beside a candidate: who takes whose place. */
export const fillGapSchema = z.object({
  visitId: z.uuid(),
  version,
  leavingId: noneOrId.default(null),
  joiningId: z.uuid("Choose who takes the place"),
});

const whoAndWhen = z.object({
  presenters: z.array(z.uuid(), "Select who is away").max(MOST_PRESENTERS).default([]),
  from: dayField("Enter the first day"),
  start: optionalTimeField(),
  to: optionalDayField(),
  end: optionalTimeField(),
});

type WhoAndWhen = z.output<typeof whoAndWhen>;

function toPeriod({ presenters, from, start, to, end }: WhoAndWhen, refuse: (field: string, message: string) => void) {
  const period = { fromOn: from, startMinutes: start ?? 0, toOn: to ?? from, endMinutes: end ?? DAY_MINUTES };
  if (presenters.length === 0) refuse("presenters", "Select who is away");
  if (period.toOn < from) refuse("to", "The last day must not be before the first day");
  else if (period.toOn > addDays(from, LONGEST_DAYS)) refuse("to", "Enter at most a month at once");
  else if (period.toOn === from && period.endMinutes <= period.startMinutes) {
    refuse("end", "The end must be later than the start");
  }
  return { presenterIds: [...new Set(presenters)], period };
}

/** Who is away, and from when to when; without times whole days, without a last day a single one. */
export const awaySchema = whoAndWhen.transform((form, context) =>
  toPeriod(form, (field, message) => context.addIssue({ code: "custom", path: [field], message })),
);

const act = z.string("Choose what to do").transform((text, context): AwayAct => {
  if (text === "fewer") return { kind: "fewer" };
  if (text === "nothing") return { kind: "nothing" };
  const id = z.uuid().safeParse(text);
  if (id.success) return { kind: "substitute", presenterId: id.data };
  context.addIssue({ code: "custom", message: "Choose what to do" });
  return z.NEVER;
});

/** With what is done about each place, as chosen on the page. */
export const awayChoicesSchema = z
  .object({
    ...whoAndWhen.shape,
    choices: z.array(z.object({ visitId: z.uuid(), version, absentId: z.uuid(), act })).max(200).default([]),
  })
  .transform(({ choices, ...form }, context) => ({
    ...toPeriod(form, (field, message) => context.addIssue({ code: "custom", path: [field], message })),
    choices,
  }));

export const toldSchema = z.object({ visitId: z.uuid(), accountId: z.uuid() });

/** Who and when out of an address, as a form; null where nothing is asked yet. */
export function readAwayQuery(url: string): FormData | null {
  const query = new URL(url).searchParams;
  if (!query.has("presenters") && !query.has("from.day")) return null;
  const form = new FormData();
  for (const [name, value] of query) form.append(name, value);
  return form;
}
