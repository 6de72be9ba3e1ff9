import { Button } from "~/components/ui/button";
import { type Column, DataTable } from "~/components/ui/data-table";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { SummaryList } from "~/components/ui/summary-list";
import { TextField } from "~/components/ui/text-field";
import { paths } from "~/config/paths";
import { ROLE_LABELS, type Role } from "~/domain/roles";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";

export type SignInView = {
  id: string;
  device: string;
  signedInOn: string;
  lastSeen: string;
  current: boolean;
};

type Props = {
  account: { email: string; name: string; phone: string; roles: readonly Role[] };
  signIns: readonly SignInView[];
  errors?: FormErrors;
  values?: FormValues;
};

const columns: readonly Column<SignInView>[] = [
  { header: "Device", rowHeader: true, cell: (row) => row.device },
  { header: "Signed in", cell: (row) => row.signedInOn },
  { header: "Last seen", cell: (row) => row.lastSeen },
  { header: <span className="govuk-visually-hidden">Action</span>, cell: (row) => <EndSignIn {...row} /> },
];

export function AccountPage({ account, signIns, errors, values }: Props) {
  const staffRoles = account.roles.filter((role) => role !== "contact");
  const rows = [
    { key: "Email address", value: account.email },
    ...(staffRoles.length > 0
      ? [{ key: "Roles", value: staffRoles.map((role) => ROLE_LABELS[role]).join(", ") }]
      : []),
  ];
  return (
    <>
      <ErrorSummary errors={errors} />
      <PageHeading>Your account</PageHeading>
      <SummaryList rows={rows} />
      <h2 className="govuk-heading-m">Your details</h2>
      <Form>
        <TextField
          name="name"
          label="Your name"
          autoComplete="name"
          value={values ? textOf(values, "name") : account.name}
          error={errors?.name}
        />
        <TextField
          name="phone"
          label="Phone number (optional)"
          type="tel"
          autoComplete="tel"
          width={20}
          value={values ? textOf(values, "phone") : account.phone}
          error={errors?.phone}
        />
        <Button name="intent" value="details">
          Save your details
        </Button>
      </Form>
      <h2 className="govuk-heading-m">Your mails</h2>
      <p className="govuk-body">
        <a className="govuk-link" href={paths.mailChoices()}>
          Choose which mails you get
        </a>
      </p>
      <h2 className="govuk-heading-m">Your calendars</h2>
      <p className="govuk-body">
        <a className="govuk-link" href={paths.calendars()}>
          Subscribe to your visits in a calendar
        </a>
      </p>
      <DataTable
        caption="Where you are signed in"
        columns={columns}
        rows={signIns}
        rowKey={(row) => row.id}
        empty="Nowhere else."
      />
      {signIns.length > 1 ? (
        <Form>
          <Button name="intent" value="end-others" look="secondary">
            Sign out everywhere else
          </Button>
        </Form>
      ) : null}
      <p className="govuk-body">
        If you do not know one of these, sign it out and tell the team. Signing in needs a code from your
        mailbox.
      </p>
    </>
  );
}

function EndSignIn({ id, device, lastSeen, current }: SignInView) {
  if (current) return <strong className="govuk-tag">This browser</strong>;
  return (
    <Form>
      <input type="hidden" name="signInId" value={id} />
      <Button name="intent" value="end" look="secondary">
        Sign out<span className="govuk-visually-hidden">{` of ${device}, last seen ${lastSeen}`}</span>
      </Button>
    </Form>
  );
}
