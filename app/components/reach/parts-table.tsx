import { formatWhole } from "~/components/reach/numbers";
import { DataTable } from "~/components/ui/data-table";

export type PartView = { key: string; name: string; figure: number; attendances: number };

type Props = { caption: string; header: string; parts: readonly PartView[] };

export function PartsTable({ caption, header, parts }: Props) {
  const total = (of: (part: PartView) => number): string =>
    formatWhole(parts.reduce((sum, part) => sum + of(part), 0));
  return (
    <DataTable
      caption={caption}
      compact
      rows={parts}
      rowKey={({ key }) => key}
      columns={[
        { header, cell: ({ name }) => name, rowHeader: true },
        { header: "Students reached", cell: ({ figure }) => formatWhole(figure), numeric: true },
        { header: "Attendances", cell: ({ attendances }) => formatWhole(attendances), numeric: true },
      ]}
      empty="Nothing has been counted in this period."
      footer={["Total", total(({ figure }) => figure), total(({ attendances }) => attendances)]}
    />
  );
}
