import { DataTable } from "~/components/ui/data-table";
import { formatInstant } from "~/lib/london-time";

const ACTIONS: Readonly<Record<string, string>> = {
  request_created: "Request sent off",
  request_submitted: "Address confirmed",
  request_proven: "Address confirmed",
  request_declined: "Declined",
  request_withdrawn: "Withdrawn by the school",
  request_reopened: "Back in the inbox",
  request_closed: "Closed",
  request_scheduled: "Scheduled",
  request_completed: "Completed",
  go_ahead_given: "Go-ahead given",
  visit_scheduled: "Visit scheduled",
  visit_cancelled: "Visit cancelled",
  visit_completed: "Visit completed",
  delivery_recorded: "Delivery recorded",
  delivery_corrected: "Delivery corrected",
};

export type HistoryLine = { at: string; actorKind: "contact" | "staff" | "system"; actorName: string | null; action: string };

export function HistoryList({ lines }: { lines: readonly HistoryLine[] }) {
  return (
    <DataTable
      caption="History"
      rows={lines}
      rowKey={(line) => `${line.at} ${line.action}`}
      empty="Nothing has happened yet."
      columns={[
        { header: "When", cell: (line) => formatInstant(new Date(line.at)) },
        { header: "What", rowHeader: true, cell: (line) => ACTIONS[line.action] ?? line.action.replaceAll("_", " ") },
        { header: "Who", cell: (line) => line.actorName ?? "The service" },
      ]}
    />
  );
}
