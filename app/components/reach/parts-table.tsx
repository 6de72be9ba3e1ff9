import { formatWhole } from "~/components/reach/numbers";
import { DataTable } from "~/components/ui/data-table";

export type PartView = { key: string; name: string; figure: number; attendances: number };

type Props = {
  caption: string;
  header: string;
  parts: readonly PartView[];
  /** Where the sessions of a part are listed. */
  hrefOf?: (key: string) => string;
  /** Not where only the largest parts are shown. */
  withTotal?: boolean;
};

export function PartsTable({ caption, header, parts, hrefOf, withTotal = true }: Props) {
  const total = (of: (part: PartView) => number): string =>
    formatWhole(parts.reduce((sum, part) => sum + of(part), 0));
  return (
    <DataTable
      caption={caption}
      compact
      rows={parts}
      rowKey={({ key }) => key}
      columns={[
        {
          header,
          cell: ({ key, name }) =>
            hrefOf ? (
              <a className="govuk-link" href={hrefOf(key)}>
                {name}
              </a>
            ) : (
              name
            ),
          rowHeader: true,
        },
        { header: "Students reached", cell: ({ figure }) => formatWhole(figure), numeric: true },
        { header: "Attendances", cell: ({ attendances }) => formatWhole(attendances), numeric: true },
      ]}
      empty="Nothing has been counted in this period."
      footer={
        withTotal ? ["Total", total(({ figure }) => figure), total(({ attendances }) => attendances)] : undefined
      }
    />
  );
}
