import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { MailboxPage } from "~/components/admin/mailbox-page";
import { officePaths } from "~/config/office-paths";
import { listIncomingMails } from "~/data/incoming-mails.server";
import { listRefusedAddresses } from "~/data/mail-refusals.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { readForm } from "~/lib/form-data";
import { formatInstant } from "~/lib/london-time";
import { mailboxSchema } from "~/schemas/mailbox";
import { markAddressWorks } from "~/services/address-works.server";
import { settleArrived } from "~/services/read-mailbox.server";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Arrived mail - Knife Crime Awareness sessions" }];

const SHOWN = 100;

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["coordinator", "manager"]);
  const all = new URL(request.url).searchParams.get("show") === "all";
  const mails = await listIncomingMails(deps.db, { open: !all, most: SHOWN });
  const refused = await listRefusedAddresses(deps.db);
  return json({
    all,
    mails: mails.map(({ arrivedAt, settledAt, mailId: _mail, ...mail }) => ({
      ...mail,
      arrived: formatInstant(arrivedAt),
      isOpen: mail.outcome !== "applied" && settledAt === null,
    })),
    refused: refused.map(({ since, ...address }) => ({ ...address, since: formatInstant(since) })),
  });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["coordinator", "manager"]);
  const form = readForm(mailboxSchema, await request.formData());
  if (!form.ok) return json({ errors: form.errors }, { status: 422 });
  const { intent, id } = form.value;
  if (intent === "address-works") {
    const works = await markAddressWorks({ id, actor: { kind: "staff", accountId } }, deps);
    if (!works.ok) throw new Response("No such address", { status: 404 });
    return redirectWithFlash(officePaths.mailbox(), "The address is taken to work again.");
  }
  const settled = await settleArrived({ id, accountId }, deps);
  return redirectWithFlash(officePaths.mailbox(), settled.ok ? "Off the list." : "Somebody has dealt with this already.");
}

export default function MailboxRoute() {
  const answer = useActionData<typeof action>();
  return <MailboxPage {...useLoaderData<typeof loader>()} errors={answer?.errors} />;
}
