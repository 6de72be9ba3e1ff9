import { CoverageMap, MapKey, MARKS, type MapView } from "~/components/coverage/coverage-map";
import { Definition } from "~/components/coverage/definition";
import { NeedTable } from "~/components/coverage/need-table";
import { SmallNumbers } from "~/components/reach/exports";
import { countOf, formatShown, formatWhole } from "~/components/reach/numbers";
import { Button } from "~/components/ui/button";
import { DataTable, type Column } from "~/components/ui/data-table";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { Select } from "~/components/ui/select";
import { paths } from "~/config/paths";
import type { ListedSchool, ReachedWhen, ShownCoveragePart } from "~/domain/coverage";
import { describeYears, type Eligible } from "~/domain/eligible";
import { describePeriod, type Period } from "~/domain/programme-year";
import type { Shown } from "~/domain/small-numbers";
import type { Day } from "~/lib/london-time";

export type CoverageView = {
  year: Period;
  recentFrom: Day;
  eligible: Eligible;
  yearsNotNoted: Shown;
  total: ShownCoveragePart;
  byDistrict: readonly ShownCoveragePart[];
  byAuthority: readonly ShownCoveragePart[];
  /** In, near and outside of priority areas; null for analysts, and where there are none. */
  byArea: readonly ShownCoveragePart[] | null;
  /** Chosen in the address; null is all of them. */
  district: { key: string; name: string } | null;
  /** Students at the schools of each kind, of the district or of all. */
  studentsAt: Record<ReachedWhen, { students: number; without: number }>;
  /** Of the district, or of all; null where they are too many for one page. */
  map: MapView | null;
  mostPoints: number;
  /** Smaller numbers of students are hidden from this viewer; 0 where none are. */
  smallNumbersUnder: number;
  seesAreas: boolean;
  toApproach: { count: number; shown: readonly ListedSchool[] };
};

export function CoveragePage(view: CoverageView) {
  const { year, recentFrom, eligible, yearsNotNoted, total, byDistrict, byAuthority, byArea, district, map, toApproach } = view;
  const years = describeYears(eligible.yearGroups);
  if (total.schools === 0) {
    return (
      <>
        <PageHeading>Coverage</PageHeading>
        <p className="govuk-body">
          The register holds no open school with students of {years} yet. A manager imports it under Admin, Schools, and says
          under Admin, Settings whom the programme is for.
        </p>
      </>
    );
  }
  const part = byDistrict.find(({ key }) => key === district?.key) ?? total;
  const counts = { this_year: part.thisYear, recently: part.recently, earlier: part.earlier, never: part.never };
  const sentence = `${formatWhole(part.thisYear)} of ${countOf(part.schools, "school")} reached this year, ${formatWhole(part.never)} never.`;
  const areas = map?.areas.length ?? 0;
  return (
    <>
      <PageHeading caption={describePeriod(year)}>{district ? `Coverage: ${district.name}` : "Coverage"}</PageHeading>
      <p className="govuk-body-l">{sentence}</p>
      <p className="govuk-body">
        Students of {years} reached this year: <strong>{studentsOf(part)}</strong>. In the two years before:{" "}
        <strong>{formatShown(part.recentFigure)}</strong>, each once in that time.
      </p>
      <p className="govuk-body">
        <a className="govuk-link" href={paths.approach({ district: district?.key })}>
          Schools to approach{district ? ` in ${district.name}` : ""} ({formatWhole(toApproach.count)})
        </a>
      </p>
      {map === null ? <ChooseDistrict byDistrict={byDistrict} mostPoints={view.mostPoints} /> : null}
      <figure className="app-figure">
        {map === null ? null : (
          <CoverageMap
            {...map}
            title={district ? `Map of schools in ${district.name}` : "Map of schools"}
            description={`${sentence} The tables below say the same by district.`}
          />
        )}
        <figcaption>
          <MapKey counts={counts} areas={areas} />
        </figcaption>
      </figure>
      {areas > 0 || byArea ? <AreasStayHere /> : null}
      <DataTable
        caption="Who has been reached"
        rows={MARKS}
        rowKey={({ when }) => when}
        columns={[
          { header: "Schools", rowHeader: true, cell: ({ label }) => label },
          { header: "Number", numeric: true, cell: ({ when }) => formatWhole(counts[when]) },
          {
            header: `Students of ${years} there`,
            numeric: true,
            cell: ({ when }) => rollOf(view.studentsAt[when], counts[when]),
          },
        ]}
      />
      <Definition eligible={eligible} recentFrom={recentFrom} yearsNotNoted={yearsNotNoted} />
      <SmallNumbers under={view.smallNumbersUnder} />
      <PartsTable
        caption="By district"
        first={{
          header: "District",
          rowHeader: true,
          cell: ({ key, name }) => (
            <a className="govuk-link" href={paths.coverage(key)} aria-current={key === district?.key ? "true" : undefined}>
              {name}
            </a>
          ),
        }}
        parts={byDistrict}
        total={total}
      />
      {district ? (
        <p className="govuk-body">
          <a className="govuk-link" href={paths.coverage()}>
            All districts
          </a>
        </p>
      ) : null}
      {byAuthority.length > 1 ? (
        <PartsTable
          caption="By local authority"
          first={{ header: "Local authority", rowHeader: true, cell: ({ name }) => name }}
          parts={byAuthority}
          total={total}
        />
      ) : null}
      {byArea ? (
        <PartsTable
          caption="By priority area"
          first={{ header: "Where", rowHeader: true, cell: ({ name }) => name }}
          parts={byArea}
          total={total}
        />
      ) : null}
      <Files isTeam={view.seesAreas} hasAreas={byArea !== null} />
      <NeedTable
        caption={`In most need${district ? ` in ${district.name}` : ""}`}
        schools={toApproach.shown}
        years={years}
        showsAreas={byArea !== null}
        empty="Every school has been reached this year, or has a visit ahead."
      />
      {toApproach.count > toApproach.shown.length ? (
        <p className="govuk-body">
          <a className="govuk-link" href={paths.approach({ district: district?.key })}>
            All {countOf(toApproach.count, "school")} to approach
          </a>
        </p>
      ) : null}
    </>
  );
}

function Files({ isTeam, hasAreas }: { isTeam: boolean; hasAreas: boolean }) {
  return (
    <ul className="govuk-list app-no-print">
      <li>
        <a className="govuk-link" href={paths.coverageXlsx()}>
          These tables as a workbook (XLSX)
        </a>
        {hasAreas ? ", with priority areas: for coordinators and managers alone" : ""}
      </li>
      <li>
        <a className="govuk-link" href={paths.coverageCsv()}>
          The same as a CSV file
        </a>
      </li>
      {isTeam ? (
        <li>
          <a className="govuk-link" href={paths.coverageXlsx({ for: "publication" })}>
            The workbook to hand on
          </a>
          : without priority areas, small numbers as the settings say
        </li>
      ) : null}
    </ul>
  );
}

export function AreasStayHere() {
  return (
    <InsetText>Priority areas are for coordinators and managers alone. Pass what names them to nobody outside the team.</InsetText>
  );
}

/** Of a whole country one page would be megabytes of points. */
function ChooseDistrict({ byDistrict, mostPoints }: { byDistrict: readonly ShownCoveragePart[]; mostPoints: number }) {
  const options = byDistrict.map(({ key, name, schools }) => ({ value: key, label: `${name} (${countOf(schools, "school")})` }));
  return (
    <Form method="get" action={paths.coverage()}>
      <Select
        name="district"
        label="See the map of a district"
        hint={`A map of more than ${formatWhole(mostPoints)} schools would take long to load and show little.`}
        options={options}
      />
      <Button look="secondary" preventDoubleClick={false}>
        Show the map
      </Button>
    </Form>
  );
}

type PartsProps = {
  caption: string;
  first: Column<ShownCoveragePart>;
  parts: readonly ShownCoveragePart[];
  total: ShownCoveragePart;
};

function PartsTable({ caption, first, parts, total }: PartsProps) {
  return (
    <DataTable
      caption={caption}
      rows={parts}
      rowKey={({ key }) => key}
      columns={[
        first,
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
  );
}

/** Never a guessed share: a school without a number leaves it open. */
export function studentsOf({ figure, students, withoutStudents }: ShownCoveragePart): string {
  if (withoutStudents > 0) return `${formatShown(figure)} (${countOf(withoutStudents, "roll")} not known)`;
  if (students === 0) return formatShown(figure);
  if (typeof figure === "string") return `${figure} of ${formatWhole(students)}`;
  return `${formatWhole(figure)} of ${formatWhole(students)} (${formatWhole((figure / students) * 100)} %)`;
}

function rollOf({ students, without }: { students: number; without: number }, schools: number): string {
  if (schools === 0) return "0";
  return without === 0 ? formatWhole(students) : `${formatWhole(students)}, and ${countOf(without, "school")} not known`;
}
