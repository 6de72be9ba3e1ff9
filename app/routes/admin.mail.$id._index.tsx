import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { MailMessagePage } from "~/components/admin/mail-message";
import { mailView } from "~/components/admin/mail-view";
import { officePaths } from "~/config/office-paths";
import { findMail } from "~/data/mail-record.server";
import { holdsCode } from "~/domain/outgoing-mail";
import { isForgottenAddress, REMOVED } from "~/domain/retention";
import { redirectWithFlash } from "~/lib/flash.server";
import { readId } from "~/schemas/form-fields";
import { giveUpOnMail } from "~/services/give-up-mail.server";
import { resendOutgoingMail } from "~/services/resend-mail.server";

export const meta: MetaFunction = () => [{ title: "Message - Knife Crime Awareness sessions" }];

const REFUSALS = {
  not_found: "This message is no longer there.",
  holds_code: "A message with a code is never sent again. A new code can be asked for on the sign-in page.",
  on_its_way: "This message is on its way already.",
  not_waiting: "This message does not wait any more: look again what became of it.",
  forgotten: "This message was removed with the contact data that it held, so it cannot be sent again.",
  newer_exists: "A newer invitation has taken the place of this one, so it is not sent again.",
  out_of_date: "What this message says has changed since, or is over, so it is not sent again.",
};

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const id = readId(params.id);
  const mail = id && (await findMail(deps.db, id));
  if (!mail) throw new Response("No such message", { status: 404 });
  const secret = holdsCode(mail.occasion);
  const over = mail.status === "failed" || mail.status === "given_up" || mail.status === "sent";
  return json({
    mail: mailView(mail),
    text: secret ? null : mail.text || REMOVED,
    invitation: mail.invitation,
    canResend: over && !secret && !isForgottenAddress(mail.toAddress),
    canGiveUp: mail.status === "queued",
  });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager"]);
  const mailId = readId(params.id);
  if (!mailId) throw new Response("No such message", { status: 404 });
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  if ((await request.formData()).get("intent") === "give-up") {
    const ended = await giveUpOnMail({ mailId, actor }, deps);
    if (!ended.ok) return json({ errors: { form: REFUSALS[ended.reason] } }, { status: 409 });
    return redirectWithFlash(officePaths.mailMessage(mailId), "The message is not tried any more.");
  }
  const result = await resendOutgoingMail({ mailId, actor }, deps);
  if (!result.ok) return json({ errors: { form: REFUSALS[result.reason] } }, { status: 409 });
  return redirectWithFlash(officePaths.mailMessage(result.id), "The message is on its way again.");
}

export default function MailMessageRoute() {
  const answer = useActionData<typeof action>();
  return <MailMessagePage {...useLoaderData<typeof loader>()} errors={answer?.errors} />;
}
