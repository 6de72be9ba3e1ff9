import { CoverageMap, MapKey, MARKS } from "~/components/coverage/coverage-map";
import { countOf, formatWhole } from "~/components/reach/numbers";
import { BackLink } from "~/components/ui/back-link";
import { DataTable } from "~/components/ui/data-table";
import { Details } from "~/components/ui/details";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";
import { describeAreas, type AreaMark } from "~/domain/area";
import type { CoveragePart, CoveredSchool } from "~/domain/coverage";
import { describePeriod, type Period } from "~/domain/programme-year";
import { formatDay, type Day } from "~/lib/london-time";

export type CoverageView = {
  year: Period;
  recentFrom: Day;
  total: CoveragePart;
  byDistrict: readonly CoveragePart[];
  /** Chosen in the address; null is all of them. */
  district: { key: string; name: string } | null;
  /** Of the district, or of all; null where they are too many for one page. */
  points: readonly Pick<CoveredSchool, "id" | "easting" | "northing" | "when">[] | null;
  toApproach: { count: number; shown: readonly (CoveredSchool & { areas: readonly AreaMark[] })[] };
  /** False where there are none, and for analysts: the marks are for coordinators and managers. */
  showsAreas: boolean;
};

type Marked = { areas: readonly AreaMark[] };

const WHEN_LABELS = Object.fromEntries(MARKS.map(({ when, label }) => [when, label]));

export function CoveragePage(view: CoverageView) {
  const { year, recentFrom, total, byDistrict, district, points, toApproach, showsAreas } = view;
  if (total.schools === 0) {
    return (
      <>
        <BackLink href={paths.reach()}>Reach</BackLink>
        <PageHeading>Coverage</PageHeading>
        <p className="govuk-body">
          The register holds no open school with students of years 7 to 11 yet. A manager imports it under Admin, Schools.
        </p>
      </>
    );
  }
  const part = byDistrict.find(({ key }) => key === district?.key) ?? total;
  const counts = { this_year: part.thisYear, recently: part.recently, earlier: part.earlier, never: part.never };
  const sentence = `${formatWhole(part.thisYear)} of ${countOf(part.schools, "school")} reached this year, ${formatWhole(part.never)} never.`;
  return (
    <>
      <BackLink href={paths.reach()}>Reach</BackLink>
      <PageHeading caption={describePeriod(year)}>{district ? `Coverage: ${district.name}` : "Coverage"}</PageHeading>
      <p className="govuk-body-l">{sentence}</p>
      <Details summary="What is counted here">
        <p className="govuk-body">
          Open schools of the register with students of years 7 to 11. A school is reached when a session was recorded as
          delivered, also before it became an academy or merged. “The two years before” begins on {formatDay(recentFrom)}.
          Students are those of the reach report, at these schools; the number they are set against is the register’s,
          of years 7 to 11. Where the register does not know it for a school, no share is given.
        </p>
      </Details>
      <figure className="app-figure">
        {points === null ? <p className="govuk-body">Choose a district below to see its map.</p> : null}
        <CoverageMap schools={points ?? []} label={`Map of schools: ${sentence} The table below says the same by district.`} />
        <figcaption>
          <MapKey counts={counts} />
        </figcaption>
      </figure>
      <DataTable
        caption="By district"
        rows={byDistrict}
        rowKey={({ key }) => key}
        columns={[
          {
            header: "District",
            rowHeader: true,
            cell: ({ key, name }) => (
              <a className="govuk-link" href={paths.coverage(key)} aria-current={key === district?.key ? "true" : undefined}>
                {name}
              </a>
            ),
          },
          { header: "Schools", numeric: true, cell: ({ schools }) => formatWhole(schools) },
          { header: "Reached this year", numeric: true, cell: ({ thisYear }) => formatWhole(thisYear) },
          { header: "In the two years before", numeric: true, cell: ({ recently }) => formatWhole(recently) },
          { header: "Longer ago", numeric: true, cell: ({ earlier }) => formatWhole(earlier) },
          { header: "Never", numeric: true, cell: ({ never }) => formatWhole(never) },
          { header: "Students reached this year", numeric: true, cell: studentsOf },
        ]}
        footer={[
          total.name,
          ...[total.schools, total.thisYear, total.recently, total.earlier, total.never].map(formatWhole),
          studentsOf(total),
        ]}
      />
      {district ? (
        <p className="govuk-body">
          <a className="govuk-link" href={paths.coverage()}>
            All districts
          </a>
        </p>
      ) : null}
      {showsAreas ? (
        <InsetText>
          Priority areas are for coordinators and managers alone. Pass this list to nobody outside the team.
        </InsetText>
      ) : null}
      <DataTable
        caption="Schools to approach"
        rows={toApproach.shown}
        rowKey={({ id }) => id}
        empty="Every school has been reached this year."
        columns={[
          { header: "School", rowHeader: true, cell: ({ name, town }) => (town === "" ? name : `${name}, ${town}`) },
          { header: "District", cell: ({ districtName }) => districtName ?? "Not known" },
          ...(showsAreas ? [{ header: "Priority area", cell: ({ areas }: Marked) => describeAreas(areas) || "None" }] : []),
          { header: "Years 7 to 11", numeric: true, cell: ({ students }) => (students === null ? "Not known" : formatWhole(students)) },
          {
            header: "Reached last",
            cell: ({ when, lastReachedOn }) => (lastReachedOn === null ? WHEN_LABELS[when] : formatDay(lastReachedOn)),
          },
        ]}
      />
      {toApproach.count > toApproach.shown.length ? (
        <InsetText>
          And {countOf(toApproach.count - toApproach.shown.length, "school")} more. Choose a district above to see its own.
        </InsetText>
      ) : null}
    </>
  );
}

/** Never a guessed share: a school without a number leaves it open. */
function studentsOf({ figure, students, withoutStudents }: CoveragePart): string {
  if (withoutStudents > 0) return `${formatWhole(figure)} (${countOf(withoutStudents, "roll")} not known)`;
  if (students === 0) return formatWhole(figure);
  return `${formatWhole(figure)} of ${formatWhole(students)} (${formatWhole((figure / students) * 100)} %)`;
}
