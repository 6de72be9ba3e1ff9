import { loadPlanningFacts } from "~/data/planning.server";
import type { RequestForTeam } from "~/data/request-inbox.server";
import { readSettings } from "~/data/settings.server";
import { describeClash } from "~/domain/clash-words";
import { rowsFromSessions, withGroupIds, type PlanRow } from "~/domain/plan-rows";
import { presenterStateOn, type PresenterDay } from "~/domain/presenter-day";
import { allowancesFor, checkRunningOrder, describeRunningOrderIssue, proposeRunningOrder } from "~/domain/running-order";
import { checkVisitPlan } from "~/domain/scheduling";
import { describeWish, wishMatches } from "~/domain/wishes";
import { isNever, neverRemark } from "~/domain/never-days";
import { isOpenDay, describeClosed } from "~/domain/open-days";
import { describeWorkingHours, workingHoursOn } from "~/domain/working-hours";
import { addDays, dayOf, formatMinutes, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";

export type PlanningDay = {
  /** Why the school is closed on the day, or says that it never works; null where nothing speaks against it. */
  closedBecause: string | null;
  presenters: { id: string; name: string; state: PresenterDay["state"]; hours: string; details: string[] }[];
  proposal: { rows: PlanRow[]; remarks: string[] } | null;
};

const BREAK_MINUTES = 5;

/** Who is free, busy, absent or outside hours on a day and, for presenters and a start, a first running order. */
export async function planDay(
  input: { request: RequestForTeam; schoolId: string; day: Day; presenterIds: readonly string[]; startMinutes: number },
  deps: Deps,
): Promise<PlanningDay> {
  const { request, schoolId, day } = input;
  const settings = await readSettings(deps.db);
  const facts = await loadPlanningFacts(deps.db, {
    schoolId,
    fromOn: addDays(day, -1),
    toOn: addDays(day, 1),
    now: deps.now(),
    forRequestId: request.id,
  });
  const open = isOpenDay(facts.school.calendar, day);
  const chosen = facts.presenters.filter(({ id }) => input.presenterIds.includes(id));
  return {
    closedBecause: open.open
      ? neverRemark(request.neverDays, day)
      : `${facts.school.name} ${describeClosed(open)}.`,
    presenters: facts.presenters.map((presenter) => {
      const { state, spans, hoursAssumed } = presenterStateOn(presenter, day);
      const hours = describeWorkingHours(workingHoursOn(presenter.patterns, day));
      return {
        id: presenter.id,
        name: presenter.name,
        state,
        hours: hours === "does not work" ? "Does not work on this day" : `Works ${hours}${hoursAssumed ? " (assumed)" : ""}`,
        details: spans
          .filter((span) => span.state !== "free")
          .map((span) => `${formatMinutes(span.startMinutes)} to ${formatMinutes(span.endMinutes)}: ${span.label}`),
      };
    }),
    proposal: chosen.length === 0 ? null : propose(),
  };

  function propose() {
    const presenterIds = chosen.map(({ id }) => id);
    const sessions = proposeRunningOrder({
      groups: request.groups,
      format: request.format,
      firstStartMinutes: input.startMinutes,
      presenterIds,
      breakMinutes: BREAK_MINUTES,
    });
    const allowances = allowancesFor([request.format], settings.travel.signInMinutes);
    const { neverDays } = request;
    const plan = { visitId: null, onDate: day, presenterIds, sessions, allowances, replacesCommitmentIds: [], neverDays };
    const names = new Map(facts.presenters.map(({ id, name }) => [id, name]));
    return {
      rows: rowsFromSessions(withGroupIds(sessions, request.groups)),
      remarks: [
        ...checkVisitPlan(plan, facts, settings.travel).map(describeClash),
        ...checkRunningOrder(sessions, [request.format]).map((issue) =>
          describeRunningOrderIssue(issue, sessions, (id) => names.get(id) ?? "A presenter"),
        ),
      ],
    };
  }
}

const MOST_SUGGESTIONS = 10;

/** Days out of the school's wishes, in the school's order, from tomorrow on; a range gives its first open days. */
export function daysFromWishes(request: RequestForTeam, now: Date): { day: Day; label: string }[] {
  const tomorrow = addDays(dayOf(now), 1);
  const found = new Map<Day, string>();
  for (const wish of request.wishes) {
    let fromThisWish = 0;
    const from = wish.fromOn > tomorrow ? wish.fromOn : tomorrow;
    for (let day = from; day <= wish.toOn && fromThisWish < 5; day = addDays(day, 1)) {
      const start = wish.startMinutes ?? (wish.partOfDay === "afternoon" ? 12 * 60 : 9 * 60);
      const weekdayOpen = isOpenDay({ kind: request.school?.kind ?? "school", terms: [], closedDays: [] }, day).open;
      if (!weekdayOpen || isNever(request.neverDays, day) || !wishMatches(wish, day, start, start)) continue;
      fromThisWish += 1;
      if (!found.has(day)) found.set(day, describeWish(wish));
    }
  }
  return [...found].slice(0, MOST_SUGGESTIONS).map(([day, label]) => ({ day, label }));
}

/** Where the first session starts unless somebody says otherwise: the first wish's time or part of the day. */
export function defaultStart(request: RequestForTeam): number {
  const [wish] = request.wishes;
  if (wish?.startMinutes) return wish.startMinutes;
  return wish?.partOfDay === "afternoon" ? 13 * 60 : 9 * 60 + 10;
}
