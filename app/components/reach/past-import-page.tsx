import { countOf, formatWhole } from "~/components/reach/numbers";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { DataTable } from "~/components/ui/data-table";
import { ErrorSummary } from "~/components/ui/error-summary";
import { FileField } from "~/components/ui/file-field";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { SummaryList } from "~/components/ui/summary-list";
import { WarningText } from "~/components/ui/warning-text";
import { paths } from "~/config/paths";
import { reachPaths } from "~/config/reach-paths";
import { programmeYearOf } from "~/domain/programme-year";
import type { FormErrors } from "~/lib/form-data";
import { formatDay } from "~/lib/london-time";

type Entry = {
  line: number;
  schoolName: string;
  on: string;
  formatName: string;
  group: string;
  attended: number;
  students: string;
  doubt: string;
};

export type PastCheckView = {
  id: string;
  fileName: string;
  report: {
    read: number;
    entries: readonly Entry[];
    known: readonly { line: number; what: string }[];
    refused: readonly { line: number; problem: string }[];
  };
};

const MOST_SHOWN = 200;

/** What each column holds, in words for whoever fills the file in. */
const COLUMNS: readonly { name: string; needed: boolean; words: string }[] = [
  { name: "school", needed: true, words: "The URN, or the full name as in the register where only one school has it." },
  { name: "day", needed: true, words: "06/10/2024 or 2024-10-06; before today." },
  { name: "format", needed: true, words: "" },
  { name: "year group", needed: true, words: "R, 1 to 13, or mixed for several years together." },
  { name: "attended", needed: true, words: "How many students were there, 1 to 10,000." },
  {
    name: "novelty",
    needed: true,
    words: "new, mixed (some were in an earlier session), or “same as 06/10/2024” where all of them were in that session.",
  },
  { name: "group", needed: false, words: "What tells groups of one year and day apart, such as 9B. No names of students." },
  { name: "basis", needed: false, words: "register, headcount or estimate." },
  { name: "minutes", needed: false, words: "How long it took; else the usual length of the format." },
  { name: "funder", needed: false, words: "The name of a funder that is kept here." },
  { name: "campaign", needed: false, words: "The name of a campaign that is kept here." },
];

export function PastUpload({ formats, errors }: { formats: readonly string[]; errors?: FormErrors }) {
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <BackLink href={paths.reachPast()}>Enter a session</BackLink>
        <ErrorSummary errors={errors} />
        <PageHeading>Import sessions from before this service</PageHeading>
        <p className="govuk-body">
          A row is one group in one session. First you see row by row what the file would enter; nothing is written before you
          confirm. The same file twice enters nothing twice.
        </p>
        <p className="govuk-body">
          <a className="govuk-link" href={reachPaths.pastExample()} download>
            Download an example to fill in (CSV)
          </a>
        </p>
        <Form multipart>
          <FileField
            name="past"
            label="File with the sessions"
            hint="CSV from any spreadsheet, with commas or semicolons, up to 5 MB."
            accept=".csv,text/csv"
            error={errors?.past}
          />
          <Button>Check this file</Button>
        </Form>
        <DataTable
          caption="The columns, in any order"
          rows={COLUMNS}
          rowKey={({ name }) => name}
          columns={[
            { header: "Column", rowHeader: true, cell: ({ name, needed }) => (needed ? name : `${name} (optional)`) },
            {
              header: "What it holds",
              cell: ({ name, words }) => (name === "format" ? `One of: ${formats.join(", ")}.` : words),
            },
          ]}
        />
        <h2 className="govuk-heading-m">What is refused</h2>
        <ul className="govuk-list govuk-list--bullet">
          <li>a school that is not in the register, or a name that several schools have</li>
          <li>a format, funder or campaign that is not kept here</li>
          <li>a day that is not over, or on which this service has a visit to the school</li>
          <li>
            the same school, day, format, year group and number twice in the file: two groups of one size are told apart by the
            column group
          </li>
        </ul>
        <p className="govuk-body">
          A session that is kept already, from an earlier file or the form, is named and left alone. Other columns are not read.
        </p>
      </div>
    </div>
  );
}

export function PastCheck({ check, errors }: { check: PastCheckView; errors?: FormErrors }) {
  const { entries, known, refused, read } = check.report;
  const doubted = entries.filter(({ doubt }) => doubt !== "");
  return (
    <>
      <BackLink href={reachPaths.pastImport()}>Choose another file</BackLink>
      <ErrorSummary errors={errors} />
      <PageHeading caption={check.fileName}>What this file would enter</PageHeading>
      <SummaryList
        rows={[
          { key: "Rows read", value: formatWhole(read) },
          { key: "To be entered", value: sessionsText(entries) },
          { key: "Kept already", value: formatWhole(known.length) },
          { key: "Refused", value: formatWhole(refused.length) },
        ]}
      />
      {entries.length === 0 ? (
        <p className="govuk-body">There is nothing to enter.</p>
      ) : (
        <Form>
          <input type="hidden" name="id" value={check.id} />
          {refused.length > 0 ? (
            <WarningText>
              {refused.length === 1 ? "One row is left out. Put it" : `${formatWhole(refused.length)} rows are left out. Put them`} right
              in the file and check it again, or enter the others now: the file can come back later.
            </WarningText>
          ) : null}
          <Button>Enter {countOf(entries.length, "session")}</Button>
        </Form>
      )}
      {refused.length === 0 ? null : (
        <>
          <DataTable
            caption={`Refused: ${countOf(refused.length, "row")}`}
            rows={refused.slice(0, MOST_SHOWN)}
            rowKey={({ line }) => String(line)}
            columns={[
              { header: "Line", rowHeader: true, cell: ({ line }) => formatWhole(line) },
              { header: "Why", cell: ({ problem }) => problem },
            ]}
          />
          <More count={refused.length} />
        </>
      )}
      {doubted.length === 0 ? null : (
        <DataTable
          caption={`Entered, but is it right? ${countOf(doubted.length, "row")}`}
          rows={doubted.slice(0, MOST_SHOWN)}
          rowKey={({ line }) => String(line)}
          columns={[
            { header: "Line", rowHeader: true, cell: ({ line }) => formatWhole(line) },
            { header: "Attended", numeric: true, cell: ({ attended }) => formatWhole(attended) },
            { header: "Look again", cell: ({ doubt }) => doubt },
          ]}
        />
      )}
      {entries.length === 0 ? null : (
        <>
          <DataTable
            caption="By programme year"
            rows={byYear(entries)}
            rowKey={({ name }) => name}
            columns={[
              { header: "Year", rowHeader: true, cell: ({ name }) => name },
              { header: "To be entered", cell: (year) => sessionsText(year.entries) },
            ]}
          />
          <DataTable
            caption="Row by row"
            rows={entries.slice(0, MOST_SHOWN)}
            rowKey={({ line }) => String(line)}
            columns={[
              { header: "Line", rowHeader: true, cell: ({ line }) => formatWhole(line) },
              { header: "School", cell: ({ schoolName }) => schoolName },
              { header: "Day", cell: ({ on }) => formatDay(on) },
              { header: "Session", cell: ({ formatName, group }) => `${formatName}, ${group}` },
              { header: "Attended", numeric: true, cell: ({ attended }) => formatWhole(attended) },
              { header: "Students", cell: ({ students }) => students },
            ]}
          />
          <More count={entries.length} />
        </>
      )}
      {known.length === 0 ? null : (
        <p className="govuk-body">
          Kept already, lines {known.slice(0, MOST_SHOWN).map(({ line }) => line).join(", ")}
          {known.length > MOST_SHOWN ? " and others" : ""}.
        </p>
      )}
    </>
  );
}

function sessionsText(entries: readonly Entry[]): string {
  const attended = entries.reduce((sum, entry) => sum + entry.attended, 0);
  return `${countOf(entries.length, "session")} with ${countOf(attended, "attendance")}`;
}

function byYear(entries: readonly Entry[]): { name: string; entries: readonly Entry[] }[] {
  const years = new Map<string, Entry[]>();
  for (const entry of entries) {
    const { name } = programmeYearOf(entry.on);
    const own = years.get(name);
    if (own) own.push(entry);
    else years.set(name, [entry]);
  }
  return [...years].map(([name, own]) => ({ name, entries: own })).sort((one, other) => one.name.localeCompare(other.name));
}

function More({ count }: { count: number }) {
  return count > MOST_SHOWN ? <p className="govuk-body">And {formatWhole(count - MOST_SHOWN)} more.</p> : null;
}
