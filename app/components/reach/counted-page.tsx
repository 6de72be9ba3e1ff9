import { CountedTable, type CountedGroupView } from "~/components/reach/counted-table";
import { countOf, formatPart, formatWhole } from "~/components/reach/numbers";
import { BackLink } from "~/components/ui/back-link";
import { PageHeading } from "~/components/ui/page-heading";
import { Pagination } from "~/components/ui/pagination";
import { paths } from "~/config/paths";
import { cohortYearLabel } from "~/domain/groups";
import { describePeriod } from "~/domain/programme-year";
import { formatMonth } from "~/lib/london-time";

type Filter = Partial<Record<"side" | "month" | "district" | "yearGroup" | "school" | "format" | "basis" | "said", string>>;

type Props = {
  period: { name: string; startsOn: string; endsOn: string; value: string };
  filter: Filter;
  total: number;
  figure: number;
  attendances: number;
  groups: readonly CountedGroupView[];
  page: number;
  pageCount: number;
};

/** The sessions behind a figure; each leads to its visit’s record with all its corrections. */
export function CountedPage(props: Props) {
  const { period, filter, total, figure, attendances, page, pageCount } = props;
  const back = `${paths.reach()}?period=${encodeURIComponent(period.value)}`;
  const query = { period: period.value, ...filter };
  return (
    <>
      <BackLink href={back}>Reach</BackLink>
      <PageHeading caption={describePeriod(period)}>What was counted</PageHeading>
      {Object.keys(filter).length === 0 ? null : (
        <p className="govuk-body">
          Only {filterWords(filter, props.groups)}.{" "}
          <a className="govuk-link" href={paths.reachSessions({ period: period.value })}>
            Show everything that was counted
          </a>
        </p>
      )}
      <p className="govuk-body">
        {countOf(total, "group")}, {countOf(attendances, "attendance")}. They add {formatPart(figure)} to{" "}
        {filter.side === "targeted" ? "the students of targeted sessions, counted apart" : "students reached"}:
        those met for the first time in the period.
      </p>
      <CountedTable
        caption={pageCount > 1 ? `Page ${formatWhole(page)} of ${formatWhole(pageCount)}` : "All groups"}
        groups={props.groups}
      />
      <Pagination
        page={page}
        pageCount={pageCount}
        hrefOf={(number) => paths.reachSessions({ ...query, page: String(number) })}
        label="Pages of what was counted"
      />
    </>
  );
}

const SAID = { school: "the school", team: "the team", imported: "an import of earlier years" } as const;

function filterWords(filter: Filter, groups: readonly CountedGroupView[]): string {
  const [first] = groups;
  const words = [
    filter.side === "targeted" ? "targeted sessions" : null,
    filter.month ? formatMonth(filter.month) : null,
    filter.district ? (first?.districtName ?? "one district") : null,
    filter.yearGroup ? (first ? cohortYearLabel(first.yearGroup) : "one year group") : null,
    filter.school ? (first?.schoolName ?? "one school") : null,
    filter.format ?? null,
    filter.basis ? "numbers of one basis" : null,
    filter.said === "school" || filter.said === "team" || filter.said === "imported"
      ? `numbers last said by ${SAID[filter.said]}`
      : null,
  ];
  return words.filter((word) => word !== null).join(", ");
}
