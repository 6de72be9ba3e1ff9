import { CountedTable, type CountedGroupView } from "~/components/reach/counted-table";
import { SmallNumbers } from "~/components/reach/exports";
import { Narrowed, type NarrowedView } from "~/components/reach/narrowed";
import { countOf, formatPart, formatShown, formatWhole } from "~/components/reach/numbers";
import { BackLink } from "~/components/ui/back-link";
import { PageHeading } from "~/components/ui/page-heading";
import { Pagination } from "~/components/ui/pagination";
import { paths } from "~/config/paths";
import { describePeriod } from "~/domain/programme-year";
import { NO_STUDENTS_HERE, type ReachFilter } from "~/domain/reach-dimensions";
import type { Shown } from "~/domain/small-numbers";

type Props = {
  period: { name: string; startsOn: string; endsOn: string; value: string };
  filter: ReachFilter;
  narrowed: NarrowedView;
  publication: boolean;
  total: number;
  figure: Shown | null;
  attendances: Shown;
  groups: readonly CountedGroupView[];
  smallNumbersUnder: number;
  page: number;
  pageCount: number;
};

/** The sessions behind a figure; each leads to its visit’s record with all its corrections. */
export function CountedPage(props: Props) {
  const { period, filter, total, figure, attendances, page, pageCount } = props;
  const query = { period: period.value, ...filter, ...(props.publication ? { for: "publication" } : {}) };
  return (
    <>
      <BackLink href={paths.reachOf(period.value)}>Reach</BackLink>
      <PageHeading caption={describePeriod(period)}>What was counted</PageHeading>
      <Narrowed
        narrowed={props.narrowed}
        hrefWithout={(name) => paths.reachSessions({ ...query, [name]: undefined })}
        hrefOfAll={paths.reachSessions({ period: period.value })}
      />
      <p className="govuk-body">
        {countOf(total, "group")}, attendances: {formatShown(attendances)}.{" "}
        {figure === null ? NO_STUDENTS_HERE : addedText(figure, filter)}
      </p>
      <SmallNumbers under={props.smallNumbersUnder} />
      <ul className="govuk-list app-no-print">
        <li>
          <a className="govuk-link" href={paths.reachExplore(query)}>
            Split these by place, time and more
          </a>
        </li>
        <li>
          <a className="govuk-link" href={paths.reachCsv(query)}>
            This list as a CSV file
          </a>
        </li>
        <li>
          <a className="govuk-link" href={paths.reachXlsx(query)}>
            With its tables as a workbook (XLSX)
          </a>
        </li>
      </ul>
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

function addedText(figure: Shown, { side }: ReachFilter): string {
  const whose = side === "targeted" ? "the students of targeted sessions, counted apart" : "students reached";
  const many = typeof figure === "number" ? formatPart(figure) : figure;
  return `They add ${many} to ${whose}: those met for the first time in the period.`;
}
