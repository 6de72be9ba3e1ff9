import { paths } from "~/config/paths";
import { formatShortDay, type Day } from "~/lib/london-time";

type Entry = { id: string; time: string; text: string; visitId: string | null };

type Props = {
  days: readonly { onDate: Day; note: string }[];
  presenters: readonly { id: string; name: string; days: readonly { onDate: Day; entries: readonly Entry[] }[] }[];
};

/** One row a presenter, one column a day; scrolls inside itself on a phone. */
export function WeekTable({ days, presenters }: Props) {
  if (presenters.length === 0) return <p className="govuk-body">There are no presenters yet. A manager adds them.</p>;
  return (
    <div className="app-table-scroll" role="region" aria-label="Week by presenter" tabIndex={0}>
      <table className="govuk-table app-table--compact app-week">
        <caption className="govuk-table__caption govuk-visually-hidden">Week by presenter</caption>
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            <th scope="col" className="govuk-table__header">
              Presenter
            </th>
            {days.map((day) => (
              <th key={day.onDate} scope="col" className="govuk-table__header">
                {formatShortDay(day.onDate)}
                {day.note === "" ? null : <span className="app-week__note">{day.note}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="govuk-table__body">
          {presenters.map((presenter) => (
            <tr key={presenter.id} className="govuk-table__row">
              <th scope="row" className="govuk-table__header">
                {presenter.name}
              </th>
              {presenter.days.map((day) => (
                <td key={day.onDate} className="govuk-table__cell">
                  {day.entries.map((entry) => (
                    <div key={entry.id} className={entry.visitId ? "app-week__visit" : "app-week__away"}>
                      <span className="app-week__time">{entry.time}</span>
                      {entry.visitId ? (
                        <a className="govuk-link" href={paths.visit(entry.visitId)}>
                          {entry.text}
                        </a>
                      ) : (
                        entry.text
                      )}
                    </div>
                  ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
