import { VisitStatusTag } from "~/components/visit/visit-status-tag";
import { DataTable } from "~/components/ui/data-table";
import { paths } from "~/config/paths";
import type { VisitSummary } from "~/domain/visit-view";
import { formatMinutes, formatShortDay } from "~/lib/london-time";

type Props = {
  caption: string;
  visits: readonly VisitSummary[];
  empty?: string;
  captionHidden?: boolean;
  /** "all", or the presenter whose own visits alone may be opened. */
  openable?: string;
};

export function VisitList({ caption, visits, empty, captionHidden, openable = "all" }: Props) {
  return (
    <DataTable
      caption={caption}
      captionHidden={captionHidden}
      rows={visits}
      rowKey={(visit) => visit.id}
      empty={empty}
      columns={[
        { header: "When", cell: whenOf },
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
          cell: (visit) => visit.presenters.map(({ name }) => name).join(", ") || "None yet",
        },
        { header: "State", cell: (visit) => <VisitStatusTag status={visit.status} /> },
      ]}
    />
  );
}

/** "Tue 24 Nov, 08:45 to 12:10", or the stretch that a pencilled visit is agreed for. */
export function whenOf(visit: VisitSummary): string {
  if (visit.onDate && visit.arriveMinutes !== null && visit.leaveMinutes !== null) {
    return `${formatShortDay(visit.onDate)}, ${formatMinutes(visit.arriveMinutes)} to ${formatMinutes(visit.leaveMinutes)}`;
  }
  if (visit.pencilledFromOn && visit.pencilledToOn) {
    return `Pencilled: ${formatShortDay(visit.pencilledFromOn)} to ${formatShortDay(visit.pencilledToOn)}`;
  }
  return visit.onDate ? formatShortDay(visit.onDate) : "";
}
