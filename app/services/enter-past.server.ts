import { randomUUID } from "node:crypto";
import { findFormat } from "~/data/formats.server";
import { addHistory } from "~/data/history.server";
import { createPastVisit, findSchoolsNamed } from "~/data/past-visits.server";
import { transact } from "~/data/transaction.server";
import { cohortYearLabel, type CohortYear } from "~/domain/groups";
import { dayOf, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";

export type PastSession = {
  /** A URN, or the full name where only one school has it. */
  school: string;
  on: Day;
  formatId: string;
  yearGroup: CohortYear;
  attended: number;
  novelty: "new" | "mixed";
};

export type EnterPastResult =
  | { ok: true; visitId: string; schoolName: string }
  | { ok: false; reason: "no_such_school" | "several_schools" | "no_such_format" | "not_past" };

/** Keeps a session that was held before this service, marked as imported: it sends no mail and takes nobody's time. */
export async function enterPast(
  input: { session: PastSession; enteredById: string },
  deps: Pick<Deps, "db" | "now">,
): Promise<EnterPastResult> {
  const { session, enteredById } = input;
  const now = deps.now();
  if (session.on >= dayOf(now)) return { ok: false, reason: "not_past" };
  return transact(deps.db, async (tx): Promise<EnterPastResult> => {
    const [school, other] = await findSchoolsNamed(tx, session.school);
    if (!school) return { ok: false, reason: "no_such_school" };
    if (other) return { ok: false, reason: "several_schools" };
    const format = await findFormat(tx, session.formatId);
    if (!format) return { ok: false, reason: "no_such_format" };
    const id = randomUUID();
    await createPastVisit(tx, {
      ...session,
      id,
      school,
      onDate: session.on,
      minutes: format.defaultMinutes,
      label: cohortYearLabel(session.yearGroup),
      enteredById,
      now,
    });
    await addHistory(tx, {
      at: now,
      actor: { kind: "staff", accountId: enteredById },
      subject: "visit",
      subjectId: id,
      visitId: id,
      action: "past_entered",
      to: "completed",
      detail: { attended: session.attended },
    });
    return { ok: true, visitId: id, schoolName: school.name };
  });
}
