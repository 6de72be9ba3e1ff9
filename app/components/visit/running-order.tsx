import { DataTable } from "~/components/ui/data-table";
import { Tag, type TagColour } from "~/components/ui/tag";
import { SCHOOL_SESSION_STATUS_LABELS, type SchoolSessionStatus } from "~/domain/school-session";
import type { RunningOrderRow } from "~/domain/visit-view";
import { formatMinutes } from "~/lib/london-time";

const COLOURS: Readonly<Record<SchoolSessionStatus, TagColour>> = {
  scheduled: "blue",
  delivered: "green",
  not_delivered: "orange",
  cancelled: "grey",
};

export function RunningOrder({ rows }: { rows: readonly RunningOrderRow[] }) {
  return (
    <DataTable
      caption="Running order"
      rows={rows}
      rowKey={(row) => row.id}
      empty="No sessions are planned yet."
      columns={[
        {
          header: "Time",
          rowHeader: true,
          cell: (row) => `${formatMinutes(row.startMinutes)} to ${formatMinutes(row.endMinutes)}`,
        },
        { header: "Who", cell: (row) => `${row.groups} (about ${row.expected})` },
        { header: "Format", cell: (row) => row.formatName },
        { header: "Room", cell: (row) => row.room || "To be agreed" },
        { header: "Presenters", cell: (row) => row.presenters },
        { header: "State", cell: (row) => <Tag colour={COLOURS[row.status]}>{SCHOOL_SESSION_STATUS_LABELS[row.status]}</Tag> },
      ]}
    />
  );
}
