import { paths } from "~/config/paths";
import { DataTable } from "~/components/ui/data-table";
import { Pagination } from "~/components/ui/pagination";
import { Tag } from "~/components/ui/tag";
import { StatusTag } from "~/components/booking-request/status-tag";
import { describeAreas } from "~/domain/area";
import { isWaitingForTeam } from "~/domain/booking-request";
import type { InboxFilter, InboxRow, MarkedInboxRow } from "~/domain/inbox";
import { describeWish } from "~/domain/wishes";
import { formatShortDay, type Day } from "~/lib/london-time";

const FILTERS: readonly { filter: InboxFilter; label: string }[] = [
  { filter: "waiting", label: "Waiting for us" },
  { filter: "messages", label: "Messages to answer" },
  { filter: "scheduled", label: "Scheduled" },
  { filter: "closed", label: "Closed" },
  { filter: "all", label: "All" },
];

type Props = {
  rows: readonly MarkedInboxRow[];
  total: number;
  page: number;
  pageCount: number;
  filter: InboxFilter;
  search: string;
  today: Day;
  /** Whether priority areas count in the order. */
  hasAreas: boolean;
  messagesToAnswer: number;
};

export function Inbox({ messagesToAnswer, rows, total, page, pageCount, filter, search, today, hasAreas }: Props) {
  const href = (change: { filter?: InboxFilter; page?: number }) => {
    const query = new URLSearchParams({ show: change.filter ?? filter });
    if (search !== "") query.set("q", search);
    if (change.page !== undefined && change.page > 1) query.set("page", String(change.page));
    return `${paths.requests()}?${query.toString()}`;
  };
  return (
    <>
      <nav aria-label="Which requests" className="app-no-print">
        <ul className="app-filter-list">
          {FILTERS.map((option) => (
            <li key={option.filter}>
              <a
                className="govuk-link"
                href={href({ filter: option.filter })}
                aria-current={option.filter === filter ? "page" : undefined}
              >
                {option.label}
              </a>
              {option.filter === "messages" && messagesToAnswer > 0 ? ` (${messagesToAnswer})` : null}
            </li>
          ))}
        </ul>
      </nav>
      {filter === "waiting" && rows.length > 1 ? (
        <p className="govuk-hint">
          After an incident first, then by the day to answer by
          {hasAreas ? "; of those due on the same day schools in a priority area, then near one" : ""}, then as they came.
        </p>
      ) : null}
      <DataTable
        caption={total === 1 ? "1 request" : `${total.toLocaleString("en-GB")} requests`}
        rows={rows}
        rowKey={(row) => row.id}
        empty={emptyText(filter, search)}
        columns={[
          {
            header: "School",
            rowHeader: true,
            cell: (row) => (
              <>
                <a className="govuk-link" href={paths.bookingRequest(row.reference)}>
                  {row.schoolName}
                </a>
                <br />
                <span className="govuk-body-s">
                  {[row.town, row.districtName].filter((part) => part !== null && part !== "").join(", ")}
                  {" · "}
                  {row.reference}
                </span>
                {row.areas.length > 0 ? (
                  <>
                    <br />
                    <Tag colour="purple">Priority area</Tag> <span className="govuk-body-s">{describeAreas(row.areas)}</span>
                  </>
                ) : null}
              </>
            ),
          },
          {
            header: "Asked for",
            cell: (row) => (
              <>
                {row.formatName}, {row.groups === 1 ? "1 group" : `${row.groups} groups`}, about{" "}
                {row.students.toLocaleString("en-GB")} students
              </>
            ),
          },
          { header: "First choice", cell: (row) => (row.firstWish ? describeWish(row.firstWish) : "No wish given") },
          { header: "Answer by", cell: (row) => <AnswerBy row={row} today={today} /> },
          {
            header: "State",
            cell: (row) => (
              <>
                <StatusTag status={row.status} />
                {row.sensitive ? (
                  <>
                    {" "}
                    <Tag colour="red">Sensitive</Tag>
                  </>
                ) : null}
                {row.unanswered > 0 ? (
                  <>
                    {" "}
                    <Tag colour="blue">{row.unanswered === 1 ? "Message to answer" : `${row.unanswered} messages to answer`}</Tag>
                  </>
                ) : null}
                {row.changedOn !== null && isWaitingForTeam(row.status) ? (
                  <>
                    <br />
                    <span className="govuk-body-s">Changed by the school on {formatShortDay(row.changedOn)}</span>
                  </>
                ) : null}
                {row.freeMailAddress ? (
                  <>
                    {" "}
                    <Tag colour="yellow">Free mail address</Tag>
                  </>
                ) : null}
              </>
            ),
          },
        ]}
      />
      <Pagination page={page} pageCount={pageCount} hrefOf={(number) => href({ page: number })} />
    </>
  );
}

function AnswerBy({ row, today }: { row: InboxRow; today: Day }) {
  if (row.answerByOn === null) return null;
  const waiting = row.status === "submitted" || row.status === "awaiting_go_ahead";
  const text = formatShortDay(row.answerByOn);
  if (row.status === "offered") return `${text} (the school)`;
  if (!waiting) return text;
  if (row.answerByOn < today) {
    return (
      <>
        {text} <Tag colour="red">Overdue</Tag>
      </>
    );
  }
  return row.answerByOn === today ? (
    <>
      {text} <Tag colour="orange">Today</Tag>
    </>
  ) : (
    text
  );
}

function emptyText(filter: InboxFilter, search: string): string {
  if (search !== "") return `Nothing found for “${search}”. Try a reference, a school or a town.`;
  if (filter === "messages") return "No school waits for an answer to what it wrote.";
  return filter === "waiting" ? "Nothing is waiting. Every request has been answered." : "There are none yet.";
}
