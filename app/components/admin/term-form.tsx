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

type Props = {
  authority: { code: string; name: string };
  isNew: boolean;
  errors?: FormErrors;
  values?: FormValues;
};

export function TermForm({ authority, isNew, errors, values }: Props) {
  return (
    <>
      <BackLink href={paths.admin.terms()} />
      <ErrorSummary errors={errors} />
      <PageHeading caption={authority.name}>{isNew ? "Add a term" : "Change a term"}</PageHeading>
      <Form>
        <input type="hidden" name="intent" value="save" />
        <input type="hidden" name="authority" value={authority.code} />
        <TextField
          name="name"
          label="Name"
          hint="Such as “Autumn, first half”. Enter each half-term, so that the holiday between them counts."
          width={30}
          error={errors?.name}
          value={textOf(values, "name")}
        />
        <DateField
          name="starts"
          legend="First day that schools are open"
          error={errors?.starts}
          value={dateParts(values, "starts")}
        />
        <DateField
          name="ends"
          legend="Last day that schools are open"
          error={errors?.ends}
          value={dateParts(values, "ends")}
        />
        <Button>{isNew ? "Add this term" : "Save changes"}</Button>
      </Form>
      {isNew ? null : (
        <Form>
          <input type="hidden" name="intent" value="remove" />
          <Button look="warning">Remove this term</Button>
        </Form>
      )}
    </>
  );
}
