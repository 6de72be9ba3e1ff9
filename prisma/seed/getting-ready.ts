import { dayToColumn } from "~/data/day";
import type { Db } from "~/data/db.server";
import { NO_ANSWERS, type ReadinessAnswers } from "~/domain/readiness";
import { addDays, dayOf, instantAt } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { askAnotherDate } from "~/services/ask-another-date.server";
import { remindSchools, thankSchools } from "~/services/remind-schools.server";
import { settleReadiness } from "~/services/settle-readiness.server";
import { askSchool, writeToTeam } from "~/services/write-message.server";

const MORNING = 7 * 60 + 15;

/** Of the next visits some are ready, some half: what schools typed so far. */
const SETTLED: readonly Partial<ReadinessAnswers>[] = [
  {
    room: "Main hall, through the double doors",
    equipment: "Screen and sound are there; the site team helps",
    meets: "Main reception, who ring the head of year",
    safeguarding_lead: "The deputy safeguarding lead is in all day, extension 12",
    staff_stay: "yes",
    needs: "One hearing loop in the hall. Nothing else.",
    parents: "yes",
  },
  { room: "Hall", meets: "Main reception", staff_stay: "yes" },
  { meets: "The office by the car park", parents: "yes" },
];

/** What the days before a visit bring: reminders of this morning, answers, a question and a wish for another date. */
export async function getReady(
  { db, now }: { db: Db; now: Date },
  deps: (at: Date) => Deps,
  coordinatorId: string,
): Promise<void> {
  const today = dayOf(now);
  const morning = instantAt(today, MORNING);
  const at = morning <= now ? morning : instantAt(addDays(today, -1), MORNING);
  await remindSchools(deps(at));
  await thankSchools(deps(at));
  const visits = await db.visit.findMany({
    where: { status: "scheduled", sensitive: false, onDate: { gt: dayToColumn(today) } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: 12,
    select: { id: true, contacts: { orderBy: { rank: "asc" }, select: { accountId: true } } },
  });
  for (const [index, settled] of SETTLED.entries()) {
    const visit = visits[index * 2];
    const accountId = visit?.contacts[0]?.accountId;
    if (!visit || !accountId) continue;
    const answers = { ...NO_ANSWERS, ...settled };
    await settleReadiness(
      { visitId: visit.id, answers, shown: NO_ANSWERS, who: { kind: "contact", accountId } },
      deps(now),
    );
  }
  await askAndAnswer(db, now, deps, coordinatorId);
  const wished = visits[9];
  const accountId = wished?.contacts[0]?.accountId;
  if (!wished || !accountId) return;
  const note = "Our hall is taken that morning after all. Any morning of the week after would suit us.";
  await askAnotherDate({ visitId: wished.id, accountId, note, reasonCodes: ["move.room"] }, deps(now));
}

async function askAndAnswer(
  db: Db,
  now: Date,
  deps: (at: Date) => Deps,
  coordinatorId: string,
): Promise<void> {
  const request = await db.bookingRequest.findFirst({
    where: { status: "submitted", sensitive: false, provenAt: { not: null }, schoolId: { not: null } },
    orderBy: { provenAt: "asc" },
    select: { id: true, reference: true, contacts: { orderBy: { rank: "asc" }, select: { accountId: true } } },
  });
  const accountId = request?.contacts[0]?.accountId;
  if (!request || !accountId) return;
  const actor = { kind: "staff", accountId: coordinatorId } as const;
  const body = "Could two of your groups come together in the hall? Then we could come a week earlier.";
  await askSchool({ reference: request.reference, body, actor }, deps(new Date(now.getTime() - 3 * 60 * 60 * 1000)));
  const answer = "Yes, up to 60 students fit, and the hall is free all morning.";
  await writeToTeam({ requestId: request.id, accountId, body: answer }, deps(now));
}
