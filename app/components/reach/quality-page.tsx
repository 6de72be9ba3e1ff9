import { countOf } from "~/components/reach/numbers";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { DataTable } from "~/components/ui/data-table";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";
import { describePeriod } from "~/domain/programme-year";
import { formatShortDay } from "~/lib/london-time";

type Props = {
  period: { name: string; startsOn: string; endsOn: string; value: string };
  unlikely: readonly {
    visitId: string;
    schoolName: string;
    onDate: string;
    groupLabel: string;
    why: string;
    saidRightBy: string | null;
  }[];
  rolls: readonly { key: string; schoolName: string; yearGroup: string; academicYear: string; why: string }[];
  missing: readonly { visitId: string; onDate: string; schoolName: string; presenterNames: readonly string[] }[];
  totals: { unlikely: number; rolls: number; missing: number };
};

const CSV_TABLES = [
  { id: "unlikely", words: "Unlikely numbers" },
  { id: "rolls", words: "Rolls in doubt" },
  { id: "missing", words: "Not recorded yet" },
] as const;

const dayText = (day: string) => `${formatShortDay(day)} ${day.slice(0, 4)}`;

export function QualityPage({ period, unlikely, rolls, missing, totals }: Props) {
  return (
    <>
      <BackLink href={`${paths.reach()}?period=${encodeURIComponent(period.value)}`}>Reach</BackLink>
      <PageHeading caption={describePeriod(period)}>Figures to look at again</PageHeading>
      <ul className="govuk-list app-no-print">
        {CSV_TABLES.map(({ id, words }) => (
          <li key={id}>
            <a className="govuk-link" href={paths.reachCsv({ period: period.value, table: id })}>
              {words} as a CSV file
            </a>
          </li>
        ))}
      </ul>
      <p className="govuk-body">
        A number is unlikely where nobody attended, at least twice as many as expected, or the whole school. Whoever recorded it
        was asked; it stays here until it is confirmed on this page too. Numbers that the school itself gave are not listed.
      </p>
      <DataTable
        caption={`Unlikely numbers: ${countOf(totals.unlikely, "group")}`}
        rows={unlikely}
        rowKey={({ visitId, groupLabel, why }) => `${visitId}|${groupLabel}|${why}`}
        columns={[
          { header: "Visit", cell: (row) => <VisitLink id={row.visitId} name={row.schoolName} />, rowHeader: true },
          { header: "Day", cell: ({ onDate }) => dayText(onDate) },
          { header: "Group", cell: ({ groupLabel }) => groupLabel },
          { header: "Why", cell: ({ why }) => why },
          {
            header: "Asked when recorded",
            cell: ({ saidRightBy }) => (saidRightBy === null ? "No" : `${saidRightBy || "The recorder"} said it is right`),
          },
          { header: "Is it right?", cell: (row) => <Confirm visitId={row.visitId} name={row.schoolName} /> },
        ]}
        empty="No unlikely number waits for a look."
      />
      <DataTable
        caption={`Rolls: ${countOf(totals.rolls, "point")}`}
        rows={rolls}
        rowKey={({ key }) => key}
        columns={[
          { header: "School", cell: ({ schoolName }) => schoolName, rowHeader: true },
          { header: "Year group", cell: ({ yearGroup, academicYear }) => `${yearGroup}, ${academicYear}` },
          { header: "Why", cell: ({ why }) => why },
        ]}
        empty="Every cohort has a roll, and no recorded total exceeds it."
      />
      <DataTable
        caption={`Not recorded yet: ${countOf(totals.missing, "visit")}`}
        rows={missing}
        rowKey={({ visitId }) => visitId}
        columns={[
          { header: "Visit", cell: (row) => <VisitLink id={row.visitId} name={row.schoolName} />, rowHeader: true },
          { header: "Day", cell: ({ onDate }) => dayText(onDate) },
          { header: "Presenter", cell: ({ presenterNames }) => presenterNames.join(", ") || "No presenter" },
        ]}
        empty="Every visit that is over is recorded."
      />
    </>
  );
}

function VisitLink({ id, name }: { id: string; name: string }) {
  return (
    <a className="govuk-link" href={paths.visit(id)}>
      {name}
    </a>
  );
}

function Confirm({ visitId, name }: { visitId: string; name: string }) {
  return (
    <Form>
      <input type="hidden" name="visitId" value={visitId} />
      <Button look="secondary">
        Confirm <span className="govuk-visually-hidden">the numbers of {name}</span>
      </Button>
    </Form>
  );
}
