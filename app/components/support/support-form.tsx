import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { RetireForm } from "~/components/ui/retire-form";
import { Textarea } from "~/components/ui/textarea";
import { TextField } from "~/components/ui/text-field";
import { officePaths } from "~/config/office-paths";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = {
  /** Null for a new one. */
  provider: { version: number; retired: boolean } | null;
  values: FormValues;
  errors?: FormErrors;
};

export function SupportForm({ provider, values, errors }: Props) {
  const field = (name: string) => ({ name, value: textOf(values, name), error: errors?.[name] });
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <BackLink href={officePaths.supportProviders()} />
        <ErrorSummary errors={errors} />
        <PageHeading caption="Support directory">{provider ? "Change an entry" : "Add somebody"}</PageHeading>
        <Form>
          <input type="hidden" name="version" value={textOf(values, "version")} />
          <TextField {...field("name")} label="Name" />
          <TextField {...field("area")} label="Where they work" hint="Such as “Rutland” or “all of the county”" />
          <TextField {...field("lowAge")} label="Youngest age (optional)" width={3} inputMode="numeric" suffix="years" />
          <TextField {...field("highAge")} label="Oldest age (optional)" width={3} inputMode="numeric" suffix="years" />
          <Textarea {...field("offer")} label="What they offer" rows={3} hint="In plain words, for a teacher in a hurry" />
          <TextField {...field("phone")} label="Phone number (optional)" width={20} type="tel" inputMode="tel" />
          <TextField {...field("link")} label="Address of their website (optional)" hint="Begins with https://" />
          <Button>Save</Button>
        </Form>
        {provider ? (
          <RetireForm version={provider.version} retired={provider.retired}>
            {provider.retired ? "Put it back on the page" : "Take it off the page"}
          </RetireForm>
        ) : null}
      </div>
    </div>
  );
}
