import { Lines } from "~/components/request-form/lines";
import { SummaryList } from "~/components/ui/summary-list";
import { paths } from "~/config/paths";
import type { Group } from "~/domain/groups";
import { describeGroup } from "~/domain/visit-view";
import type { VisitStatus } from "~/domain/visit";
import { formatDay, formatMinutes, type Day } from "~/lib/london-time";

export type BookedVisitProps = {
  reference: string;
  visit: {
    id: string;
    status: VisitStatus;
    onDate: Day | null;
    arriveMinutes: number | null;
    leaveMinutes: number | null;
    place: string;
    noteForSchool: string;
    cancelledBy: "team" | "school" | null;
    cancellationNote: string;
    presenters: readonly string[];
    reasons: readonly string[];
    sessions: readonly {
      id: string;
      startMinutes: number;
      endMinutes: number;
      room: string;
      formatName: string;
      groups: readonly Group[];
    }[];
  };
};

/** One visit as its school reads it: what reception and the hall need to know. */
export function BookedVisit({ visit, reference }: BookedVisitProps) {
  const day = visit.onDate ? formatDay(visit.onDate) : "Day to be agreed";
  if (visit.status === "cancelled") return <CancelledVisit visit={visit} day={day} />;
  const { arriveMinutes, leaveMinutes } = visit;
  const hours =
    arriveMinutes === null || leaveMinutes === null
      ? []
      : [{ key: "From arriving to leaving", value: `${formatMinutes(arriveMinutes)} to ${formatMinutes(leaveMinutes)}` }];
  const order = visit.sessions.map(
    ({ startMinutes, endMinutes, groups, formatName, room }) =>
      `${formatMinutes(startMinutes)} to ${formatMinutes(endMinutes)}: ${groups.map(describeGroup).join(", ")}, ${formatName.toLowerCase()}${room === "" ? "" : `, ${room}`}`,
  );
  return (
    <section aria-labelledby={`visit-${visit.id}`}>
      <h2 className="govuk-heading-m" id={`visit-${visit.id}`}>
        {day}
      </h2>
      <SummaryList
        rows={[
          ...hours,
          ...(visit.place === "" ? [] : [{ key: "Where", value: visit.place }]),
          { key: "Running order", value: <Lines lines={order} /> },
          { key: "Who comes", value: <Lines lines={visit.presenters} /> },
          ...(visit.noteForSchool === ""
            ? []
            : [{ key: "Note from the team", value: <Lines lines={visit.noteForSchool.split(/\r?\n/)} /> }]),
        ]}
      />
      {visit.status === "scheduled" ? (
        <p className="govuk-body app-no-print">
          <a className="govuk-link" href={`${paths.bookingCalendar(reference)}?visit=${encodeURIComponent(visit.id)}`}>
            Add to your calendar
          </a>{" "}
          (a calendar file; the invitation in our mail does the same)
        </p>
      ) : null}
    </section>
  );
}

function CancelledVisit({ visit, day }: { visit: BookedVisitProps["visit"]; day: string }) {
  return (
    <section aria-labelledby={`visit-${visit.id}`}>
      <h2 className="govuk-heading-m" id={`visit-${visit.id}`}>
        {day}: cancelled
      </h2>
      <p className="govuk-body">
        {visit.cancelledBy === "school" ? "Your school cancelled this visit." : "We had to cancel this visit."}
      </p>
      {visit.reasons.length > 0 ? (
        <ul className="govuk-list govuk-list--bullet">
          {visit.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      ) : null}
      {visit.cancellationNote === "" ? null : (
        <p className="govuk-body">
          <Lines lines={visit.cancellationNote.split(/\r?\n/)} />
        </p>
      )}
    </section>
  );
}
