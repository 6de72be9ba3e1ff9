import { ReadinessTag } from "~/components/readiness/readiness-form";
import { Tag } from "~/components/ui/tag";
import { VisitStatusTag } from "~/components/visit/visit-status-tag";
import { DataTable } from "~/components/ui/data-table";
import { paths } from "~/config/paths";
import { READINESS_POINTS } from "~/domain/readiness";
import type { VisitSummary } from "~/domain/visit-view";
import { formatMinutes, formatShortDay } from "~/lib/london-time";

type Props = {
  caption: string;
  visits: readonly VisitSummary[];
  empty?: string;
  captionHidden?: boolean;
  /** "all", or the presenter whose own visits alone may be opened. */
  openable?: string;
  /** The caption says the day of them all. */
  ofOneDay?: boolean;
};

export function VisitList({ caption, visits, empty, captionHidden, openable = "all", ofOneDay = false }: Props) {
  return (
    <DataTable
      caption={caption}
      captionHidden={captionHidden}
      rows={visits}
      rowKey={(visit) => visit.id}
      empty={empty}
      columns={[
        { header: ofOneDay ? "Time" : "When", cell: ofOneDay ? timesOf : whenOf },
        {
          header: "School",
          rowHeader: true,
          cell: (visit) => (
            <>
              {openable === "all" || visit.presenters.some(({ id }) => id === openable) ? (
                <a className="govuk-link" href={paths.visit(visit.id)}>
                  {visit.schoolName}
                </a>
              ) : (
                visit.schoolName
              )}
              <br />
              <span className="govuk-body-s">{visit.town}</span>
            </>
          ),
        },
        { header: "Sessions", numeric: true, cell: (visit) => visit.sessionCount || "–" },
        {
          header: "Expected",
          numeric: true,
          cell: (visit) => (visit.sessionCount > 0 ? visit.expected.toLocaleString("en-GB") : "–"),
        },
        {
          header: "Presenters",
          cell: presentersOf,
        },
        {
          header: "State",
          cell: (visit) => (
            <>
              <VisitStatusTag status={visit.status} />
              {visit.asksToMove ? (
                <>
                  <br />
                  <Tag colour="red">Asks for another date</Tag>
                </>
              ) : null}
              {visit.settled === undefined || visit.status !== "scheduled" ? null : (
                <>
                  <br />
                  <ReadinessTag settled={visit.settled} of={READINESS_POINTS.length} />
                </>
              )}
            </>
          ),
        },
      ]}
    />
  );
}

/** The names, and of whoever has declined that they cannot come: somebody else has to be found. */
function presentersOf({ presenters, status }: VisitSummary) {
  const declined = status === "scheduled" ? presenters.filter((each) => each.declined) : [];
  const names = presenters.map(({ name }) => name).join(", ") || "None yet";
  if (declined.length === 0) return names;
  return (
    <>
      {names}
      {declined.map(({ id, name }) => (
        <span key={id}>
          <br />
          <Tag colour="red">{`${name} cannot come`}</Tag>
        </span>
      ))}
    </>
  );
}

/** "08:45 to 12:10" */
function timesOf({ arriveMinutes, leaveMinutes }: VisitSummary): string {
  return arriveMinutes === null || leaveMinutes === null ? "" : `${formatMinutes(arriveMinutes)} to ${formatMinutes(leaveMinutes)}`;
}

/** "Tue 24 Nov, 08:45 to 12:10", or the stretch that a pencilled visit is agreed for. */
export function whenOf(visit: VisitSummary): string {
  if (visit.onDate && visit.arriveMinutes !== null && visit.leaveMinutes !== null) {
    return `${formatShortDay(visit.onDate)}, ${timesOf(visit)}`;
  }
  if (visit.pencilledFromOn && visit.pencilledToOn) {
    return `Pencilled: ${formatShortDay(visit.pencilledFromOn)} to ${formatShortDay(visit.pencilledToOn)}`;
  }
  return visit.onDate ? formatShortDay(visit.onDate) : "";
}
