import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { noSuchBooking, requireVisitOfBooking } from "~/auth/booking-access.server";
import { savedWords, SETTLE_REFUSALS } from "~/components/readiness/readiness-words";
import { ReadinessForm } from "~/components/readiness/readiness-form";
import { BackLink } from "~/components/ui/back-link";
import { ErrorSummary } from "~/components/ui/error-summary";
import { paths } from "~/config/paths";
import { readSettings } from "~/data/settings.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm } from "~/lib/form-data";
import { readinessSchema } from "~/schemas/readiness";
import { lookAtReadiness, settleReadiness } from "~/services/settle-readiness.server";

export const meta: MetaFunction = () => [{ title: "Getting ready - Knife Crime Awareness sessions" }];

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const { visitId, accountId } = await requireVisitOfBooking(request, params.reference, deps);
  const readiness = await lookAtReadiness({ visitId, who: { kind: "contact", accountId } }, deps);
  if (!readiness) throw noSuchBooking();
  const { teamPhone } = await readSettings(deps.db);
  return json({ readiness, teamPhone });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const { reference, visitId, accountId } = await requireVisitOfBooking(request, params.reference, deps);
  const formData = await request.formData();
  const form = readForm(readinessSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const result = await settleReadiness({ visitId, who: { kind: "contact", accountId }, ...form.value }, deps);
  if (result.ok) return redirectWithFlash(paths.booking(reference), savedWords(result));
  if (result.reason === "not_found") throw noSuchBooking();
  return json({ errors: SETTLE_REFUSALS[result.reason], values: formValues(formData) }, { status: 409 });
}

export default function BookingReadiness() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <BackLink href={paths.booking(page.readiness.reference)} />
      <ErrorSummary errors={answer?.errors} />
      <ReadinessForm {...page} errors={answer?.errors} values={answer?.values} />
    </>
  );
}
