import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { LinkGone } from "~/components/booking/link-gone";
import { AnswerOffer } from "~/components/offer/answer-offer";
import { ErrorSummary } from "~/components/ui/error-summary";
import { paths } from "~/config/paths";
import { readSettings } from "~/data/settings.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { readForm } from "~/lib/form-data";
import { answerOfferSchema } from "~/schemas/offer";
import { declineOffer, pickDate } from "~/services/answer-offer.server";
import { lookAtOffer, whoAnswers } from "~/services/look-at-offer.server";

export const meta: MetaFunction = () => [{ title: "Choose a date - Knife Crime Awareness sessions" }];

/** Shows and changes nothing: mail scanners open every address. */
export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const who = await whoAnswers(params.token ?? "", deps);
  const { teamPhone } = await readSettings(deps.db);
  const gone = new URL(request.url).searchParams.has("gone");
  return json({ offer: who && (await lookAtOffer(who, deps)), teamPhone, gone });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const token = params.token ?? "";
  const who = await whoAnswers(token, deps);
  const here = paths.answerOffer(token);
  if (!who) return redirectWithFlash(here, "This link cannot be used any more.", { kind: "notice" });
  const form = readForm(answerOfferSchema, await request.formData());
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const { choice, note } = form.value;
  if (choice === "none") {
    const declined = await declineOffer({ ...who, note }, deps);
    return declined.ok ? redirectWithFlash(here, "We have your answer.") : redirectWithFlash(here, NOT_OPEN, NOTICE);
  }
  const picked = await pickDate({ ...who, optionId: choice }, deps);
  if (picked.ok) return redirectWithFlash(here, "Thank you. Your date is booked.");
  return picked.reason === "gone"
    ? redirectWithFlash(`${here}?gone`, "That time has just been taken. Nothing is booked yet.", NOTICE)
    : redirectWithFlash(here, NOT_OPEN, NOTICE);
}

const NOTICE = { kind: "notice" } as const;
const NOT_OPEN = "This offer has been answered or changed meanwhile. This is how it stands now.";

export default function AnswerOfferPage() {
  const { offer, teamPhone, gone } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (!offer) {
    return <LinkGone teamPhone={teamPhone} />;
  }
  return (
    <>
      <ErrorSummary errors={answer?.errors} />
      <AnswerOffer offer={offer} gone={gone} teamPhone={teamPhone} values={answer?.values} errors={answer?.errors} />
    </>
  );
}
