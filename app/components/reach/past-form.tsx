import { formatWhole } from "~/components/reach/numbers";
import { dateParts } from "~/components/ui/date-parts";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { Radios } from "~/components/ui/choices";
import { DataTable } from "~/components/ui/data-table";
import { DateField } from "~/components/ui/date-field";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { Select } from "~/components/ui/select";
import { TextField } from "~/components/ui/text-field";
import { paths } from "~/config/paths";
import { reachPaths } from "~/config/reach-paths";
import { COUNT_BASIS_LABELS } from "~/domain/delivery";
import { cohortYearLabel, YEAR_GROUPS } from "~/domain/groups";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";
import { formatDay } from "~/lib/london-time";

type Props = {
  formats: readonly { value: string; label: string }[];
  /** What the next session is likely to share with the one before. */
  kept: FormValues;
  lately: readonly { visitId: string; schoolName: string; onDate: string; formatName: string; label: string; attended: number }[];
  answer?: {
    errors: FormErrors;
    values: FormValues;
    schools: readonly { id: string; name: string; town: string; postcode: string }[];
  };
};

const YEARS = [...YEAR_GROUPS, "mixed" as const].map((value) => ({ value, label: cohortYearLabel(value) }));
const BASES = Object.entries(COUNT_BASIS_LABELS).map(([value, label]) => ({ value, label }));

export function PastForm({ formats, kept, lately, answer }: Props) {
  const values = answer?.values ?? kept;
  const errors = answer?.errors;
  const field = (name: string) => ({ name, error: errors?.[name], value: textOf(values, name) });
  const schools = answer?.schools ?? [];
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <BackLink href={paths.reach()}>Reach</BackLink>
        <ErrorSummary errors={errors} />
        <PageHeading>Enter a session from before this service</PageHeading>
        <p className="govuk-body">
          It counts in its own year, marked as entered later. Nobody gets a mail, and nobody’s time is taken. Day, format and
          basis stay for the next one.
        </p>
        <p className="govuk-body">
          <a className="govuk-link" href={reachPaths.pastImport()}>
            Import many from a file instead
          </a>
        </p>
        <Form action={paths.reachPast()}>
          <TextField {...field("school")} label="School" hint="Its URN, its name, or the beginnings of its words." />
          {schools.length > 0 ? (
            <Radios
              {...field("schoolId")}
              legend="Which school is meant?"
              legendSize="s"
              choices={schools.map(({ id, name, town, postcode }) => ({
                value: id,
                label: name,
                hint: [town, postcode].filter((part) => part !== "").join(", "),
              }))}
            />
          ) : null}
          <DateField name="on" legend="Day" legendSize="s" error={errors?.on} value={dateParts(values, "on")} />
          <Select {...field("formatId")} label="Format" options={formats} />
          <Select {...field("yearGroup")} label="Year group" options={YEARS} value={textOf(values, "yearGroup") || "9"} />
          <TextField
            {...field("group")}
            label="Group (optional)"
            hint="Such as 9B, where several groups of a year were seen on one day."
            width={10}
          />
          <TextField {...field("attended")} label="How many students attended" width={5} inputMode="numeric" />
          <Radios
            {...field("novelty")}
            legend="Were these new students?"
            legendSize="s"
            choices={[
              { value: "new", label: "Yes, we had not met them before" },
              { value: "mixed", label: "Some or all may have been in an earlier session" },
              {
                value: "same",
                label: "No, all of them were in one earlier session",
                then: (
                  <DateField name="asOn" legend="The day of that session" legendSize="s" error={errors?.asOn} value={dateParts(values, "asOn")} />
                ),
              },
            ]}
          />
          <Select {...field("basis")} label="Where the number comes from (optional)" emptyLabel="Not known" options={BASES} />
          <Button>Keep this session</Button>
        </Form>
        {lately.length === 0 ? null : (
          <DataTable
            caption="Entered by you lately"
            rows={lately}
            rowKey={({ visitId }) => visitId}
            columns={[
              {
                header: "School",
                rowHeader: true,
                cell: ({ visitId, schoolName }) => (
                  <a className="govuk-link" href={paths.visit(visitId)}>
                    {schoolName}
                  </a>
                ),
              },
              { header: "Day", cell: ({ onDate }) => formatDay(onDate) },
              { header: "Session", cell: ({ formatName, label }) => `${formatName}, ${label}` },
              { header: "Attended", numeric: true, cell: ({ attended }) => formatWhole(attended) },
            ]}
          />
        )}
      </div>
    </div>
  );
}
