import { formatPart, formatShown } from "~/components/reach/numbers";
import { DataTable } from "~/components/ui/data-table";
import { paths } from "~/config/paths";
import { COUNT_BASIS_LABELS, type CountBasis } from "~/domain/delivery";
import { cohortYearLabel, type CohortYear } from "~/domain/groups";
import type { Novelty } from "~/domain/reach";
import type { Shown } from "~/domain/small-numbers";
import { formatShortDay } from "~/lib/london-time";

export type CountedGroupView = {
  id: string;
  visitId: string;
  onDate: string;
  startTime: string;
  schoolName: string;
  districtName: string;
  formatName: string;
  groupLabel: string;
  yearGroup: CohortYear;
  attended: Shown;
  novelty: Novelty;
  counted: Shown;
  basis: CountBasis | null;
};

const NOVELTY_LABELS: Readonly<Record<Novelty, string>> = {
  new: "New",
  same: "Same as before",
  mixed: "A mix",
};

export function CountedTable({ caption, groups }: { caption: string; groups: readonly CountedGroupView[] }) {
  return (
    <DataTable
      caption={caption}
      compact
      rows={groups}
      rowKey={({ id }) => id}
      columns={[
        { header: "Day", cell: ({ onDate }) => `${formatShortDay(onDate)} ${onDate.slice(0, 4)}` },
        { header: "Session", cell: ({ startTime, formatName }) => `${startTime} ${formatName}`.trim() },
        {
          header: "School",
          cell: ({ schoolName, visitId }) =>
            visitId === "" ? (
              schoolName
            ) : (
              <a className="govuk-link" href={`${paths.visit(visitId)}#record`}>
                {schoolName}
              </a>
            ),
          rowHeader: true,
        },
        { header: "Year group", cell: ({ yearGroup }) => cohortYearLabel(yearGroup) },
        { header: "Group", cell: ({ groupLabel }) => groupLabel },
        { header: "Attended", cell: ({ attended }) => formatShown(attended), numeric: true },
        { header: "Students were", cell: ({ novelty }) => NOVELTY_LABELS[novelty] },
        { header: "Counted as reached", cell: ({ counted }) => (typeof counted === "string" ? counted : formatPart(counted)), numeric: true },
        { header: "Basis", cell: ({ basis }) => (basis === null ? "Not known" : COUNT_BASIS_LABELS[basis]) },
      ]}
      empty="Nothing has been counted in this period."
    />
  );
}
