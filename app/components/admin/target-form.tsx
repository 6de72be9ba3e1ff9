import { dateParts } from "~/components/ui/date-parts";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { DateField } from "~/components/ui/date-field";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { TextField } from "~/components/ui/text-field";
import { paths } from "~/config/paths";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = { isNew: boolean; errors?: FormErrors; values: FormValues };

export function TargetForm({ isNew, errors, values }: Props) {
  return (
    <>
      <BackLink href={paths.admin.targets()} />
      <ErrorSummary errors={errors} />
      <PageHeading caption="Targets">{isNew ? "Add a programme year" : "Change a programme year"}</PageHeading>
      <Form>
        <input type="hidden" name="version" value={textOf(values, "version")} />
        <TextField
          name="name"
          label="Name"
          hint="Such as “Programme year 2026/27”."
          width={20}
          error={errors?.name}
          value={textOf(values, "name")}
        />
        <DateField name="starts" legend="First day" error={errors?.starts} value={dateParts(values, "starts")} />
        <DateField name="ends" legend="Last day" error={errors?.ends} value={dateParts(values, "ends")} />
        <TextField
          name="target"
          label="Target"
          width={10}
          inputMode="numeric"
          suffix="students"
          error={errors?.target}
          value={textOf(values, "target")}
        />
        <TextField
          name="cost"
          label="What the year cost (optional)"
          hint="In pounds, such as 12,500. The report sets it against the student-hours of the year."
          width={10}
          inputMode="decimal"
          prefix="£"
          error={errors?.cost}
          value={textOf(values, "cost")}
        />
        <Button>{isNew ? "Add this year" : "Save changes"}</Button>
      </Form>
    </>
  );
}
