import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { MailPage } from "~/components/admin/mail-page";
import { mailView } from "~/components/admin/mail-view";
import { officePaths } from "~/config/office-paths";
import { listMails } from "~/data/outgoing-mails.server";
import { readMailFilter } from "~/schemas/admin";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Sent mail - Knife Crime Awareness sessions" }];

const SHOWN = 50;

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const filter = readMailFilter(request.url);
  const rows = await listMails(deps.db, { ...filter, limit: SHOWN + 1 });
  const mails = rows.slice(0, SHOWN);
  const last = mails.at(-1);
  return json({
    mails: mails.map(mailView),
    status: filter.status ?? null,
    text: filter.text ?? "",
    olderHref: last && rows.length > SHOWN ? officePaths.mailBefore(last.id, filter) : null,
  });
}

export default function MailRoute() {
  return <MailPage {...useLoaderData<typeof loader>()} />;
}
