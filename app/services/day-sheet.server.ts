import { findVisitToSettle } from "~/data/readiness.server";
import { readSettings } from "~/data/settings.server";
import { findVisit } from "~/data/visits.server";
import { listReadiness } from "~/domain/readiness";
import { describeWays } from "~/domain/way-words";
import { declinedPresenters, viewOfVisit } from "~/domain/visit-view";
import type { Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { addressOf, isTimed } from "~/services/visit-messages.server";
import { waysOfVisit } from "~/services/ways-of-visit.server";

/**
 * Everything that whoever goes to a school needs on one page; null for a visit without a time, cancelled, or of others.
 * Of a sensitive visit only the office reads what was said before it.
 */
export async function lookAtDaySheet(
  input: { visitId: string; accountId: string; isOffice: boolean },
  deps: Pick<Deps, "db" | "now">,
) {
  const { visitId, accountId, isOffice } = input;
  const scope = isOffice ? { all: true as const } : { presenterId: accountId };
  const visit = await findVisit(deps.db, visitId, scope);
  const known = visit && (await findVisitToSettle(deps.db, { visitId, team: true }));
  if (!visit || !known || !isTimed(visit) || visit.status === "cancelled") return null;
  const view = viewOfVisit(visit);
  const mayRead = !visit.sensitive || isOffice;
  const said = mayRead ? known.request : null;
  const { teamPhone } = await readSettings(deps.db);
  const onDate: Day = visit.onDate;
  const declined = declinedPresenters(visit);
  const ways = await waysOfVisit({ visit, onlyOf: isOffice ? undefined : accountId }, deps);
  return {
    onDate,
    arriveMinutes: view.arriveMinutes ?? 0,
    leaveMinutes: view.leaveMinutes ?? 0,
    schoolName: visit.school.name,
    address: addressOf(visit),
    reference: visit.request?.reference ?? "",
    contacts: visit.contacts.map(({ name, phone }) => ({ name, phone })),
    presenters: visit.presenters.map(({ id, name, phone }) => {
      const way = ways.find(({ presenterId }) => presenterId === id);
      const cannotCome = declined.some((each) => each.id === id);
      return { name, phone, cannotCome, travel: way ? describeWays(way) : "", leaveBefore: way?.before?.minutes ?? null };
    }),
    runningOrder: view.runningOrder,
    readiness: listReadiness(known.answers),
    notes: [
      { key: "Arriving and parking", value: said?.arrivalDetails ?? "" },
      { key: "Room and equipment", value: said?.roomDetails ?? "" },
      { key: "Needs of the students", value: said?.needsDetails ?? "" },
      { key: "Told to the school", value: visit.noteForSchool },
      { key: "Note for the team", value: mayRead ? visit.noteForTeam : "" },
    ].filter(({ value }) => value.trim() !== ""),
    teamPhone,
    asAt: deps.now(),
  };
}
