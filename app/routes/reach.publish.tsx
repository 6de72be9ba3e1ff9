import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { PublishPage } from "~/components/reach/publish-page";
import { paths } from "~/config/paths";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm, textOf, type FormErrors, type FormValues } from "~/lib/form-data";
import { publishSchema, readPeriodChoice } from "~/schemas/reach";
import { lookAtPublishing, publishFigure, recordAudit } from "~/services/publish-figure.server";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Publish a figure - Knife Crime Awareness sessions" }];

const REFUSALS = {
  nothing_counted: { form: "Nothing has been counted in this period yet, so there is no figure to publish." },
  reason_missing: { reason: "Say why the published figure changes" },
  unchanged: { form: "The figure is the one that is published already." },
  figure_moved: { form: "The figure has changed since you opened the page. Look at it again before you publish it." },
} as const;

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const choice = readPeriodChoice(new URL(request.url).searchParams.get("period"));
  return json(await lookAtPublishing(choice, deps));
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["manager"]);
  const value = new URL(request.url).searchParams.get("period");
  const here = `${paths.reachPublish()}${value ? `?period=${encodeURIComponent(value)}` : ""}`;
  const formData = await request.formData();
  const form = readForm(publishSchema, formData);
  if (!form.ok) return json({ errors: errorsByVisit(form.errors, form.values), values: form.values }, { status: 422 });
  if (form.value.intent === "audit") {
    const kept = await recordAudit({ ...form.value, checkedById: accountId }, deps);
    return redirectWithFlash(here, kept.ok ? "The result is kept." : "This visit is not in the sample.");
  }
  const { seenFigure, reason } = form.value;
  const choice = readPeriodChoice(value);
  const result = await publishFigure({ choice, seenFigure, reason, signedOffById: accountId }, deps);
  if (!result.ok) return json({ errors: REFUSALS[result.reason], values: formValues(formData) }, { status: 409 });
  return redirectWithFlash(here, `The figure is published: ${result.figure.toLocaleString("en-GB")} students reached.`);
}

/** Each visit of the sample has a field of its own: a mistake stands beside the one that was filled in. */
function errorsByVisit({ found, ...errors }: FormErrors, values: FormValues): FormErrors {
  return found === undefined ? errors : { ...errors, [`found-${textOf(values, "visitId")}`]: found };
}

export default function ReachPublish() {
  const answer = useActionData<typeof action>();
  return <PublishPage {...useLoaderData<typeof loader>()} errors={answer?.errors} values={answer?.values} />;
}
