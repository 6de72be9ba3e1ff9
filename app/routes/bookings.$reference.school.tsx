import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { noSuchBooking } from "~/auth/booking-access.server";
import { requireViewer } from "~/auth/viewer.server";
import { OwnMembership } from "~/components/school-membership/own-membership";
import { BackLink } from "~/components/ui/back-link";
import { ErrorSummary } from "~/components/ui/error-summary";
import { paths } from "~/config/paths";
import { findBooking } from "~/data/booking-requests.server";
import { findMembership } from "~/data/school-memberships.server";
import { readSettings } from "~/data/settings.server";
import { normaliseReference } from "~/domain/reference";
import { redirectWithFlash } from "~/lib/flash.server";
import { readForm } from "~/lib/form-data";
import { ownMembershipSchema } from "~/schemas/school-membership";
import { askForMembership, decideOnMembership } from "~/services/school-membership.server";

export const meta: MetaFunction = () => [{ title: "All bookings of your school - Knife Crime Awareness sessions" }];

const REFUSALS = {
  refused_before: { form: "The team could not open this school’s bookings to you. Please write or ring." },
  changed_meanwhile: { form: "This changed while you had the page open. Look at it again, then decide." },
};

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const { accountId } = await requireViewer(request, deps);
  const { reference, schoolName, schoolId } = await ownBooking(params.reference, accountId, deps);
  const membership = await findMembership(deps.db, { accountId, schoolId });
  const { organizer } = await readSettings(deps.db);
  return json({ reference, schoolName, membership, teamEmail: organizer.email });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireViewer(request, deps);
  const { reference, schoolId } = await ownBooking(params.reference, accountId, deps);
  const form = readForm(ownMembershipSchema, await request.formData());
  if (!form.ok) return json({ errors: form.errors }, { status: 422 });
  const isAsking = form.value.intent === "ask";
  const actor = { kind: "contact" as const, accountId };
  const result = isAsking
    ? await askForMembership({ reference, accountId }, deps)
    : await decideOnMembership({ accountId, schoolId, from: "approved", to: "ended", actor }, deps);
  if (result.ok) {
    return redirectWithFlash(
      paths.booking(reference),
      isAsking ? "Your question is with our team. We answer by mail." : "You no longer see your colleagues’ bookings.",
    );
  }
  if (result.reason === "not_found" || result.reason === "no_school") throw noSuchBooking();
  return json({ errors: REFUSALS[result.reason] }, { status: 409 });
}

/** A booking that one is named in, of a school or setting that is known to us. */
async function ownBooking(
  reference: string | undefined,
  accountId: string,
  { db }: Pick<LoaderFunctionArgs["context"]["deps"], "db">,
) {
  const booking = await findBooking(db, { reference: normaliseReference(reference ?? "") ?? "", accountId });
  if (!booking?.isContact || booking.schoolId === null) throw noSuchBooking();
  return { ...booking, schoolId: booking.schoolId };
}

export default function OwnMembershipRoute() {
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <BackLink href={paths.booking(data.reference)} />
      <ErrorSummary errors={answer?.errors} />
      <OwnMembership {...data} />
    </>
  );
}
