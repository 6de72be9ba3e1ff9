import { Fragment } from "react";
import { countOf, formatPart, formatShown, formatWhole } from "~/components/reach/numbers";
import { DataTable } from "~/components/ui/data-table";
import { SummaryList, type SummaryRow } from "~/components/ui/summary-list";
import { paths } from "~/config/paths";
import type { Shown } from "~/domain/small-numbers";

type Share = { name: string; years: readonly { key: string; name: string }[]; figure: number; roll: number; cohorts: number; withoutRoll: number };

export type BesideView = {
  sessions: number;
  visits: number;
  schools: number;
  studentHours: number;
  byFormat: readonly { name: string; sessions: number; attendances: Shown; studentHours: Shown }[];
  coreYear: Share;
  yearsSevenToEleven: Share;
  topics: readonly { key: string; name: string; covered: number; recorded: number }[];
  said: { school: Shown; team: Shown; imported: Shown };
  cost: { pence: number; penceAStudentHour: number | null } | null;
  funderCosts: readonly { name: string; pence: number; studentHours: Shown; penceAStudentHour: number | null }[];
};

const POUNDS = new Intl.NumberFormat("en-GB", { style: "currency", currency: "GBP" });

/** What stands beside the figure, so that one assembly of 240 is not read as eight workshops. */
export function BesideHeadline({ beside, periodValue }: { beside: BesideView; periodValue: string }) {
  if (beside.sessions === 0) return null;
  const listed = (name: string, value: string) => paths.reachSessions({ period: periodValue, [name]: value });
  return (
    <section aria-labelledby="beside">
      <h2 className="govuk-heading-l" id="beside">
        How they were reached
      </h2>
      <SummaryList rows={rowsOf(beside, paths.reachSessions({ period: periodValue }), listed)} />
      <DataTable
        caption="By format"
        compact
        rows={beside.byFormat}
        rowKey={({ name }) => name}
        columns={[
          {
            header: "Format",
            cell: ({ name }) => (
              <a className="govuk-link" href={listed("format", name)}>
                {name}
              </a>
            ),
            rowHeader: true,
          },
          { header: "Sessions", cell: ({ sessions }) => formatWhole(sessions), numeric: true },
          { header: "Attendances", cell: ({ attendances }) => formatShown(attendances), numeric: true },
          { header: "Student-hours", cell: ({ studentHours }) => formatShown(studentHours), numeric: true },
        ]}
      />
      {beside.funderCosts.length === 0 ? null : <FunderCosts costs={beside.funderCosts} />}
      <ul className="govuk-list app-no-print">
        {CSV_TABLES.filter(({ id }) => id !== "costs" || beside.funderCosts.length > 0).map(({ id, words }) => (
          <li key={id}>
            <a className="govuk-link" href={paths.reachCsv({ period: periodValue, table: id })}>
              {words} as a CSV file
            </a>
          </li>
        ))}
      </ul>
      <p className="govuk-body">
        A student-hour is one student in a session for one hour. A student who comes twice has student-hours twice.
      </p>
    </section>
  );
}

const CSV_TABLES = [
  { id: "beside", words: "What stands beside the headline" },
  { id: "shares", words: "Shares of year groups" },
  { id: "formats", words: "Sessions by format" },
  { id: "topics", words: "Topics covered" },
  { id: "basis", words: "The basis of the numbers" },
  { id: "costs", words: "Cost by funder" },
] as const;

function FunderCosts({ costs }: { costs: BesideView["funderCosts"] }) {
  return (
    <DataTable
      caption="Cost by funder"
      compact
      rows={costs}
      rowKey={({ name }) => name}
      columns={[
        { header: "Funder", cell: ({ name }) => name, rowHeader: true },
        { header: "Paid for the year", cell: ({ pence }) => POUNDS.format(pence / 100), numeric: true },
        { header: "Student-hours", cell: ({ studentHours }) => formatShown(studentHours), numeric: true },
        {
          header: "A student-hour",
          cell: ({ penceAStudentHour }) => (penceAStudentHour === null ? "Not known" : POUNDS.format(penceAStudentHour / 100)),
          numeric: true,
        },
      ]}
    />
  );
}

function rowsOf(beside: BesideView, all: string, listed: (name: string, value: string) => string): SummaryRow[] {
  const { said, cost } = beside;
  const rows: SummaryRow[] = [
    {
      key: "Delivered",
      value: (
        <a className="govuk-link" href={all}>
          {countOf(beside.sessions, "session")} in {countOf(beside.visits, "visit")} at {countOf(beside.schools, "school")}
        </a>
      ),
    },
    {
      key: "Student-hours",
      value: (
        <a className="govuk-link" href={all}>
          {formatWhole(beside.studentHours)}
        </a>
      ),
    },
    { key: `${beside.coreYear.name}, share reached`, value: <ShareReached share={beside.coreYear} listed={listed} /> },
    { key: `${beside.yearsSevenToEleven.name}, share reached`, value: <ShareReached share={beside.yearsSevenToEleven} listed={listed} /> },
    {
      key: "Topics covered",
      value: (
        <ul className="govuk-list">
          {beside.topics.map(({ key, name, covered, recorded }) => (
            <li key={key}>
              {name}:{" "}
              {recorded === 0 ? (
                "not recorded"
              ) : (
                <>
                  <a className="govuk-link" href={listed("topic", key)}>
                    {formatWhole(covered)}
                  </a>{" "}
                  of {countOf(recorded, "visit")}
                </>
              )}
            </li>
          ))}
        </ul>
      ),
    },
    {
      key: "Attendances said by",
      value: (
        <ul className="govuk-list">
          <Said href={listed("said", "school")} what="confirmed or corrected by the school" many={said.school} />
          <Said href={listed("said", "team")} what="recorded by the team, not confirmed" many={said.team} />
          <Said href={listed("said", "imported")} what="entered from before this service" many={said.imported} />
        </ul>
      ),
    },
  ];
  if (cost) {
    const each = cost.penceAStudentHour === null ? "" : `, ${POUNDS.format(cost.penceAStudentHour / 100)} a student-hour`;
    rows.push({ key: "Cost of the year", value: `${POUNDS.format(cost.pence / 100)}${each}` });
  }
  return rows;
}

function Said({ href, what, many }: { href: string; what: string; many: Shown }) {
  if (many === 0) return null;
  return (
    <li>
      <a className="govuk-link" href={href}>
        {formatShown(many)} {what}
      </a>
    </li>
  );
}

function ShareReached({ share, listed }: { share: Share; listed: (name: string, value: string) => string }) {
  return (
    <>
      {shareText(share)}
      {share.cohorts === 0 ? null : (
        <>
          {" "}
          {share.years.map(({ key, name }, index) => (
            <Fragment key={key}>
              {index > 0 ? ", " : ""}
              <a className="govuk-link" href={listed("yearGroup", key)}>
                {name}
              </a>
            </Fragment>
          ))}
        </>
      )}
    </>
  );
}

function shareText({ figure, roll, cohorts, withoutRoll }: Share): string {
  if (cohorts === 0) return "Nobody of these years was reached.";
  const unknown = withoutRoll === 0 ? "" : ` The roll of ${countOf(withoutRoll, "year group")} is not known.`;
  if (roll === 0) return `Not known: no roll was entered.${unknown}`;
  const share = `${formatPart((figure / roll) * 100)}% (${formatWhole(figure)} of ${formatWhole(roll)} on roll)`;
  return `${share} in the year groups that were visited.${unknown}`;
}
