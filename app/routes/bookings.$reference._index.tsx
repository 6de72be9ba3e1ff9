import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireViewer } from "~/auth/viewer.server";
import { BookingPage } from "~/components/booking/booking-page";
import { BackLink } from "~/components/ui/back-link";
import { ErrorSummary } from "~/components/ui/error-summary";
import { paths } from "~/config/paths";
import { findBooking } from "~/data/booking-requests.server";
import { readSettings } from "~/data/settings.server";
import { normaliseReference } from "~/domain/reference";
import { redirectWithFlash } from "~/lib/flash.server";
import { withdrawSchema } from "~/schemas/withdraw-request";
import { readForm, type FormErrors } from "~/lib/form-data";
import { withdrawRequest } from "~/services/withdraw-request.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? `Booking ${data.reference}` : "Booking"} - Knife Crime Awareness sessions` },
];

const REFUSALS: Readonly<Record<"already_answered" | "changed_meanwhile", FormErrors>> = {
  already_answered: { form: "This request has been answered or closed meanwhile, so it can no longer be withdrawn." },
  changed_meanwhile: { form: "This request changed while you had the page open. Look at it again, then decide." },
};

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const { accountId } = await requireViewer(request, deps);
  const reference = normaliseReference(params.reference ?? "") ?? "";
  const booking = await findBooking(deps.db, { reference, accountId });
  if (!booking) throw notFound();
  const { organizer, teamPhone } = await readSettings(deps.db);
  return json({ ...booking, teamEmail: organizer.email, teamPhone });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireViewer(request, deps);
  const reference = normaliseReference(params.reference ?? "") ?? "";
  const form = readForm(withdrawSchema, await request.formData());
  if (!form.ok) return json({ errors: form.errors }, { status: 422 });
  const result = await withdrawRequest({ reference, accountId, version: form.value.version }, deps);
  if (result.ok) return redirectWithFlash(paths.booking(reference), "Your request is withdrawn.");
  if (result.reason === "not_found") throw notFound();
  return json({ errors: REFUSALS[result.reason] }, { status: 409 });
}

/** The same for other people's bookings as for none: a reference says nothing to strangers. */
function notFound(): Response {
  return new Response("There is no booking with this reference among yours.", { status: 404 });
}

export default function BookingRoute() {
  const booking = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <BackLink href={paths.bookings()}>Your bookings</BackLink>
      <ErrorSummary errors={answer?.errors} />
      <BookingPage {...booking} />
    </>
  );
}
