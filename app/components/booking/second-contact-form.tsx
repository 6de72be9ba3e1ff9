import { Button } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { TextField } from "~/components/ui/text-field";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = {
  reference: string;
  version: number;
  schoolName: string;
  isClosed: boolean;
  /** The second contact is looking. */
  isSelf: boolean;
  second: { name: string; email: string } | null;
  errors?: FormErrors;
  values?: FormValues;
};

export function SecondContactForm({ reference, version, schoolName, isClosed, isSelf, second, errors, values }: Props) {
  const field = (name: "name" | "email") => ({
    name,
    value: values ? textOf(values, name) : (second?.[name] ?? ""),
    error: errors?.[name],
  });
  const versionField = <input type="hidden" name="version" value={textOf(values, "version") || version} />;
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <PageHeading caption={`${schoolName}, ${reference}`}>
          {second ? "Change the second contact" : "Add a second contact"}
        </PageHeading>
        {isClosed ? (
          <p className="govuk-body">This booking is closed, so its contacts can no longer be changed.</p>
        ) : (
          <>
            <p className="govuk-body">
              A second contact can see and change this booking as you can, gets our mails and the invitations to visits.
              We write to them now.
            </p>
            <Form>
              {versionField}
              <TextField {...field("name")} label="Name" />
              <TextField
                {...field("email")}
                label="Work email address"
                type="email"
                inputMode="email"
                autoCapitalize="none"
              />
              <Button name="intent" value="save">
                {second ? "Keep the change" : "Add the second contact"}
              </Button>
            </Form>
            {second ? (
              <Form>
                {versionField}
                <p className="govuk-body">
                  {isSelf
                    ? "You can take yourself off: you then no longer see this booking."
                    : `${second.name} then no longer sees this booking, and its visits go out of their calendar.`}
                </p>
                <Button look="secondary" name="intent" value="remove">
                  {isSelf ? "Take me off" : "Remove the second contact"}
                </Button>
              </Form>
            ) : null}
          </>
        )}
      </div>
    </div>
  );
}
