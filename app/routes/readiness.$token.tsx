import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { LinkGone } from "~/components/booking/link-gone";
import { savedWords, SETTLE_REFUSALS } from "~/components/readiness/readiness-words";
import { ReadinessForm } from "~/components/readiness/readiness-form";
import { ErrorSummary } from "~/components/ui/error-summary";
import { paths } from "~/config/paths";
import { readSettings } from "~/data/settings.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm } from "~/lib/form-data";
import { readinessSchema } from "~/schemas/readiness";
import { lookAtReadiness, settleReadiness, whoSettles } from "~/services/settle-readiness.server";

export const meta: MetaFunction = () => [{ title: "Getting ready - Knife Crime Awareness sessions" }];

/** Shows and changes nothing: mail scanners open every address. */
export async function loader({ params, context: { deps } }: LoaderFunctionArgs) {
  const found = await whoSettles(params.token ?? "", deps);
  const { teamPhone } = await readSettings(deps.db);
  return json({ readiness: found && (await lookAtReadiness(found, deps)), teamPhone });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const token = params.token ?? "";
  const here = paths.settleReadiness(token);
  const found = await whoSettles(token, deps);
  if (!found) return redirectWithFlash(here, "This link cannot be used any more.", { kind: "notice" });
  const formData = await request.formData();
  const form = readForm(readinessSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const result = await settleReadiness({ ...found, ...form.value }, deps);
  if (result.ok) return redirectWithFlash(here, savedWords(result));
  return json({ errors: SETTLE_REFUSALS[result.reason], values: formValues(formData) }, { status: 409 });
}

export default function ReadinessByLink() {
  const { readiness, teamPhone } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (!readiness) return <LinkGone teamPhone={teamPhone} />;
  return (
    <>
      <ErrorSummary errors={answer?.errors} />
      <ReadinessForm readiness={readiness} teamPhone={teamPhone} errors={answer?.errors} values={answer?.values} />
    </>
  );
}
