import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { Radios } from "~/components/ui/choices";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { RetireForm } from "~/components/ui/retire-form";
import { TextField } from "~/components/ui/text-field";
import { paths } from "~/config/paths";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = {
  /** Null for a new format. */
  format: { name: string; retired: boolean; version: number } | null;
  errors?: FormErrors;
  values: FormValues;
};

const MINUTES = [
  { name: "minMinutes", label: "Shortest length" },
  { name: "maxMinutes", label: "Longest length" },
  { name: "defaultMinutes", label: "Usual length" },
  { name: "setUpMinutes", label: "Set-up before the first session" },
  { name: "packDownMinutes", label: "Pack-down after the last session" },
];

export function FormatForm({ format, errors, values }: Props) {
  const field = (name: string) => ({ name, error: errors?.[name], value: textOf(values, name) });
  const number = { width: 4, inputMode: "numeric" } as const;
  return (
    <>
      <BackLink href={paths.admin.formats()} />
      <ErrorSummary errors={errors} />
      <PageHeading caption="Format">{format ? format.name : "Add a format"}</PageHeading>
      <Form>
        <input type="hidden" name="intent" value="save" />
        <input type="hidden" name="version" value={textOf(values, "version")} />
        <TextField {...field("name")} label="Name" width={20} />
        <TextField {...field("description")} label="Description (optional)" hint="Schools read it when they choose." />
        {MINUTES.map(({ name, label }) => (
          <TextField key={name} {...field(name)} {...number} label={label} suffix="minutes" />
        ))}
        <TextField {...field("largestGroup")} {...number} label="Largest group" suffix="students" />
        <TextField {...field("presentersNeeded")} {...number} label="Presenters needed" />
        <Radios
          name="wholeCohort"
          legend="How do groups take part?"
          error={errors?.wholeCohort}
          value={textOf(values, "wholeCohort")}
          choices={[
            { value: "yes", label: "Together", hint: "Several groups in one session, up to the largest group." },
            { value: "no", label: "One group a session" },
          ]}
        />
        <TextField {...field("position")} {...number} label="Place in the list" hint="1 comes first." />
        <Button>{format ? "Save changes" : "Add this format"}</Button>
      </Form>
      {format ? <Offering retired={format.retired} version={format.version} /> : null}
    </>
  );
}

function Offering({ retired, version }: { retired: boolean; version: number }) {
  return (
    <section>
      <h2 className="govuk-heading-m">{retired ? "Offer it again" : "Stop offering it"}</h2>
      <p className="govuk-body">
        {retired
          ? "Schools will be able to ask for it again."
          : "Schools can no longer ask for it. What is planned or delivered stays."}
      </p>
      <RetireForm version={version} retired={retired} look={retired ? "secondary" : "warning"}>
        {retired ? "Offer this format again" : "Stop offering this format"}
      </RetireForm>
    </section>
  );
}
