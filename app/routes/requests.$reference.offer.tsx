import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { OfferForm } from "~/components/offer/offer-form";
import { OfferPreview } from "~/components/offer/offer-preview";
import { RequestSummary } from "~/components/booking-request/request-summary";
import { BackLink } from "~/components/ui/back-link";
import { Details } from "~/components/ui/details";
import { ErrorSummary } from "~/components/ui/error-summary";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";
import { listPresenters } from "~/data/presenters.server";
import { findRequestForTeam } from "~/data/request-inbox.server";
import { readSettings } from "~/data/settings.server";
import { isSameOffer, OPTIONS_AT_FIRST, type OfferedPlan } from "~/domain/offers";
import { assertNever } from "~/lib/assert-never";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, partsFromDay, readForm, textsOf, type FormErrors, type FormValues } from "~/lib/form-data";
import { dayOf } from "~/lib/london-time";
import { moreDatesSchema, offerSchema, shownPlansSchema, writePlan } from "~/schemas/offer";
import { withdrawOffer } from "~/services/answer-offer.server";
import { findOfferOptions, wantedFirst } from "~/services/find-offer-options.server";
import { offerDates, previewOffer, usualAnswerBy, type OfferDatesResult } from "~/services/offer-dates.server";
import type { Deps } from "~/services/deps";
import { defaultStart } from "~/services/plan-visit.server";

export const handle = { wide: true };
export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Offer dates for ${data?.request.reference ?? ""} - Knife Crime Awareness sessions` },
];

const NO_ERRORS: FormErrors = {};

async function loadRequest(reference: string, deps: Deps) {
  const found = await findRequestForTeam(deps.db, reference);
  if (!found?.school || found.status === "unproven") throw new Response("No such request", { status: 404 });
  // Only what waits for an answer is offered dates: the request's own page says what became of it.
  const waits = found.status === "submitted" || found.status === "offered";
  if (!waits) throw redirect(paths.bookingRequest(found.reference));
  return { request: found, schoolId: found.school.id };
}

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["coordinator"]);
  const { request: found, schoolId } = await loadRequest(params.reference ?? "", deps);
  const now = deps.now();
  const settings = await readSettings(deps.db);
  const wanted = wantedFirst(found, defaultStart(found), now);
  const usual = usualAnswerBy(settings, now);
  const question = { request: found, schoolId, wanted, count: OPTIONS_AT_FIRST, after: usual };
  const plans = await findOfferOptions(deps.db, question, { settings, now });
  const { day, month, year } = partsFromDay(usual);
  const answerBy = { "answerBy.day": day, "answerBy.month": month, "answerBy.year": year };
  const values: FormValues = { plans: plans.map(writePlan), ...answerBy };
  return json({ request: found, presenters: await listPresenters(deps.db), shown: plans, values });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["coordinator"]);
  const { request: found, schoolId } = await loadRequest(params.reference ?? "", deps);
  const formData = await request.formData();
  const values = formValues(formData);
  const shown = shownPlansSchema.parse(textsOf(values, "shown"));
  const intent = formData.get("intent");
  if (intent === "withdraw") return withdraw(found, { version: Number(formData.get("version")), accountId }, deps);
  if (intent === "edit") return json({ values, shown, errors: NO_ERRORS, mail: null });
  if (intent === "more") {
    const more = readForm(moreDatesSchema, formData);
    if (!more.ok) return json({ values, shown, errors: more.errors, mail: null }, { status: 422 });
    const { on, start, presenters } = more.value;
    const first = wantedFirst(found, start ?? defaultStart(found), deps.now());
    const wanted = { onDate: on ?? first.onDate, startMinutes: first.startMinutes };
    const who = presenters.length > 0 ? { presenterIds: presenters } : {};
    const question = { request: found, schoolId, wanted, count: OPTIONS_AT_FIRST, but: shown, ...who };
    const fresh = await findOfferOptions(deps.db, question, { settings: await readSettings(deps.db), now: deps.now() });
    const errors: FormErrors = fresh.length > 0 ? NO_ERRORS : { on: "Nothing fits four weeks before or after that day" };
    const status = fresh.length > 0 ? 200 : 409;
    return json({ values, shown: inOrder([...shown, ...fresh]), errors, mail: null }, { status });
  }
  const form = readForm(offerSchema(dayOf(deps.now())), formData);
  if (!form.ok) return json({ values, shown, errors: form.errors, mail: null }, { status: 422 });
  if (intent === "preview") {
    const { subject, text } = await previewOffer(found, form.value, deps);
    return json({ values, shown, errors: NO_ERRORS, mail: { subject, text } });
  }
  const actor = { kind: "staff" as const, accountId };
  const result = await offerDates({ ...form.value, reference: found.reference, actor }, deps);
  if (result.ok) {
    const message = "The dates are offered. The school has a mail to choose from.";
    return redirectWithFlash(paths.bookingRequest(found.reference), message);
  }
  if (result.reason === "not_found") throw new Response("No such request", { status: 404 });
  return json({ values, shown, errors: explain(result), mail: null }, { status: 409 });
}

async function withdraw(
  { id, reference }: { id: string; reference: string },
  { version, accountId }: { version: number; accountId: string },
  deps: Deps,
): Promise<Response> {
  const actor = { kind: "staff" as const, accountId };
  const result = await withdrawOffer({ requestId: id, version, actor }, deps);
  const here = paths.bookingRequest(reference);
  return result.ok
    ? redirectWithFlash(here, "The offer is taken back. The request waits for us again.")
    : redirectWithFlash(here, "This request changed meanwhile. This page shows how it stands now.", { kind: "notice" });
}

function inOrder(plans: readonly OfferedPlan[]): OfferedPlan[] {
  const single = plans.filter((plan, index) => plans.findIndex((other) => isSameOffer(plan, other)) === index);
  return single.sort((one, other) => (one.onDate < other.onDate ? -1 : 1));
}

function explain(refusal: Exclude<OfferDatesResult, { ok: true } | { reason: "not_found" }>): FormErrors {
  switch (refusal.reason) {
    case "impossible":
      return {
        plans: `The ${ordinal(refusal.index)} of the ticked dates does not work any more. ${refusal.sentences.join(" ")}`,
      };
    case "holds_overlap":
      return { plans: "Two of these dates want the same presenter at the same time: they cannot both be kept free" };
    case "changed_meanwhile":
      return { form: "Somebody changed this request meanwhile. Look at it again before you offer dates" };
    case "awaiting_go_ahead":
      return { form: "A sensitive request needs a manager’s go-ahead first" };
    case "no_school":
      return { form: "Link the request to a school first" };
    default:
      return assertNever(refusal);
  }
}

function ordinal(index: number): string {
  return ["first", "second", "third", "fourth", "fifth"][index] ?? "last";
}

export default function OfferPage() {
  const { request, presenters, ...loaded } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const plans: readonly OfferedPlan[] = answer?.shown ?? loaded.shown;
  const shown = plans.map((plan) => ({ plan, value: writePlan(plan) }));
  return (
    <>
      <BackLink href={paths.bookingRequest(request.reference)} />
      <ErrorSummary errors={answer?.errors} />
      <PageHeading caption={`${request.schoolName}, ${request.reference}`}>
        {answer?.mail ? "Is this the mail to send?" : "Offer other dates"}
      </PageHeading>
      {answer?.mail ? (
        <OfferPreview mail={answer.mail} to={request.contacts} values={answer.values} />
      ) : (
        <>
          <Details summary="What the school asked for">
            <RequestSummary request={request} />
          </Details>
          <OfferForm
            version={request.version}
            shown={shown}
            presenters={presenters}
            values={answer?.values ?? loaded.values}
            errors={answer?.errors ?? NO_ERRORS}
          />
        </>
      )}
    </>
  );
}
