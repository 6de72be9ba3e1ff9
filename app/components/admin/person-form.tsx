import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { Checkboxes } from "~/components/ui/choices";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Fieldset } from "~/components/ui/fieldset";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { TextField } from "~/components/ui/text-field";
import { paths } from "~/config/paths";
import { ROLE_LABELS, STAFF_ROLES, type StaffRole } from "~/domain/roles";
import { textOf, textsOf, type FormErrors, type FormValues } from "~/lib/form-data";

const ROLE_HINTS: Readonly<Record<StaffRole, string>> = {
  presenter: "Delivers sessions and records who was there.",
  coordinator: "Answers requests and plans visits.",
  manager: "Sees every figure and keeps people, formats, terms and targets.",
  analyst: "Sees figures alone: no contacts, notes or officers.",
};

type Props = {
  /** Null for somebody new. */
  person: { email: string; name: string; disabled: boolean; roles: readonly StaffRole[] } | null;
  errors?: FormErrors;
  values: FormValues;
};

export function PersonForm({ person, errors, values }: Props) {
  const field = (name: string) => ({ name, error: errors?.[name], value: textOf(values, name) });
  return (
    <>
      <BackLink href={paths.admin.people()} />
      <ErrorSummary errors={errors} />
      <PageHeading caption={person?.email}>{person ? person.name || person.email : "Add a person"}</PageHeading>
      <Form>
        <input type="hidden" name="intent" value="save" />
        {person ? (
          <input type="hidden" name="rolesSeen" value={textOf(values, "rolesSeen") || person.roles.join(" ")} />
        ) : (
          <TextField {...field("email")} label="Email address" type="email" inputMode="email" autoCapitalize="none" />
        )}
        <TextField {...field("name")} label="Name" hint="As schools will read it in invitations." autoComplete="off" />
        <Checkboxes
          name="roles"
          legend="Roles"
          error={errors?.roles}
          values={textsOf(values, "roles")}
          choices={STAFF_ROLES.map((role) => ({ value: role, label: ROLE_LABELS[role], hint: ROLE_HINTS[role] }))}
        />
        <Fieldset legend="Base, for presenters">
          <p className="govuk-hint">
            Where the day starts and ends, to work out travel. Eastings and northings are in metres, such as 458000
            and 304000.
          </p>
          <TextField {...field("baseName")} label="Name of the base (optional)" />
          <TextField {...field("baseEasting")} label="Easting (optional)" width={10} inputMode="numeric" />
          <TextField {...field("baseNorthing")} label="Northing (optional)" width={10} inputMode="numeric" />
        </Fieldset>
        <Button>{person ? "Save changes" : "Add this person"}</Button>
      </Form>
      {person ? <Access disabled={person.disabled} /> : null}
    </>
  );
}

function Access({ disabled }: { disabled: boolean }) {
  return (
    <section>
      <h2 className="govuk-heading-m">Access</h2>
      <p className="govuk-body">
        {disabled
          ? "This person cannot sign in. What they did stays on record."
          : "Shutting somebody out signs them out everywhere at once. What they did stays on record."}
      </p>
      <Form>
        <input type="hidden" name="intent" value={disabled ? "allow" : "shut_out"} />
        <Button look={disabled ? "secondary" : "warning"}>
          {disabled ? "Let this person sign in again" : "Shut this person out"}
        </Button>
      </Form>
    </section>
  );
}
