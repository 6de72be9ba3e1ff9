import { approachQuery } from "~/components/coverage/approach-filter";
import { AreasStayHere } from "~/components/coverage/coverage-page";
import { Definition } from "~/components/coverage/definition";
import { NeedTable } from "~/components/coverage/need-table";
import { countOf } from "~/components/reach/numbers";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { Checkbox } from "~/components/ui/choices";
import { Details } from "~/components/ui/details";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { Pagination } from "~/components/ui/pagination";
import { Select } from "~/components/ui/select";
import { paths } from "~/config/paths";
import {
  APPROACH_WAY_LABELS,
  NEAR_MINUTES,
  NEED_LABELS,
  NEEDS,
  type Approach,
  type ApproachFilter,
  type NearVisit,
} from "~/domain/approach";
import type { ListedSchool } from "~/domain/coverage";
import { describeYears, type Eligible } from "~/domain/eligible";
import { formatDay, formatShortDay, type Day } from "~/lib/london-time";

type School = ListedSchool & { asked: Approach | null; nearVisit: NearVisit | null };

export type ApproachListView = {
  filter: ApproachFilter;
  schools: readonly School[];
  total: number;
  page: number;
  pageCount: number;
  districts: readonly { key: string; name: string }[];
  busy: number;
  askedLately: number;
  approachDays: number;
  hasAreas: boolean;
  isTeam: boolean;
  /** Coordinators and managers open a school to ask it. */
  mayAsk: boolean;
  definition: { eligible: Eligible; recentFrom: Day };
};

export function ApproachList(view: ApproachListView) {
  const { filter, schools, total, page, pageCount, districts, busy, askedLately, approachDays, hasAreas, isTeam, mayAsk } = view;
  const query = approachQuery(filter);
  const years = describeYears(view.definition.eligible.yearGroups);
  const district = districts.find(({ key }) => key === filter.district);
  return (
    <>
      <BackLink href={paths.coverage(filter.district ?? undefined)}>Coverage</BackLink>
      <PageHeading>{district ? `Schools to approach: ${district.name}` : "Schools to approach"}</PageHeading>
      <p className="govuk-body">
        Schools that have not been reached this year, those in most need first:{" "}
        {hasAreas ? "in a priority area, near one, then " : ""}never reached, longest ago, most students.
        {filter.near ? " Shown are those near a planned visit, the shortest way first." : ""}
      </p>
      {hasAreas ? <AreasStayHere /> : null}
      <Form method="get" action={paths.approach()} className="app-no-print">
        <Select
          name="district"
          label="District"
          emptyLabel="All districts"
          options={districts.map(({ key, name }) => ({ value: key, label: name }))}
          value={filter.district ?? ""}
        />
        <Select
          name="need"
          label="Need"
          emptyLabel="All not reached this year"
          options={NEEDS.filter((need) => need !== "area" || hasAreas).map((need) => ({ value: need, label: NEED_LABELS[need] }))}
          value={filter.need ?? ""}
        />
        {isTeam ? (
          <>
            <Checkbox name="near" label={`Within ${NEAR_MINUTES} minutes of a visit in the next 60 days`} checked={filter.near} />
            <Checkbox name="show" value="all" label={`Also those asked in the last ${approachDays} days`} checked={filter.all} />
          </>
        ) : null}
        <Button look="secondary" preventDoubleClick={false}>
          Show
        </Button>
      </Form>
      <NeedTable
        caption={countOf(total, "school")}
        schools={schools}
        years={years}
        showsAreas={hasAreas}
        empty="No school matches. Choose another district or need."
        hrefOf={mayAsk ? ({ id }) => paths.approachSchool(id) : undefined}
        more={
          isTeam
            ? [
                { header: "Near a planned visit", cell: ({ nearVisit }) => (nearVisit ? <Near {...nearVisit} /> : "None") },
                { header: "Asked", cell: ({ asked }) => (asked ? describeApproach(asked) : "Not lately") },
              ]
            : []
        }
      />
      <Pagination
        page={page}
        pageCount={pageCount}
        hrefOf={(number) => paths.approach({ ...query, ...(number > 1 ? { page: String(number) } : {}) })}
      />
      <p className="govuk-body">
        {busy > 0 ? `${countOf(busy, "school")} with a visit ahead or a request that waits ${busy === 1 ? "is" : "are"} left out. ` : ""}
        {askedLately > 0 ? `${countOf(askedLately, "school")} asked in the last ${approachDays} days ${askedLately === 1 ? "is" : "are"} left out.` : ""}
      </p>
      <p className="govuk-body app-no-print">
        Download this list:{" "}
        <a className="govuk-link" href={paths.approachCsv(query)}>
          CSV
        </a>{" "}
        or{" "}
        <a className="govuk-link" href={paths.approachXlsx(query)}>
          XLSX
        </a>
      </p>
      <Details summary="What is counted here">
        <Definition {...view.definition} />
        {isTeam ? (
          <p className="govuk-body">
            Minutes are those of the travel rule under Settings, from the end of the visit. Without a grid reference nothing is
            said to be near.
          </p>
        ) : null}
      </Details>
    </>
  );
}

function Near({ visitId, schoolName, onDate, minutes }: NearVisit) {
  return (
    <>
      <a className="govuk-link" href={paths.visit(visitId)}>
        {formatShortDay(onDate)}
      </a>
      , {minutes} min from {schoolName}
    </>
  );
}

/** "Monday 23 November 2026, by mail, Alex Lane", and whether the answer was to send no more. */
export function describeApproach({ onDate, way, byName, noMore }: Approach): string {
  const asked = [formatDay(onDate), APPROACH_WAY_LABELS[way], byName].filter((part) => part !== "").join(", ");
  return noMore ? `${asked}. The address asked for no more invitations` : asked;
}
