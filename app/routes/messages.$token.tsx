import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { LinkGone } from "~/components/booking/link-gone";
import { TOO_MANY_MESSAGES } from "~/components/messages/refusals";
import { Thread } from "~/components/messages/thread";
import { ErrorSummary } from "~/components/ui/error-summary";
import { paths } from "~/config/paths";
import { readSettings } from "~/data/settings.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm } from "~/lib/form-data";
import { messageSchema } from "~/schemas/message";
import { lookAtThread, whoAnswersQuestion, writeToTeam } from "~/services/write-message.server";

export const meta: MetaFunction = () => [{ title: "Messages - Knife Crime Awareness sessions" }];

/** Shows and changes nothing: mail scanners open every address. */
export async function loader({ params, context: { deps } }: LoaderFunctionArgs) {
  const who = await whoAnswersQuestion(params.token ?? "", deps);
  const { teamPhone } = await readSettings(deps.db);
  return json({ thread: who && (await lookAtThread(who, deps)), teamPhone });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const token = params.token ?? "";
  const here = paths.answerQuestion(token);
  const who = await whoAnswersQuestion(token, deps);
  if (!who) return redirectWithFlash(here, "This link cannot be used any more.", { kind: "notice" });
  const formData = await request.formData();
  const form = readForm(messageSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const result = await writeToTeam({ ...who, ...form.value }, deps);
  if (!result.ok && result.reason === "too_many_today") {
    return json({ errors: TOO_MANY_MESSAGES, values: formValues(formData) }, { status: 409 });
  }
  if (!result.ok) return redirectWithFlash(here, "This link cannot be used any more.", { kind: "notice" });
  return redirectWithFlash(here, "Thank you. The team has your message.");
}

export default function MessagesByLink() {
  const { thread, teamPhone } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (!thread) return <LinkGone teamPhone={teamPhone} />;
  return (
    <>
      <ErrorSummary errors={answer?.errors} />
      <Thread {...thread} reader="school" errors={answer?.errors} values={answer?.values} />
    </>
  );
}
