import { DataTable } from "~/components/ui/data-table";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";

export type MailListRow = { id: string; sentAt: string; to: string; subject: string };

export function MailList({ mails }: { mails: readonly MailListRow[] }) {
  return (
    <>
      <PageHeading caption="Only in this copy of the service">Mail</PageHeading>
      <p className="govuk-body">
        No mail server is set, so nothing leaves this computer. Every message is kept as a file and shown here.
      </p>
      <DataTable
        caption="Messages, newest first"
        rows={mails}
        rowKey={({ id }) => id}
        empty="Nothing has been sent yet."
        columns={[
          {
            header: "Subject",
            rowHeader: true,
            cell: ({ id, subject }) => (
              <a className="govuk-link" href={paths.devMailMessage(id)}>
                {subject}
              </a>
            ),
          },
          { header: "To", cell: ({ to }) => to },
          { header: "Written", cell: ({ sentAt }) => sentAt },
        ]}
      />
    </>
  );
}
