import { listCommitments, type CommitmentRow } from "~/data/commitments.server";
import { listPresenters } from "~/data/presenters.server";
import { bankHolidays } from "~/domain/open-days";
import { addDays, dayOf, formatInstantTime, instantAt, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";

export type WeekEntry = { id: string; time: string; text: string; visitId: string | null };
export type PresenterWeek = { id: string; name: string; days: { onDate: Day; entries: WeekEntry[] }[] };

/** What a week holds for each presenter. Presenters see why a colleague is away no closer than "Away". */
export async function weekByPresenter(
  input: { monday: Day; viewerId: string; isOffice: boolean },
  deps: Deps,
): Promise<{ days: { onDate: Day; note: string }[]; presenters: PresenterWeek[] }> {
  const presenters = await listPresenters(deps.db);
  const days = Array.from({ length: 7 }, (_, index) => addDays(input.monday, index));
  const commitments = await listCommitments(deps.db, {
    presenterIds: presenters.map(({ id }) => id),
    from: instantAt(input.monday, 0),
    to: instantAt(addDays(input.monday, 7), 0),
    now: deps.now(),
  });
  const holidays = new Map(
    [...new Set(days.map((day) => Number(day.slice(0, 4))))]
      .flatMap(bankHolidays)
      .map(({ onDate, name }) => [onDate, name]),
  );
  return {
    days: days.map((onDate) => ({ onDate, note: holidays.get(onDate) ?? "" })),
    presenters: presenters.map(({ id, name }) => ({
      id,
      name,
      days: days.map((onDate) => ({
        onDate,
        entries: commitments
          .filter((row) => row.presenterId === id && touches(row, onDate))
          .map((row) => entryOf(row, onDate, input.isOffice || id === input.viewerId)),
      })),
    })),
  };
}

function touches(row: CommitmentRow, day: Day): boolean {
  return row.startsAt < instantAt(addDays(day, 1), 0) && row.endsAt > instantAt(day, 0);
}

const ABSENCES = { leave: "Leave", court: "Court", training: "Training", other_duty: "Other duty", away: "Away" } as const;

function entryOf(row: CommitmentRow, day: Day, mayRead: boolean): WeekEntry {
  const from = dayOf(row.startsAt) < day ? "00:00" : formatInstantTime(row.startsAt);
  const until = row.endsAt >= instantAt(addDays(day, 1), 0) ? "24:00" : formatInstantTime(row.endsAt);
  const time = from === "00:00" && until === "24:00" ? "All day" : `${from} to ${until}`;
  if (row.visit) return { id: row.id, time, text: row.visit.schoolName, visitId: mayRead ? row.visit.id : null };
  const text = row.kind === "hold" ? "Held" : mayRead && row.absenceKind ? ABSENCES[row.absenceKind] : "Away";
  return { id: row.id, time, text, visitId: null };
}
