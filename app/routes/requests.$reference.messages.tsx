import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { Thread } from "~/components/messages/thread";
import { BackLink } from "~/components/ui/back-link";
import { ErrorSummary } from "~/components/ui/error-summary";
import { paths } from "~/config/paths";
import { findRequestForTeam } from "~/data/request-inbox.server";
import { listMessages } from "~/data/request-messages.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { readForm } from "~/lib/form-data";
import { messageSchema } from "~/schemas/message";
import { askSchool } from "~/services/write-message.server";

export const meta: MetaFunction = () => [{ title: "Messages - Knife Crime Awareness sessions" }];

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator", "manager"]);
  const found = await findRequestForTeam(deps.db, params.reference ?? "");
  if (!found?.provenAt) throw new Response("No such request", { status: 404 });
  const { reference, schoolName } = found;
  const mayWrite = hasAnyRole(viewer, ["coordinator"]);
  return json({ reference, schoolName, mayWrite, messages: await listMessages(deps.db, found.id) });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["coordinator"]);
  const reference = params.reference ?? "";
  const form = readForm(messageSchema, await request.formData());
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const result = await askSchool({ reference, ...form.value, actor: { kind: "staff", accountId } }, deps);
  if (!result.ok) throw new Response("No such request", { status: 404 });
  return redirectWithFlash(paths.requestMessages(reference), "Sent. The school can answer without signing in.");
}

export default function RequestMessages() {
  const thread = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <BackLink href={paths.bookingRequest(thread.reference)}>The request</BackLink>
      <ErrorSummary errors={answer?.errors} />
      <Thread {...thread} reader="team" errors={answer?.errors} values={answer?.values} />
    </>
  );
}
