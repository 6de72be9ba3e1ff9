import { DataTable } from "~/components/ui/data-table";
import { Form } from "~/components/ui/form";
import { Pagination } from "~/components/ui/pagination";
import { Tag } from "~/components/ui/tag";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import { isFreeMailAddress } from "~/domain/request-draft";
import { canMoveMembership, type MembershipDecision, type MembershipStatus } from "~/domain/school-membership";
import { formatInstant } from "~/lib/london-time";

export type MembershipLine = {
  accountId: string;
  schoolId: string;
  status: MembershipStatus;
  requestedAt: string;
  decidedAt: string | null;
  decidedBy: string | null;
  schoolName: string;
  town: string;
  email: string;
  name: string;
  jobTitle: string;
  reference: string | null;
};

type Props = {
  shown: MembershipStatus;
  rows: readonly MembershipLine[];
  total: number;
  page: number;
  pageCount: number;
};

const STATES: readonly { status: MembershipStatus; label: string; empty: string }[] = [
  { status: "requested", label: "Waiting for us", empty: "Nobody waits for an answer." },
  { status: "approved", label: "Contacts of schools", empty: "No school has a contact who sees all its bookings yet." },
  { status: "refused", label: "Refused", empty: "Nobody has been refused." },
  { status: "ended", label: "Ended", empty: "None has ended." },
];

const DECISIONS: readonly { to: MembershipDecision; text: string }[] = [
  { to: "approved", text: "Approve" },
  { to: "refused", text: "Refuse" },
  { to: "ended", text: "End" },
];

export function MembershipList({ shown, rows, total, page, pageCount }: Props) {
  return (
    <>
      <nav aria-label="Which contacts" className="app-no-print">
        <ul className="app-filter-list">
          {STATES.map(({ status, label }) => (
            <li key={status}>
              <a
                className="govuk-link"
                href={officePaths.schoolContacts(status)}
                aria-current={status === shown ? "page" : undefined}
              >
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <DataTable
        caption={total === 1 ? "1 person" : `${total.toLocaleString("en-GB")} people`}
        rows={rows}
        rowKey={({ accountId, schoolId }) => `${accountId} ${schoolId}`}
        empty={STATES.find(({ status }) => status === shown)?.empty}
        columns={[
          { header: "Who", rowHeader: true, cell: (row) => <Who row={row} /> },
          {
            header: "School",
            cell: (row) => [row.schoolName, row.town].filter((part) => part !== "").join(", "),
          },
          { header: "Known from", cell: (row) => <KnownFrom row={row} /> },
          { header: "When", cell: (row) => <When row={row} /> },
          { header: "Decide", cell: (row) => <Decide row={row} /> },
        ]}
      />
      <Pagination
        page={page}
        pageCount={pageCount}
        hrefOf={(number) => `${officePaths.schoolContacts(shown)}&page=${number}`}
      />
    </>
  );
}

function Who({ row }: { row: MembershipLine }) {
  return (
    <>
      {row.name === "" ? row.email : row.name}
      {row.jobTitle === "" ? null : `, ${row.jobTitle}`}
      {row.name === "" ? null : (
        <>
          <br />
          <span className="govuk-body-s">{row.email}</span>
        </>
      )}
      {isFreeMailAddress(row.email) ? (
        <>
          {" "}
          <Tag colour="yellow">Free mail address</Tag>
        </>
      ) : null}
    </>
  );
}

function KnownFrom({ row }: { row: MembershipLine }) {
  if (row.reference === null) return <>No booking of this school</>;
  return (
    <a className="govuk-link app-reference" href={paths.bookingRequest(row.reference)}>
      {row.reference}
    </a>
  );
}

function When({ row }: { row: MembershipLine }) {
  const asked = `Asked ${formatInstant(new Date(row.requestedAt))}`;
  if (row.decidedAt === null) return <>{asked}</>;
  return (
    <>
      {asked}
      <br />
      <span className="govuk-body-s">
        Decided {formatInstant(new Date(row.decidedAt))}
        {row.decidedBy === null ? "" : ` by ${row.decidedBy}`}
      </span>
    </>
  );
}

function Decide({ row }: { row: MembershipLine }) {
  return (
    <Form>
      <input type="hidden" name="accountId" value={row.accountId} />
      <input type="hidden" name="schoolId" value={row.schoolId} />
      <input type="hidden" name="from" value={row.status} />
      {DECISIONS.filter(({ to }) => canMoveMembership(row.status, to)).map(({ to, text }) => (
        <span key={to}>
          <button type="submit" name="to" value={to} className="app-button-link">
            {text}
            <span className="govuk-visually-hidden">
              {" "}
              {row.name === "" ? row.email : row.name}, {row.schoolName}
            </span>
          </button>{" "}
        </span>
      ))}
    </Form>
  );
}
