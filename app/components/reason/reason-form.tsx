import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { Checkbox, Radios } from "~/components/ui/choices";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { RetireForm } from "~/components/ui/retire-form";
import { TextField } from "~/components/ui/text-field";
import { officePaths } from "~/config/office-paths";
import { KIND_WORDS, mayBeSchools, REASON_KINDS, type ReasonKind } from "~/domain/reason";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = {
  /** Null for a new one. */
  reason: { kind: ReasonKind; version: number; retired: boolean } | null;
  values: FormValues;
  errors?: FormErrors;
};

export function ReasonForm({ reason, values, errors }: Props) {
  const field = (name: string) => ({ name, value: textOf(values, name), error: errors?.[name] });
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <BackLink href={officePaths.reasons()} />
        <ErrorSummary errors={errors} />
        <PageHeading caption={reason ? `For ${KIND_WORDS[reason.kind]}` : "Reasons"}>
          {reason ? "Change a reason" : "Add a reason"}
        </PageHeading>
        <Form>
          {reason ? (
            <input type="hidden" name="version" value={textOf(values, "version")} />
          ) : (
            <Radios
              {...field("kind")}
              legend="What is it a reason for?"
              legendSize="s"
              choices={REASON_KINDS.map((kind) => ({ value: kind, label: sentence(KIND_WORDS[kind]) }))}
            />
          )}
          <TextField
            {...field("label")}
            label="Label for the team"
            hint="Short. Schools read it too where they choose it themselves to cancel."
          />
          <TextField
            {...field("forSchool")}
            label="What the school reads"
            hint="A whole sentence, for mails and for the page on which a school asks for another date."
          />
          <TextField {...field("position")} label="Position on the form" hint="The smallest number stands first." width={3} inputMode="numeric" />
          {reason === null || mayBeSchools(reason.kind) ? (
            <Checkbox
              name="schoolChooses"
              label="Schools may choose it themselves"
              hint="Where they cancel a visit or ask for another date. Other reasons are the team’s alone."
              error={errors?.schoolChooses}
              checked={textOf(values, "schoolChooses") === "yes"}
            />
          ) : null}
          <Button>Save</Button>
        </Form>
        {reason ? (
          <RetireForm version={reason.version} retired={reason.retired}>
            {reason.retired ? "Use it again" : "Take it out of use"}
          </RetireForm>
        ) : null}
      </div>
    </div>
  );
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
