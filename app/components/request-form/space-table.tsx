import type { DaySpace, DayWithSpace } from "~/domain/slot-space";
import { addDays, formatDay, formatShortDay, mondayOf, type Day } from "~/lib/london-time";

type Props = { days: readonly DayWithSpace[]; withWeekend: boolean };

const WORDS: Readonly<Record<DaySpace, string>> = { space: "Free", few: "Few", full: "Full", closed: "–" };
const MEANINGS: Readonly<Record<DaySpace, string>> = {
  space: "there is space",
  few: "few times are left",
  full: "nobody is free",
  closed: "no session can take place",
};
const NAMES = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Weeks as rows, weekdays as columns; a word in each day, its colour says no more than the word. */
export function SpaceTable({ days, withWeekend }: Props) {
  const byDay = new Map(days.map(({ onDate, space }) => [onDate, space]));
  const mondays = [...new Set(days.map(({ onDate }) => mondayOf(onDate)))];
  const weekdays = withWeekend ? NAMES : NAMES.slice(0, 5);
  return (
    <div className="app-table-scroll" role="region" tabIndex={0} aria-labelledby="space-caption">
      <table className="govuk-table app-space">
        <caption className="govuk-table__caption govuk-table__caption--s" id="space-caption">
          How full the next weeks are
        </caption>
        <thead>
          <tr>
            <th scope="col">Week</th>
            {weekdays.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {mondays.map((monday) => (
            <tr key={monday}>
              <th scope="row">{formatShortDay(monday).slice(4)}</th>
              {weekdays.map((name, index) => (
                <SpaceCell key={name} onDate={addDays(monday, index)} space={byDay.get(addDays(monday, index)) ?? "closed"} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SpaceCell({ onDate, space }: { onDate: Day; space: DaySpace }) {
  return (
    <td className={`app-space__${space}`}>
      <span aria-hidden="true">{WORDS[space]}</span>
      <span className="govuk-visually-hidden">
        {formatDay(onDate)}: {MEANINGS[space]}
      </span>
    </td>
  );
}
