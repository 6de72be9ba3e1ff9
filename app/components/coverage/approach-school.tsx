import { describeApproach } from "~/components/coverage/approach-list";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { DataTable } from "~/components/ui/data-table";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { Select } from "~/components/ui/select";
import { SummaryList } from "~/components/ui/summary-list";
import { TextField } from "~/components/ui/text-field";
import { Textarea } from "~/components/ui/textarea";
import { paths } from "~/config/paths";
import { registerPaths } from "~/config/register-paths";
import type { Approach } from "~/domain/approach";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";
import { formatDay, type Day } from "~/lib/london-time";

type School = {
  id: string;
  name: string;
  town: string;
  approaches: readonly (Approach & { id: string; mailStatus: string | null })[];
  contacts: readonly { name: string; email: string }[];
  approachDays: number;
  againOn: Day | null;
  busy: boolean;
};

const MAIL_WORDS: Readonly<Record<string, string>> = {
  queued: "waits to leave",
  sending: "is leaving",
  sent: "left",
  superseded: "did not leave",
  failed: "could not be delivered",
  given_up: "was given up",
};

type Props = { school: School; values: FormValues; errors?: FormErrors };

export function ApproachSchool({ school, values, errors }: Props) {
  const field = (name: string) => ({ name, error: errors?.[name], value: textOf(values, name) });
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <BackLink href={paths.approach()}>Schools to approach</BackLink>
        <ErrorSummary errors={errors} />
        <PageHeading caption="Ask a school">{school.town === "" ? school.name : `${school.name}, ${school.town}`}</PageHeading>
        <p className="govuk-body">
          <a className="govuk-link" href={registerPaths.school(school.id)}>
            What the register says and what was booked there
          </a>
        </p>
        {school.busy ? (
          <InsetText>A visit is ahead or a request waits: this school need not be asked.</InsetText>
        ) : school.againOn ? (
          <InsetText>
            Asked less than {school.approachDays} days ago. It may be invited again from {formatDay(school.againOn)}.
          </InsetText>
        ) : (
          <>
            <h2 className="govuk-heading-m">Invite by mail</h2>
            {school.contacts.length === 0 ? (
              <p className="govuk-body">We know nobody at this school yet. Its website or its office has an address.</p>
            ) : null}
            <Form>
              <input type="hidden" name="intent" value="preview" />
              {school.contacts.length > 0 ? (
                <Select
                  {...field("known")}
                  label="Somebody we know there"
                  emptyLabel="Another address, entered below"
                  options={school.contacts.map(({ name, email }) => ({ value: email, label: name === "" ? email : `${name} (${email})` }))}
                />
              ) : null}
              <TextField {...field("email")} label="Email address" type="email" inputMode="email" autoCapitalize="none" />
              <TextField {...field("name")} label="Name (optional)" hint="Left empty, the mail begins with Hello." width={30} />
              <Textarea
                {...field("note")}
                label="A sentence of your own (optional)"
                hint="The school reads it. No names of students, and nothing about priority areas."
                rows={3}
              />
              <Button>See the mail</Button>
            </Form>
          </>
        )}
        <h2 className="govuk-heading-m">Note that you asked otherwise</h2>
        <Form>
          <input type="hidden" name="intent" value="note" />
          <Select
            {...field("way")}
            label="How"
            options={[
              { value: "phone", label: "By phone" },
              { value: "in_person", label: "In person" },
            ]}
          />
          <Button look="secondary">Note it</Button>
        </Form>
        <DataTable
          caption="Asked before"
          rows={school.approaches}
          rowKey={({ id }) => id}
          empty="Nobody has asked this school yet."
          columns={[
            { header: "When and by whom", rowHeader: true, cell: (approach) => describeApproach(approach) },
            { header: "Mail", cell: ({ mailStatus }) => (mailStatus === null ? "" : (MAIL_WORDS[mailStatus] ?? mailStatus)) },
          ]}
        />
      </div>
    </div>
  );
}

type PreviewProps = {
  school: Pick<School, "name">;
  fields: { email: string; name: string; note: string };
  mail: { subject: string; text: string };
  /** Why it did not leave after all. */
  errors?: FormErrors;
};

export function InvitationPreview({ school, fields, mail, errors }: PreviewProps) {
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <BackLink href={paths.approach()}>Schools to approach</BackLink>
        <ErrorSummary errors={errors} />
        <PageHeading caption={school.name}>The mail as it will leave</PageHeading>
        <SummaryList
          rows={[
            { key: "To", value: fields.name === "" ? fields.email : `${fields.name} (${fields.email})` },
            { key: "Subject", value: mail.subject },
          ]}
        />
        <div className="app-typed app-mail-text govuk-body">{mail.text}</div>
        <p className="govuk-body">The links get their secret when it leaves. The HTML of the mail says the same in our look.</p>
        <Form>
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <div className="govuk-button-group">
            <Button name="intent" value="send">
              Send the invitation
            </Button>
            <Button look="secondary" name="intent" value="change">
              Change it
            </Button>
          </div>
        </Form>
      </div>
    </div>
  );
}
