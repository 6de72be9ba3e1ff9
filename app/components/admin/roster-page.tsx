import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { DataTable } from "~/components/ui/data-table";
import { ErrorSummary } from "~/components/ui/error-summary";
import { FileField } from "~/components/ui/file-field";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { Select } from "~/components/ui/select";
import { SummaryList } from "~/components/ui/summary-list";
import { WarningText } from "~/components/ui/warning-text";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import type { FormErrors } from "~/lib/form-data";
import { formatDay, type Day } from "~/lib/london-time";

export type RosterCheckView = {
  id: string;
  fileName: string;
  report: {
    read: number;
    past: number;
    badRows: readonly { line: number; problem: string }[];
    changes: readonly { presenterName: string; day: Day; before: string; after: string }[];
    touchedVisits: readonly { id: string; schoolName: string; onDate: Day | null; presenterName: string }[];
  };
};

const MOST_SHOWN = 200;

type UploadProps = { presenters: readonly { name: string; email: string }[]; errors?: FormErrors };

export function RosterUpload({ presenters, errors }: UploadProps) {
  return (
    <>
      <BackLink href={paths.availability()} />
      <ErrorSummary errors={errors} />
      <PageHeading>Import a roster</PageHeading>
      <p className="govuk-body">
        Choose the duty system’s file. It says the hours for the days in it; working patterns hold on all other days.
        Nothing changes yet: first you see what would change.
      </p>
      <Form multipart>
        <FileField
          name="roster"
          label="Roster file"
          hint="CSV with the columns email, date, start and end, or a calendar (.ics), up to 5 MB. In a CSV leave start and end empty for a rest day."
          accept=".csv,.ics,text/csv,text/calendar"
          error={errors?.roster}
        />
        <Select
          name="whose"
          label="Whose calendar is it? (optional)"
          hint="Only for a calendar whose events name nobody."
          emptyLabel="The file says it"
          options={[...presenters.map(({ name, email }) => ({ value: email, label: name }))]}
        />
        <Button>Check this file</Button>
      </Form>
    </>
  );
}

export function RosterCheck({ check, errors }: { check: RosterCheckView; errors?: FormErrors }) {
  const { report } = check;
  const visits = report.touchedVisits.length;
  return (
    <>
      <BackLink href={officePaths.rosters()} />
      <ErrorSummary errors={errors} />
      <PageHeading caption={check.fileName}>What the roster would change</PageHeading>
      <SummaryList
        rows={[
          { key: "Rows read", value: report.read.toLocaleString("en-GB") },
          { key: "Days that change", value: report.changes.length.toLocaleString("en-GB") },
          { key: "Days that are over", value: report.past.toLocaleString("en-GB") },
          { key: "Rows left out", value: report.badRows.length.toLocaleString("en-GB") },
        ]}
      />
      {visits > 0 ? (
        <>
          <h2 className="govuk-heading-m">Visits outside the new hours</h2>
          <ul className="govuk-list govuk-list--bullet">
            {report.touchedVisits.map((visit) => (
              <li key={`${visit.id} ${visit.presenterName}`}>
                <a className="govuk-link" href={paths.visit(visit.id)}>
                  {visit.schoolName}
                  {visit.onDate === null ? "" : `, ${formatDay(visit.onDate)}`}
                </a>
                : {visit.presenterName}
              </li>
            ))}
          </ul>
          <WarningText>They stay planned, and are put on the list of visits to look at.</WarningText>
        </>
      ) : null}
      {report.badRows.length > 0 ? (
        <>
          <h2 className="govuk-heading-m">Rows left out</h2>
          <ul className="govuk-list govuk-list--bullet">
            {report.badRows.slice(0, MOST_SHOWN).map(({ line, problem }) => (
              <li key={line}>
                Line {line}: {problem}
              </li>
            ))}
          </ul>
          <More count={report.badRows.length} />
        </>
      ) : null}
      <DataTable
        caption="Days that change"
        rows={report.changes.slice(0, MOST_SHOWN)}
        rowKey={({ presenterName, day }) => `${presenterName} ${day}`}
        empty="No day changes."
        columns={[
          { header: "Presenter", rowHeader: true, cell: ({ presenterName }) => presenterName },
          { header: "Day", cell: ({ day }) => formatDay(day) },
          { header: "Now", cell: ({ before }) => before },
          { header: "Then", cell: ({ after }) => after },
        ]}
      />
      <More count={report.changes.length} />
      <Form>
        <input type="hidden" name="id" value={check.id} />
        <Button>Import this roster</Button>
      </Form>
    </>
  );
}

function More({ count }: { count: number }) {
  return count > MOST_SHOWN ? <p className="govuk-body">And {(count - MOST_SHOWN).toLocaleString("en-GB")} more.</p> : null;
}
