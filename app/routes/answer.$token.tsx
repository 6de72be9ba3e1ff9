import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { AnswerInvitation } from "~/components/booking/answer-invitation";
import { LinkGone } from "~/components/booking/link-gone";
import { ErrorSummary } from "~/components/ui/error-summary";
import { paths } from "~/config/paths";
import { readSettings } from "~/data/settings.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm } from "~/lib/form-data";
import { answerInvitationSchema } from "~/schemas/answer-invitation";
import { answerByLink, lookAtInvitation } from "~/services/answer-invitation.server";

export const meta: MetaFunction = () => [{ title: "Will you be there? - Knife Crime Awareness sessions" }];

const KEPT = {
  accepted: "Thank you. The team can see that you will be there.",
  tentative: "Thank you. The team can see that you are not sure yet.",
  declined: "Thank you. The team has been told that you cannot come.",
};

const REFUSALS = {
  not_invited: "You are not invited to this visit any more.",
  over: "This visit has begun or is cancelled, so it cannot be answered any more.",
  older_invitation: "This visit changed while you had the page open. Look at it again, then answer.",
  older_answer: "You have answered since in another way. Look at your answer below.",
};

/** Shows and changes nothing: mail scanners open every address. */
export async function loader({ params, context: { deps } }: LoaderFunctionArgs) {
  const { teamPhone } = await readSettings(deps.db);
  return json({ invitation: await lookAtInvitation(params.token ?? "", deps), teamPhone });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const token = params.token ?? "";
  const formData = await request.formData();
  const form = readForm(answerInvitationSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const result = await answerByLink({ token, ...form.value }, deps);
  if (result.ok) return redirectWithFlash(paths.answerInvitation(token), KEPT[form.value.answer]);
  return json({ errors: { form: REFUSALS[result.reason] }, values: formValues(formData) }, { status: 409 });
}

export default function AnswerByLink() {
  const { invitation, teamPhone } = useLoaderData<typeof loader>();
  const said = useActionData<typeof action>();
  if (!invitation) return <LinkGone teamPhone={teamPhone} />;
  return (
    <>
      <ErrorSummary errors={said?.errors} />
      <AnswerInvitation invitation={invitation} teamPhone={teamPhone} errors={said?.errors} values={said?.values} />
    </>
  );
}
