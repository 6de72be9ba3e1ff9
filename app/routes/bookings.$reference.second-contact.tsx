import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { noSuchBooking } from "~/auth/booking-access.server";
import { requireViewer } from "~/auth/viewer.server";
import { SecondContactForm } from "~/components/booking/second-contact-form";
import { BackLink } from "~/components/ui/back-link";
import { ErrorSummary } from "~/components/ui/error-summary";
import { paths } from "~/config/paths";
import { findBooking } from "~/data/booking-requests.server";
import { isClosedRequest } from "~/domain/booking-request";
import { normaliseReference } from "~/domain/reference";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm, type FormErrors } from "~/lib/form-data";
import { secondContactSchema } from "~/schemas/second-contact";
import { setSecondContact, type SecondContactResult } from "~/services/second-contact.server";

export const meta: MetaFunction = () => [{ title: "Second contact - Knife Crime Awareness sessions" }];

type Refusal = Exclude<SecondContactResult, { ok: true }>["reason"];

const REFUSALS: Readonly<Record<Exclude<Refusal, "not_found">, FormErrors>> = {
  closed: { form: "This booking has been closed meanwhile." },
  changed_meanwhile: { form: "This booking changed while you had the page open. Look at it again, then decide." },
  same_as_first: { email: "Enter another email address than the first contact’s" },
  too_many_contacts: { form: "The second contact was changed several times today already. Try again tomorrow, or ring us." },
};

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const { accountId } = await requireViewer(request, deps);
  const reference = normaliseReference(params.reference ?? "") ?? "";
  const booking = await findBooking(deps.db, { reference, accountId });
  if (!booking?.isContact) throw noSuchBooking();
  const second = booking.contacts.find(({ rank }) => rank === 2);
  return json({
    reference,
    version: booking.version,
    schoolName: booking.schoolName,
    isClosed: isClosedRequest(booking.status),
    isSelf: booking.myRank === 2,
    second: second ? { name: second.name, email: second.email } : null,
  });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireViewer(request, deps);
  const reference = normaliseReference(params.reference ?? "") ?? "";
  const formData = await request.formData();
  const form = readForm(secondContactSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const result = await setSecondContact({ ...form.value, reference, accountId }, deps);
  if (result.ok) {
    const said = form.value.second ? "The second contact is kept, and is being told." : "There is no second contact now.";
    return redirectWithFlash(result.stillContact ? paths.booking(reference) : paths.bookings(), said);
  }
  if (result.reason === "not_found") throw noSuchBooking();
  return json({ errors: REFUSALS[result.reason], values: formValues(formData) }, { status: 409 });
}

export default function SecondContactPage() {
  const booking = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <BackLink href={paths.booking(booking.reference)} />
      <ErrorSummary errors={answer?.errors} />
      <SecondContactForm {...booking} errors={answer?.errors} values={answer?.values} />
    </>
  );
}
