import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { noSuchBooking } from "~/auth/booking-access.server";
import { requireViewer } from "~/auth/viewer.server";
import { AnswerOffer } from "~/components/offer/answer-offer";
import { BackLink } from "~/components/ui/back-link";
import { ErrorSummary } from "~/components/ui/error-summary";
import { paths } from "~/config/paths";
import { findBooking } from "~/data/booking-requests.server";
import { readSettings } from "~/data/settings.server";
import { normaliseReference } from "~/domain/reference";
import { redirectWithFlash } from "~/lib/flash.server";
import { readForm } from "~/lib/form-data";
import { answerOfferSchema } from "~/schemas/offer";
import { declineOffer, pickDate, type Answerer } from "~/services/answer-offer.server";
import type { Deps } from "~/services/deps";
import { lookAtOffer } from "~/services/look-at-offer.server";

export const meta: MetaFunction = () => [{ title: "Choose a date - Knife Crime Awareness sessions" }];

const NOTICE = { kind: "notice" } as const;

/** A signed-in contact of the booking; anybody else learns no more than that there is no such page. */
async function requireAnswerer(request: Request, text: string, deps: Deps): Promise<Answerer & { reference: string }> {
  const { accountId } = await requireViewer(request, deps);
  const reference = normaliseReference(text) ?? "";
  const booking = await findBooking(deps.db, { reference, accountId });
  if (!booking?.isContact) throw noSuchBooking();
  return { requestId: booking.id, accountId, reference };
}

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const who = await requireAnswerer(request, params.reference ?? "", deps);
  const offer = await lookAtOffer(who, deps);
  if (!offer) return redirectWithFlash(paths.booking(who.reference), "There are no dates to choose from.", NOTICE);
  const { teamPhone } = await readSettings(deps.db);
  return json({ offer, teamPhone, gone: new URL(request.url).searchParams.has("gone") });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const who = await requireAnswerer(request, params.reference ?? "", deps);
  const form = readForm(answerOfferSchema, await request.formData());
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const { choice, note } = form.value;
  const booking = paths.booking(who.reference);
  const result =
    choice === "none" ? await declineOffer({ ...who, note }, deps) : await pickDate({ ...who, optionId: choice }, deps);
  if (result.ok) {
    return redirectWithFlash(booking, choice === "none" ? "We have your answer." : "Thank you. Your date is booked.");
  }
  if (result.reason === "not_open") {
    return redirectWithFlash(booking, "This offer has been answered or changed meanwhile.", NOTICE);
  }
  const here = `${paths.bookingOffer(who.reference)}?gone`;
  return redirectWithFlash(here, "That time has just been taken. Nothing is booked yet.", NOTICE);
}

export default function BookingOfferPage() {
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <BackLink href={paths.booking(data.offer.reference)} />
      <ErrorSummary errors={answer?.errors} />
      <AnswerOffer {...data} values={answer?.values} errors={answer?.errors} />
    </>
  );
}
