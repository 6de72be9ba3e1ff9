import { MAIL_STATUSES, occasionLabel, type MailStatus, type MailView } from "~/components/admin/mail-words";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { DataTable } from "~/components/ui/data-table";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { Select } from "~/components/ui/select";
import { Tag } from "~/components/ui/tag";
import { TextField } from "~/components/ui/text-field";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";

type Props = {
  mails: readonly MailView[];
  status: MailStatus | null;
  /** What was searched for; may be empty. */
  text: string;
  /** The page of older messages, where there are any. */
  olderHref: string | null;
};

export function MailPage({ mails, status, text, olderHref }: Props) {
  return (
    <>
      <BackLink href={paths.admin.home()} />
      <PageHeading>Sent mail</PageHeading>
      <Form method="get" action={paths.admin.mail()}>
        <Select
          name="status"
          label="State"
          emptyLabel="All"
          options={Object.entries(MAIL_STATUSES).map(([value, { label }]) => ({ value, label }))}
          value={status ?? ""}
        />
        <TextField
          name="text"
          label="Address, name, subject or reference (optional)"
          width={30}
          value={text}
        />
        <Button look="secondary">Show</Button>
      </Form>
      <DataTable
        caption={status ? `Messages: ${MAIL_STATUSES[status].label.toLowerCase()}` : "Messages, newest first"}
        compact
        rows={mails}
        rowKey={(mail) => mail.id}
        empty={emptyWords(status, text)}
        columns={[
          { header: "Written", cell: (mail) => mail.written },
          {
            header: "Message",
            rowHeader: true,
            cell: (mail) => (
              <a className="govuk-link" href={officePaths.mailMessage(mail.id)}>
                {mail.subject}
              </a>
            ),
          },
          { header: "To", cell: (mail) => mail.to },
          { header: "Occasion", cell: (mail) => occasionLabel(mail.occasion) },
          { header: "State", cell: (mail) => <MailStatusTag status={mail.status} /> },
          { header: "Tries", numeric: true, cell: (mail) => mail.attempts },
          { header: "Last answer", cell: (mail) => mail.lastAnswer ?? "" },
          { header: "Next try", cell: (mail) => mail.nextTry ?? "" },
        ]}
      />
      {olderHref ? (
        <p className="govuk-body">
          <a className="govuk-link" href={olderHref}>
            Older messages
          </a>
        </p>
      ) : null}
    </>
  );
}

function emptyWords(status: MailStatus | null, text: string): string {
  if (text !== "") return "No message has that in its address, name, subject or reference.";
  return status ? "No messages in this state." : "No message has been written yet.";
}

export function MailStatusTag({ status }: { status: MailStatus }) {
  const { label, colour } = MAIL_STATUSES[status];
  return <Tag colour={colour}>{label}</Tag>;
}
