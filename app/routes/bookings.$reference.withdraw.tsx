import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { noSuchBooking } from "~/auth/booking-access.server";
import { requireViewer } from "~/auth/viewer.server";
import { WithdrawForm } from "~/components/booking/withdraw-form";
import { BackLink } from "~/components/ui/back-link";
import { ErrorSummary } from "~/components/ui/error-summary";
import { paths } from "~/config/paths";
import { findBooking } from "~/data/booking-requests.server";
import { listSchoolsReasons } from "~/data/reason-codes.server";
import { readSettings } from "~/data/settings.server";
import { normaliseReference } from "~/domain/reference";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm, type FormErrors } from "~/lib/form-data";
import { withdrawSchema } from "~/schemas/withdraw-request";
import { withdrawRequest, type WithdrawRequestResult } from "~/services/withdraw-request.server";

export const meta: MetaFunction = () => [{ title: "Withdraw this booking - Knife Crime Awareness sessions" }];

type Refusal = Exclude<WithdrawRequestResult, { ok: true }>["reason"];

const REFUSALS: Readonly<Record<Exclude<Refusal, "not_found">, FormErrors>> = {
  already_closed: { form: "This booking has been closed meanwhile, so there is nothing left to withdraw." },
  changed_meanwhile: { form: "This booking changed while you had the page open. Look at it again, then decide." },
  no_reason: { reasons: "Select at least one reason" },
  visit_begun: { form: "A visit has begun or taken place, so it can no longer be cancelled here. Please ring us." },
};

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const { accountId } = await requireViewer(request, deps);
  const reference = normaliseReference(params.reference ?? "") ?? "";
  const booking = await findBooking(deps.db, { reference, accountId });
  if (!booking?.isContact) throw noSuchBooking();
  const { teamPhone } = await readSettings(deps.db);
  const { status, version, schoolName, visits } = booking;
  const booked = visits.filter((visit) => visit.status === "scheduled");
  const reasons = await listSchoolsReasons(deps.db, "cancel");
  return json({ reference, status, version, schoolName, booked, teamPhone, reasons });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireViewer(request, deps);
  const reference = normaliseReference(params.reference ?? "") ?? "";
  const formData = await request.formData();
  const form = readForm(withdrawSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const { version, reasons: reasonCodes, note } = form.value;
  const result = await withdrawRequest({ reference, accountId, version, reasonCodes, note }, deps);
  if (result.ok) return redirectWithFlash(paths.booking(reference), "Your booking is withdrawn. Everybody is being told.");
  if (result.reason === "not_found") throw noSuchBooking();
  return json({ errors: REFUSALS[result.reason], values: formValues(formData) }, { status: 409 });
}

export default function WithdrawPage() {
  const booking = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <BackLink href={paths.booking(booking.reference)} />
      <ErrorSummary errors={answer?.errors} />
      <WithdrawForm {...booking} errors={answer?.errors} values={answer?.values} />
    </>
  );
}
