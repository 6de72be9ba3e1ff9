import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { noSuchBooking } from "~/auth/booking-access.server";
import { requireViewer } from "~/auth/viewer.server";
import { TOO_MANY_MESSAGES } from "~/components/messages/refusals";
import { Thread } from "~/components/messages/thread";
import { BackLink } from "~/components/ui/back-link";
import { ErrorSummary } from "~/components/ui/error-summary";
import { paths } from "~/config/paths";
import { findBooking } from "~/data/booking-requests.server";
import type { Db } from "~/data/db.server";
import { listMessages } from "~/data/request-messages.server";
import { normaliseReference } from "~/domain/reference";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm } from "~/lib/form-data";
import { messageSchema } from "~/schemas/message";
import { writeToTeam } from "~/services/write-message.server";

export const meta: MetaFunction = () => [{ title: "Messages - Knife Crime Awareness sessions" }];

/** The same for other people's bookings as for none: a reference says nothing to strangers. */
async function ownBooking(db: Db, params: { reference?: string }, accountId: string) {
  const reference = normaliseReference(params.reference ?? "") ?? "";
  const booking = await findBooking(db, { reference, accountId });
  if (!booking?.isContact) {
    throw noSuchBooking();
  }
  return booking;
}

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const { accountId } = await requireViewer(request, deps);
  const { id, reference, schoolName } = await ownBooking(deps.db, params, accountId);
  return json({ reference, schoolName, messages: await listMessages(deps.db, id) });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireViewer(request, deps);
  const { id: requestId, reference } = await ownBooking(deps.db, params, accountId);
  const formData = await request.formData();
  const form = readForm(messageSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const result = await writeToTeam({ requestId, accountId, ...form.value }, deps);
  if (!result.ok && result.reason === "too_many_today") {
    return json({ errors: TOO_MANY_MESSAGES, values: formValues(formData) }, { status: 409 });
  }
  return redirectWithFlash(paths.bookingMessages(reference), "Thank you. The team has your message.");
}

export default function BookingMessages() {
  const thread = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <BackLink href={paths.booking(thread.reference)} />
      <ErrorSummary errors={answer?.errors} />
      <Thread {...thread} reader="school" errors={answer?.errors} values={answer?.values} />
    </>
  );
}
