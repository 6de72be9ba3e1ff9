import type { ReactNode } from "react";
import { MARKS } from "~/components/coverage/coverage-map";
import { formatWhole } from "~/components/reach/numbers";
import { DataTable, type Column } from "~/components/ui/data-table";
import { describeAreas } from "~/domain/area";
import type { ListedSchool } from "~/domain/coverage";
import { formatDay } from "~/lib/london-time";

const WHEN_LABELS = Object.fromEntries(MARKS.map(({ when, label }) => [when, label]));

type Props<School extends ListedSchool> = {
  caption: ReactNode;
  schools: readonly School[];
  years: string;
  showsAreas: boolean;
  empty: string;
  /** The school's name alone where it leads nowhere. */
  hrefOf?: (school: School) => string;
  more?: readonly Column<School>[];
};

/** Schools in the order of their need. */
export function NeedTable<School extends ListedSchool>({ caption, schools, years, showsAreas, empty, hrefOf, more = [] }: Props<School>) {
  return (
    <DataTable
      caption={caption}
      rows={schools}
      rowKey={({ id }) => id}
      empty={empty}
      columns={[
        {
          header: "School",
          rowHeader: true,
          cell: (school) => {
            const words = school.town === "" ? school.name : `${school.name}, ${school.town}`;
            if (!hrefOf) return words;
            return (
              <a className="govuk-link" href={hrefOf(school)}>
                {words}
              </a>
            );
          },
        },
        { header: "District", cell: ({ districtName }) => districtName ?? "Not known" },
        ...(showsAreas ? [{ header: "Priority area", cell: ({ areas }: School) => describeAreas(areas) || "None" }] : []),
        {
          header: years.replace(/^./, (letter) => letter.toUpperCase()),
          numeric: true,
          cell: ({ students }) => (students === null ? "Not known" : formatWhole(students)),
        },
        {
          header: "Reached last",
          cell: ({ when, lastReachedOn }) => (lastReachedOn === null ? WHEN_LABELS[when] : formatDay(lastReachedOn)),
        },
        ...more,
      ]}
    />
  );
}
