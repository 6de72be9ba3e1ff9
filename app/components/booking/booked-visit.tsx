import { ReadinessTag } from "~/components/readiness/readiness-form";
import { Lines } from "~/components/request-form/lines";
import { SummaryList } from "~/components/ui/summary-list";
import { paths } from "~/config/paths";
import { READINESS_POINTS } from "~/domain/readiness";
import type { Group } from "~/domain/groups";
import { describeGroup } from "~/domain/visit-view";
import type { VisitStatus } from "~/domain/visit";
import { formatDay, formatMinutes, type Day } from "~/lib/london-time";

export type BookedVisitProps = {
  reference: string;
  isContact: boolean;
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
    isOver: boolean;
    /** Points of its readiness that are settled. */
    settled: number;
    /** Its contact has asked for another date. */
    asksToMove: boolean;
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
export function BookedVisit({ visit, reference, isContact }: BookedVisitProps) {
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
      {visit.asksToMove && visit.status === "scheduled" && !visit.isOver ? (
        <p className="govuk-body">You have asked for another date. The visit stands until we have found one with you.</p>
      ) : null}
      {visit.status === "scheduled" && isContact && !visit.isOver ? (
        <p className="govuk-body app-no-print">
          <a className="govuk-link" href={paths.bookingReadiness(reference, visit.id)}>
            Get ready for the day
          </a>{" "}
          <ReadinessTag settled={visit.settled} of={READINESS_POINTS.length} />
          <br />
          <a className="govuk-link" href={paths.anotherDate(reference, visit.id)}>
            Ask for another date, or cancel this visit
          </a>
        </p>
      ) : null}
      {visit.status === "scheduled" ? (
        <p className="govuk-body app-no-print">
          <a className="govuk-link" href={`${paths.bookingCalendar(reference)}?visit=${encodeURIComponent(visit.id)}`}>
            Add to your calendar
          </a>{" "}
          (a calendar file; the invitation in our mail does the same)
        </p>
      ) : null}
      {visit.isOver && isContact ? (
        <p className="govuk-body app-no-print">
          <a className="govuk-link" href={paths.bookingAfter(reference, visit.id)}>
            Tell us how it went
          </a>
          , and find material to follow up
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
