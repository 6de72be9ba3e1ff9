import { paths } from "~/config/paths";

export type WaitingRequest = { reference: string; schoolName: string; isListed: boolean; groups: number; students: number; wish: string };

/** What waits to be scheduled: dragged onto a day with a mouse, planned by its link with anything. */
export function WaitingList({ requests }: { requests: readonly WaitingRequest[] }) {
  return (
    <aside className="app-no-print app-waiting" aria-labelledby="waiting-heading">
      <h2 className="govuk-heading-m" id="waiting-heading">
        To schedule
      </h2>
      {requests.length === 0 ? (
        <p className="govuk-body">Nothing waits to be scheduled.</p>
      ) : (
        <>
          <p className="govuk-body-s app-waiting__hint">Drag one onto the calendar, or open it with “Plan”.</p>
          <ul className="govuk-list">
            {requests.map(({ reference, schoolName, isListed, groups, students, wish }) => (
              <li key={reference} className="app-waiting__request" data-reference={reference} draggable={isListed}>
                <a className="govuk-link" href={paths.bookingRequest(reference)} draggable={false}>
                  {schoolName}
                </a>
                <span className="govuk-body-s">
                  {groups === 1 ? "1 group" : `${groups} groups`}, about {students.toLocaleString("en-GB")} students
                  {wish === "" ? null : `. ${wish}`}
                </span>
                {isListed ? (
                  <a className="govuk-link govuk-body-s" href={paths.planRequest(reference)} draggable={false}>
                    Plan<span className="govuk-visually-hidden"> a visit to {schoolName}</span>
                  </a>
                ) : (
                  <span className="govuk-body-s">Not in our list of schools: open it and say which school it is.</span>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </aside>
  );
}
