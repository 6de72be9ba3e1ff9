import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ASKED_WORDS, CANCELLED_WORDS, CHANGE_REFUSALS } from "~/components/booking/change-refusals";
import { ChangeVisit } from "~/components/booking/change-visit";
import { LinkGone } from "~/components/booking/link-gone";
import { ErrorSummary } from "~/components/ui/error-summary";
import { paths } from "~/config/paths";
import { readSettings } from "~/data/settings.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm } from "~/lib/form-data";
import { changeVisitSchema } from "~/schemas/change-visit";
import { askAnotherDate, cancelByContact, lookAtChange, whoChanges } from "~/services/ask-another-date.server";

export const meta: MetaFunction = () => [{ title: "Another date, or cancel - Knife Crime Awareness sessions" }];

/** Shows and changes nothing: mail scanners open every address. */
export async function loader({ params, context: { deps } }: LoaderFunctionArgs) {
  const who = await whoChanges(params.token ?? "", deps);
  const { teamPhone } = await readSettings(deps.db);
  return json({ change: who && (await lookAtChange(who, deps)), teamPhone });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const token = params.token ?? "";
  const here = paths.changeByLink(token);
  const who = await whoChanges(token, deps);
  if (!who) return redirectWithFlash(here, "This link cannot be used any more.", { kind: "notice" });
  const formData = await request.formData();
  const form = readForm(changeVisitSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const { value } = form;
  const result =
    value.intent === "cancel"
      ? await cancelByContact({ ...who, version: value.version, reasonCodes: value.reasons, note: value.note }, deps)
      : await askAnotherDate({ ...who, note: value.when, reasonCodes: value.whyMove }, deps);
  if (result.ok) return redirectWithFlash(here, value.intent === "cancel" ? CANCELLED_WORDS : ASKED_WORDS);
  return json({ errors: CHANGE_REFUSALS[result.reason], values: formValues(formData) }, { status: 409 });
}

export default function ChangeByLink() {
  const { change, teamPhone } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (!change) return <LinkGone teamPhone={teamPhone} />;
  return (
    <>
      <ErrorSummary errors={answer?.errors} />
      <ChangeVisit change={change} teamPhone={teamPhone} errors={answer?.errors} values={answer?.values} />
    </>
  );
}
