import { json, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { MailList } from "~/components/dev-mail/mail-list";
import { requireEnv } from "~/config/env.server";
import { formatInstant } from "~/lib/london-time";
import { listDevMails } from "~/services/read-dev-mail.server";

export const meta: MetaFunction = () => [{ title: "Mail" }];

export async function loader() {
  const mails = await listDevMails(requireEnv());
  if (mails === null) throw new Response(null, { status: 404 });
  return json({
    mails: mails.map((mail) => ({ ...mail, sentAt: mail.sentAt === null ? "" : formatInstant(mail.sentAt) })),
  });
}

export default function DevMailPage() {
  return <MailList mails={useLoaderData<typeof loader>().mails} />;
}
