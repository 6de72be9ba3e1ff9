import { dateParts } from "~/components/ui/date-parts";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { Radios } from "~/components/ui/choices";
import { DateField } from "~/components/ui/date-field";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { Select } from "~/components/ui/select";
import { TextField } from "~/components/ui/text-field";
import { paths } from "~/config/paths";
import { cohortYearLabel, YEAR_GROUPS } from "~/domain/groups";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = { formats: readonly { value: string; label: string }[]; errors?: FormErrors; values?: FormValues };

const YEARS = [...YEAR_GROUPS, "mixed" as const].map((value) => ({ value, label: cohortYearLabel(value) }));

export function PastForm({ formats, errors, values = {} }: Props) {
  return (
    <>
      <BackLink href={paths.reach()}>Reach</BackLink>
      <ErrorSummary errors={errors} />
      <PageHeading>Enter a session from before this service</PageHeading>
      <p className="govuk-body">
        It counts in its own year, marked as entered later. Nobody gets a mail, and nobody’s time is taken.
      </p>
      <Form>
        <TextField
          name="school"
          label="School"
          hint="Its URN, or its full name as in the register."
          error={errors?.school}
          value={textOf(values, "school")}
        />
        <DateField name="on" legend="Day" error={errors?.on} value={dateParts(values, "on")} />
        <Select
          name="formatId"
          label="Format"
          options={formats}
          error={errors?.formatId}
          value={textOf(values, "formatId")}
        />
        <Select
          name="yearGroup"
          label="Year group"
          options={YEARS}
          error={errors?.yearGroup}
          value={textOf(values, "yearGroup") || "9"}
        />
        <TextField
          name="attended"
          label="How many students attended"
          width={5}
          inputMode="numeric"
          error={errors?.attended}
          value={textOf(values, "attended")}
        />
        <Radios
          name="novelty"
          legend="Were these new students?"
          choices={[
            { value: "new", label: "Yes, we had not met them before" },
            { value: "mixed", label: "Some or all may have been in an earlier session" },
          ]}
          error={errors?.novelty}
          value={textOf(values, "novelty")}
        />
        <Button>Keep this session</Button>
      </Form>
    </>
  );
}
