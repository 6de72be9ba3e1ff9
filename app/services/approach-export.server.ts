import { APPROACH_WAY_LABELS, type ApproachFilter } from "~/domain/approach";
import { describeAreas } from "~/domain/area";
import type { ReachedWhen } from "~/domain/coverage";
import { describeYears } from "~/domain/eligible";
import { renderWorkbook } from "~/integrations/workbook.server";
import { toCsv, type CsvCell } from "~/lib/csv";
import { dayOf, formatDay } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { listSchoolsToApproach, type CoverageAudience, type SchoolsToApproach } from "~/services/schools-to-approach.server";

const WHEN_WORDS: Readonly<Record<ReachedWhen, string>> = {
  this_year: "this year",
  recently: "in the two years before",
  earlier: "longer ago",
  never: "never",
};

type Asked = { audience: CoverageAudience; filter: ApproachFilter };
/** The rule beside the list, in words. */
type Define = (list: SchoolsToApproach) => string;
type ExportDeps = Pick<Deps, "db" | "now">;

/** The list as it stands on the page, all of it. Analysts get it without areas and without what the team does and plans. */
export async function approachCsv(asked: Asked, definition: Define, deps: ExportDeps): Promise<string> {
  const list = await listSchoolsToApproach(asked, deps);
  const { header, rows } = tableOf(list, asked.audience);
  return toCsv([...aboutRows(list, asked.filter, definition, deps), [], header, ...rows]);
}

/** The same as a workbook, behind a sheet that says what it is. */
export async function approachWorkbook(asked: Asked, definition: Define, deps: ExportDeps) {
  const list = await listSchoolsToApproach(asked, deps);
  const { header, rows } = tableOf(list, asked.audience);
  return renderWorkbook([
    { name: "About this list", header: null, rows: aboutRows(list, asked.filter, definition, deps), widths: [28, 90] },
    { name: "Schools to approach", header, rows, widths: [40, 18, 24, 24, 30, 14, 22, 16, 16, 30, 12, 34] },
  ]);
}

function aboutRows(list: SchoolsToApproach, filter: ApproachFilter, definition: Define, deps: ExportDeps): CsvCell[][] {
  const { near, district, need } = filter;
  return [
    ["Schools to approach", null],
    ["As at", formatDay(dayOf(deps.now()))],
    ["Schools", list.schools.length],
    ["District", list.report.byDistrict.find(({ key }) => key === district)?.name ?? "All"],
    ["Need", need ?? "All not reached this year"],
    ["Only near a planned visit", near ? "Yes" : "No"],
    ["Definition", definition(list)],
    ...(list.hasAreas ? [["Not to be passed on", "Priority areas are for coordinators and managers alone."]] : []),
  ];
}

function tableOf({ report, schools, withDetails, hasAreas }: SchoolsToApproach, audience: CoverageAudience) {
  const isTeam = audience === "team";
  const header = [
    "School",
    "Town",
    "District",
    "Local authority",
    ...(hasAreas ? ["Priority area"] : []),
    `Students of ${describeYears(report.eligible.yearGroups)}`,
    "Reached",
    "Last reached on",
    ...(isTeam ? ["Near a visit on", "At", "Minutes away", "Asked lately"] : []),
  ];
  const rows = withDetails(schools).map((school): CsvCell[] => {
    const { nearVisit, asked } = school;
    const team: CsvCell[] = [
      nearVisit?.onDate ?? null,
      nearVisit?.schoolName ?? null,
      nearVisit?.minutes ?? null,
      asked ? `${asked.onDate} ${APPROACH_WAY_LABELS[asked.way]}${asked.noMore ? ", no more invitations" : ""}` : null,
    ];
    return [
      school.name,
      school.town,
      school.districtName,
      school.authorityName,
      ...(hasAreas ? [describeAreas(school.areas) || null] : []),
      school.students,
      WHEN_WORDS[school.when],
      school.lastReachedOn,
      ...(isTeam ? team : []),
    ];
  });
  return { header, rows };
}
