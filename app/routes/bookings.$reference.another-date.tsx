import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { noSuchBooking, requireVisitOfBooking } from "~/auth/booking-access.server";
import { ASKED_WORDS, CANCELLED_WORDS, CHANGE_REFUSALS } from "~/components/booking/change-refusals";
import { ChangeVisit } from "~/components/booking/change-visit";
import { BackLink } from "~/components/ui/back-link";
import { ErrorSummary } from "~/components/ui/error-summary";
import { paths } from "~/config/paths";
import { readSettings } from "~/data/settings.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm } from "~/lib/form-data";
import { changeVisitSchema } from "~/schemas/change-visit";
import { askAnotherDate, cancelByContact, lookAtChange } from "~/services/ask-another-date.server";

export const meta: MetaFunction = () => [{ title: "Another date, or cancel - Knife Crime Awareness sessions" }];

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const change = await lookAtChange(await requireVisitOfBooking(request, params.reference, deps), deps);
  if (!change) throw noSuchBooking();
  const { teamPhone } = await readSettings(deps.db);
  return json({ change, teamPhone });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const { reference, ...who } = await requireVisitOfBooking(request, params.reference, deps);
  const formData = await request.formData();
  const form = readForm(changeVisitSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const { value } = form;
  const result =
    value.intent === "cancel"
      ? await cancelByContact({ ...who, version: value.version, reasonCodes: value.reasons, note: value.note }, deps)
      : await askAnotherDate({ ...who, note: value.when, reasonCodes: value.whyMove }, deps);
  if (result.ok) {
    return redirectWithFlash(paths.booking(reference), value.intent === "cancel" ? CANCELLED_WORDS : ASKED_WORDS);
  }
  return json({ errors: CHANGE_REFUSALS[result.reason], values: formValues(formData) }, { status: 409 });
}

export default function AnotherDatePage() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <BackLink href={paths.booking(page.change.reference)} />
      <ErrorSummary errors={answer?.errors} />
      <ChangeVisit {...page} errors={answer?.errors} values={answer?.values} />
    </>
  );
}
