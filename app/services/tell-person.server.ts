import { listOpenReviewItems } from "~/data/absences.server";
import { listTelephones } from "~/data/accounts.server";
import type { Db } from "~/data/db.server";
import { addHistory, listHistory } from "~/data/history.server";
import { listDisturbedVisitIds } from "~/data/short-visits.server";
import { transact } from "~/data/transaction.server";
import { getVisit } from "~/data/visits.server";
import { ringFacts, type ToldLine } from "~/domain/visit-history";
import { addDays, dayOf, instantAt, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";

/** Why somebody has to be rung. */
export type RingRole = "contact" | "joined" | "left" | "away" | "stays";

export type PersonToRing = {
  accountId: string;
  name: string;
  phone: string;
  role: RingRole;
  told: readonly Omit<ToldLine, "accountId">[];
};

export type VisitToRing = {
  visitId: string;
  schoolName: string;
  onDate: Day | null;
  startsAt: Date | null;
  endsAt: Date | null;
  status: "pencilled" | "scheduled" | "completed" | "cancelled";
  people: readonly PersonToRing[];
};

const MOST_VISITS = 60;
const ORDER: readonly RingRole[] = ["contact", "joined", "away", "left", "stays"];

/**
 * Visits of today and tomorrow that were changed or cancelled since yesterday or whose presenter is away: a mail may be
 * read too late. Whom to ring with names and numbers, and who was told, when and by whom.
 */
export async function listToRing({ db, now }: Pick<Deps, "db" | "now">): Promise<VisitToRing[]> {
  const today = dayOf(now());
  const since = instantAt(addDays(today, -1), 0);
  const ids = await listDisturbedVisitIds(db, { fromOn: today, toOn: addDays(today, 1), since, most: MOST_VISITS });
  const absences = ids.length === 0 ? [] : await listOpenReviewItems(db);
  const visits: VisitToRing[] = [];
  for (const id of ids) {
    const awayNames = absences.flatMap(({ visit, absence }) => (visit.id === id && absence ? [absence.presenterName] : []));
    visits.push(await visitToRing(db, id, since, awayNames));
  }
  return visits;
}

async function visitToRing(db: Db, id: string, since: Date, awayNames: readonly string[]): Promise<VisitToRing> {
  const visit = await getVisit(db, id);
  const presentIds = visit.presenters.map((presenter) => presenter.id);
  const { joinedIds, leftIds, told } = ringFacts(await listHistory(db, { visitId: id }), since, presentIds);
  const toldTo = (accountId: string) =>
    told.flatMap(({ accountId: whom, ...line }) => (whom === accountId ? [line] : []));
  const roleOf = (presenter: { id: string; name: string }): RingRole => {
    if (awayNames.includes(presenter.name)) return "away";
    return joinedIds.includes(presenter.id) ? "joined" : "stays";
  };
  const people: PersonToRing[] = [
    ...visit.contacts.map(({ accountId, name, phone }) => ({ accountId, name, phone, role: "contact" as const })),
    ...visit.presenters.map((presenter) => ({
      accountId: presenter.id,
      name: presenter.name,
      phone: presenter.phone ?? "",
      role: roleOf(presenter),
    })),
    ...(await listTelephones(db, leftIds)).map(({ id: accountId, name, phone }) => ({
      accountId,
      name,
      phone: phone ?? "",
      role: "left" as const,
    })),
  ].map((person) => ({ ...person, told: toldTo(person.accountId) }));
  people.sort((one, other) => ORDER.indexOf(one.role) - ORDER.indexOf(other.role));
  const { onDate, startsAt, endsAt, status, school } = visit;
  return { visitId: id, schoolName: school.name, onDate, startsAt, endsAt, status, people };
}

/** Keeps that somebody was told in person: whom, by whom and when. Refuses who has nothing to do with such a visit. */
export async function tellPerson(
  input: { visitId: string; accountId: string; byId: string },
  deps: Pick<Deps, "db" | "now">,
): Promise<{ ok: true; name: string } | { ok: false; reason: "not_found" }> {
  const visit = (await listToRing(deps)).find(({ visitId }) => visitId === input.visitId);
  const person = visit?.people.find(({ accountId }) => accountId === input.accountId);
  if (!person) return { ok: false, reason: "not_found" };
  await transact(deps.db, (tx) =>
    addHistory(tx, {
      at: deps.now(),
      actor: { kind: "staff", accountId: input.byId },
      subject: "visit",
      subjectId: input.visitId,
      visitId: input.visitId,
      action: "person_told",
      detail: { accountId: input.accountId, role: person.role === "contact" ? "contact" : "presenter" },
    }),
  );
  return { ok: true, name: person.name };
}
