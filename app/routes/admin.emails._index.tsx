import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { BackLink } from "~/components/ui/back-link";
import { DataTable } from "~/components/ui/data-table";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";
import { readSettings } from "~/data/settings.server";
import { emailSamples } from "~/services/email-samples.server";
import { mailSender } from "~/services/mail-sender.server";

export const meta: MetaFunction = () => [{ title: "Mails we send - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const samples = emailSamples(mailSender(await readSettings(deps.db), deps.origin));
  const mails = await Promise.all(
    samples.map(async ({ occasion, title, audience, write }) => {
      const { subject } = await write();
      return { occasion, title, audience, subject };
    }),
  );
  return json({ mails });
}

export default function EmailsPage() {
  const { mails } = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink href={paths.admin.home()}>Admin</BackLink>
      <PageHeading>Mails we send</PageHeading>
      <p className="govuk-body">Every occasion with invented people and places, written as the real ones are.</p>
      <DataTable
        caption="Occasions"
        captionHidden
        rows={mails}
        rowKey={({ occasion }) => occasion}
        columns={[
          {
            header: "Occasion",
            rowHeader: true,
            cell: ({ occasion, title }) => (
              <a className="govuk-link" href={paths.admin.email(occasion)}>
                {title}
              </a>
            ),
          },
          { header: "To", cell: ({ audience }) => audience },
          { header: "Subject", cell: ({ subject }) => subject },
        ]}
      />
    </>
  );
}
