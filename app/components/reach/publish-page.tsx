import { countOf, formatWhole } from "~/components/reach/numbers";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { Checkbox } from "~/components/ui/choices";
import { DataTable } from "~/components/ui/data-table";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { TextField } from "~/components/ui/text-field";
import { Textarea } from "~/components/ui/textarea";
import { paths } from "~/config/paths";
import { describePeriod } from "~/domain/programme-year";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";
import { formatInstant, formatShortDay } from "~/lib/london-time";

type SampleVisit = {
  visitId: string;
  schoolName: string;
  onDate: string | null;
  recorded: number;
  found: number | null;
  checkedAt: string | null;
};

type Published = {
  id: string;
  asAt: string;
  definitionVersion: string;
  figure: number;
  low: number;
  high: number;
  attendances: number;
  revisesId: string | null;
  reason: string;
  signedOffByName: string;
  sample: readonly SampleVisit[];
};

type Props = {
  period: { name: string; startsOn: string; endsOn: string; value: string };
  figure: number;
  low: number;
  high: number;
  attendances: number;
  published: readonly Published[];
  errors?: FormErrors;
  values?: FormValues;
};

export function PublishPage(props: Props) {
  const { period, figure, low, high, attendances, published, errors, values } = props;
  const [newest] = published;
  return (
    <>
      <BackLink href={`${paths.reach()}?period=${encodeURIComponent(period.value)}`}>Reach</BackLink>
      <ErrorSummary errors={errors} />
      <PageHeading caption={describePeriod(period)}>Publish a figure</PageHeading>
      <p className="govuk-body">
        A published figure never changes. When records are corrected later, publish a revision and say why: both stay.
      </p>
      <InsetText>
        {countOf(figure, "student")} reached as of now, between {formatWhole(low)} and {formatWhole(high)}, with{" "}
        {countOf(attendances, "attendance")}.
      </InsetText>
      {newest && newest.figure !== figure ? (
        <p className="govuk-body">
          Published last: {formatWhole(newest.figure)}. Corrections since changed it by{" "}
          {formatWhole(figure - newest.figure)}.
        </p>
      ) : null}
      <Form>
        <input type="hidden" name="intent" value="publish" />
        <input type="hidden" name="seenFigure" value={String(figure)} />
        {newest ? (
          <Textarea
            name="reason"
            label="Why the published figure changes"
            hint="Without names of people or students."
            rows={3}
            error={errors?.reason}
            value={textOf(values, "reason")}
          />
        ) : null}
        <Checkbox
          name="signOff"
          label="I have looked at the figure and sign it off"
          error={errors?.signOff}
          checked={textOf(values, "signOff") === "yes"}
        />
        <Button>{newest ? "Publish a revision" : "Publish this figure"}</Button>
      </Form>
      <h2 className="govuk-heading-l">Published for this period</h2>
      <DataTable
        caption="Published figures"
        captionHidden
        rows={published}
        rowKey={({ id }) => id}
        columns={[
          { header: "As at", cell: ({ asAt }) => formatInstant(new Date(asAt)), rowHeader: true },
          { header: "Students reached", cell: (row) => formatWhole(row.figure), numeric: true },
          { header: "Range", cell: (row) => `${formatWhole(row.low)} to ${formatWhole(row.high)}` },
          { header: "Attendances", cell: (row) => formatWhole(row.attendances), numeric: true },
          { header: "Signed off by", cell: ({ signedOffByName }) => signedOffByName },
          { header: "Definition", cell: ({ definitionVersion }) => `Version ${definitionVersion}` },
          { header: "Checked against registers", cell: ({ sample }) => auditText(sample) },
          { header: "Reason", cell: ({ revisesId, reason }) => (revisesId === null ? "First figure" : reason) },
        ]}
        empty="Nothing is published for this period yet."
      />
      {newest ? (
        <p className="govuk-body app-no-print">
          <a className="govuk-link" href={paths.reachCsv({ period: period.value, table: "published" })}>
            Published figures as a CSV file
          </a>
          {" | "}
          <a className="govuk-link" href={paths.reachCsv({ period: period.value, table: "checked" })}>
            Visits checked against registers as a CSV file
          </a>
        </p>
      ) : null}
      {newest && newest.sample.length > 0 ? <Sample publication={newest} errors={errors} values={values} /> : null}
    </>
  );
}

/** "3 of 5 checked, 2 agree (67%); the registers say 4 students fewer" */
function auditText(sample: readonly SampleVisit[]): string {
  const checked = sample.flatMap(({ found, recorded }) => (found === null ? [] : [found - recorded]));
  if (sample.length === 0) return "Nothing to check";
  if (checked.length === 0) return `None of ${countOf(sample.length, "visit")} checked yet`;
  const agreeing = checked.filter((difference) => difference === 0).length;
  const difference = checked.reduce((sum, each) => sum + each, 0);
  const share = `${Math.round((agreeing / checked.length) * 100)}%`;
  const net = difference === 0 ? "" : `; the registers say ${countOf(Math.abs(difference), "student")} ${difference > 0 ? "more" : "fewer"}`;
  return `${formatWhole(checked.length)} of ${formatWhole(sample.length)} checked, ${formatWhole(agreeing)} agree (${share})${net}`;
}

type SampleProps = { publication: Published; errors?: FormErrors; values?: FormValues };

function Sample({ publication, errors, values }: SampleProps) {
  return (
    <section aria-labelledby="sample">
      <h2 className="govuk-heading-l" id="sample">
        Visits to check against school registers
      </h2>
      <p className="govuk-body">
        One visit in twenty, drawn by chance when the figure was published. {auditText(publication.sample)}.
      </p>
      {publication.sample.map((visit) => (
        <div key={visit.visitId}>
          <h3 className="govuk-heading-s">
            <a className="govuk-link" href={paths.visit(visit.visitId)}>
              {visit.schoolName}
              {visit.onDate === null ? "" : `, ${formatShortDay(visit.onDate)} ${visit.onDate.slice(0, 4)}`}
            </a>
          </h3>
          <p className="govuk-body">
            Recorded when published: {formatWhole(visit.recorded)}.{" "}
            {visit.found === null ? "Not checked yet." : `The register says ${formatWhole(visit.found)}.`}
          </p>
          <Form>
            <input type="hidden" name="intent" value="audit" />
            <input type="hidden" name="publicationId" value={publication.id} />
            <input type="hidden" name="visitId" value={visit.visitId} />
            <TextField
              name="found"
              id={`found-${visit.visitId}`}
              label="Number in the school’s register"
              width={5}
              inputMode="numeric"
              error={errors?.[`found-${visit.visitId}`]}
              value={textOf(values, "visitId") === visit.visitId ? textOf(values, "found") : undefined}
            />
            <Button look="secondary">Keep the result</Button>
          </Form>
        </div>
      ))}
    </section>
  );
}
