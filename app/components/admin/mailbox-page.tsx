import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { DataTable } from "~/components/ui/data-table";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { Tag, type TagColour } from "~/components/ui/tag";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import type { FormErrors } from "~/lib/form-data";

type Outcome = "applied" | "stale" | "unmatched";

type Props = {
  all: boolean;
  mails: readonly {
    id: string;
    fromAddress: string;
    subject: string;
    arrived: string;
    kind: "answer" | "bounce" | "other";
    outcome: Outcome;
    reason: string;
    visitId: string | null;
    isOpen: boolean;
  }[];
  refused: readonly { id: string; email: string; name: string; since: string }[];
  errors?: FormErrors;
};

const OUTCOMES: Readonly<Record<Outcome, { label: string; colour: TagColour }>> = {
  applied: { label: "Done", colour: "green" },
  stale: { label: "Too late", colour: "grey" },
  unmatched: { label: "To read", colour: "blue" },
};

const KINDS = { answer: "Answer to an invitation", bounce: "Delivery report", other: "Message" } as const;

export function MailboxPage({ all, mails, refused, errors }: Props) {
  return (
    <>
      <BackLink href={paths.requests()}>Requests</BackLink>
      <ErrorSummary errors={errors} />
      <PageHeading>Arrived mail</PageHeading>
      <p className="govuk-body">
        Answers of calendars and reports of mail that did not arrive are read every two minutes and acted on. Everything
        else stays in the bookings mailbox as it came, for you to read there; its words are not kept here.
      </p>
      <nav aria-label="Which messages" className="app-no-print">
        <ul className="app-filter-list">
          <li>
            <a className="govuk-link" href={officePaths.mailbox()} aria-current={all ? undefined : "page"}>
              To look at
            </a>
          </li>
          <li>
            <a className="govuk-link" href={officePaths.mailbox("all")} aria-current={all ? "page" : undefined}>
              All
            </a>
          </li>
        </ul>
      </nav>
      <DataTable
        caption={all ? "Everything that was read, newest first" : "To look at, newest first"}
        compact
        rows={mails}
        rowKey={({ id }) => id}
        empty={all ? "Nothing has arrived yet." : "Nothing waits for you."}
        columns={[
          { header: "Arrived", cell: ({ arrived }) => arrived },
          {
            header: "Message",
            rowHeader: true,
            cell: ({ subject, fromAddress }) => (
              <>
                {subject === "" ? "Without a subject" : subject}
                <br />
                <span className="govuk-body-s">{fromAddress === "" ? "Sender unknown" : fromAddress}</span>
              </>
            ),
          },
          {
            header: "What it is",
            cell: ({ kind, reason, visitId }) => (
              <>
                {KINDS[kind]}
                {reason === "" ? null : (
                  <>
                    <br />
                    <span className="govuk-body-s">{reason}</span>
                  </>
                )}
                {visitId === null ? null : (
                  <>
                    <br />
                    <a className="govuk-link" href={paths.visit(visitId)}>
                      Open the visit
                    </a>
                  </>
                )}
              </>
            ),
          },
          {
            header: "State",
            cell: ({ id, outcome, isOpen, subject }) => (
              <>
                <Tag colour={OUTCOMES[outcome].colour}>{OUTCOMES[outcome].label}</Tag>
                {isOpen ? <Act intent="settle" id={id} text="Dealt with" about={subject} /> : null}
              </>
            ),
          },
        ]}
      />
      <DataTable
        caption="Addresses that do not work"
        compact
        rows={refused}
        rowKey={({ id }) => id}
        empty="Mail reaches everybody, as far as we know."
        columns={[
          {
            header: "Who",
            rowHeader: true,
            cell: ({ name, email }) => (
              <>
                {name === "" ? email : name}
                {name === "" ? null : (
                  <>
                    <br />
                    <span className="govuk-body-s">{email}</span>
                  </>
                )}
              </>
            ),
          },
          { header: "Since", cell: ({ since }) => since },
          { header: "Change", cell: ({ id, email }) => <Act intent="address-works" id={id} text="It works again" about={email} /> },
        ]}
      />
    </>
  );
}

function Act({ intent, id, text, about }: { intent: string; id: string; text: string; about: string }) {
  return (
    <Form>
      <input type="hidden" name="id" value={id} />
      <Button look="secondary" name="intent" value={intent}>
        {text}
        <span className="govuk-visually-hidden">: {about}</span>
      </Button>
    </Form>
  );
}
