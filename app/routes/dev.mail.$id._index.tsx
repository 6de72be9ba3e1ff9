import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { MailMessage } from "~/components/dev-mail/mail-message";
import { requireEnv } from "~/config/env.server";
import { paths } from "~/config/paths";
import { readDevMail } from "~/services/read-dev-mail.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.mail.subject ?? "Mail" }];

export async function loader({ params }: Pick<LoaderFunctionArgs, "params">) {
  const mail = await readDevMail(params.id ?? "", requireEnv());
  if (mail === null) throw new Response(null, { status: 404 });
  const { id, subject, headers, text, links, invitation } = mail;
  return json({
    mail: {
      subject,
      headers,
      text,
      links,
      htmlUrl: `${paths.devMailMessage(id)}/html`,
      invitation:
        invitation === null
          ? null
          : Object.entries(invitation).map(([name, value]) => ({ name, value: [value].flat().join(", ") })),
    },
  });
}

export default function DevMailMessagePage() {
  return <MailMessage mail={useLoaderData<typeof loader>().mail} />;
}
