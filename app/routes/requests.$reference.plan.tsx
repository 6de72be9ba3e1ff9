import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { ClashNotice } from "~/components/booking-request/clash-notice";
import { PlanDay } from "~/components/booking-request/plan-day";
import { PlanForm } from "~/components/booking-request/plan-form";
import { planValues, shiftedValues } from "~/components/booking-request/plan-values";
import { RequestSummary } from "~/components/booking-request/request-summary";
import { BackLink } from "~/components/ui/back-link";
import { Details } from "~/components/ui/details";
import { ErrorSummary } from "~/components/ui/error-summary";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";
import { findRequestForTeam } from "~/data/request-inbox.server";
import { isSchedulable } from "~/domain/booking-request";
import { describeGroup } from "~/domain/visit-view";
import type { PlanRow } from "~/domain/plan-rows";
import { formatDay, formatInstant, type Day } from "~/lib/london-time";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm, textOf } from "~/lib/form-data";
import { askedDay } from "~/schemas/day";
import { holdSchema, readPlanQuery, visitPlanSchema } from "~/schemas/visit-plan";
import { daysFromWishes, defaultStart, planDay } from "~/services/plan-visit.server";
import { explainRefusal } from "~/services/explain-refusal";
import { holdSlot, releaseSlot } from "~/services/hold-slot.server";
import { scheduleVisit } from "~/services/schedule-visit.server";

export const handle = { wide: true };
export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Plan a visit for ${data?.request.reference ?? ""} - Knife Crime Awareness sessions` },
];

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["coordinator"]);
  const found = await findRequestForTeam(deps.db, params.reference ?? "");
  if (!found?.school || found.status === "unproven") throw new Response("No such request", { status: 404 });
  // Only what may be scheduled is planned: the request's own page says what is missing, or what became of it.
  if (!isSchedulable(found.status)) throw redirect(paths.bookingRequest(found.reference));
  const day = askedDay(request.url);
  const query = readPlanQuery(request.url);
  const startMinutes = query.startMinutes ?? defaultStart(found);
  const { presenterIds } = query;
  const schoolId = found.school.id;
  const plan = day ? await planDay({ request: found, schoolId, day, presenterIds, startMinutes }, deps) : null;
  return json({ request: found, day, plan, presenterIds, startMinutes, suggestions: daysFromWishes(found, deps.now()) });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator"]);
  const reference = params.reference ?? "";
  const formData = await request.formData();
  const values = formValues(formData);
  const moveTo = textOf(values, "moveTo");
  const plain = { errors: {}, clash: null, moved: false, heldUntil: null };
  if (moveTo !== "") return json({ ...plain, values: shiftedValues(values, moveTo), moved: true });
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  if (textOf(values, "intent") === "release") {
    const given = await releaseSlot({ reference, actor }, deps);
    const message = given ? "The held time is free again." : "Nothing was held any more.";
    return redirectWithFlash(paths.bookingRequest(reference), message);
  }
  const form = readForm(visitPlanSchema, formData);
  if (!form.ok) return json({ ...plain, errors: form.errors, values }, { status: 422 });
  if (textOf(values, "intent") === "hold") return hold(form.value);
  const result = await scheduleVisit({ ...form.value, reference, actor }, deps);
  if (result.ok) {
    const message = "The visit is scheduled. Invitations are on their way to the school and the presenters.";
    return redirectWithFlash(paths.visit(result.visitId), message);
  }
  if (result.reason === "not_found") throw new Response("No such request", { status: 404 });
  return refused(result);

  function refused(refusal: Parameters<typeof explainRefusal>[0]) {
    const clash = explainRefusal(refusal);
    return json({ ...plain, errors: clash.errors, values, clash }, { status: 409 });
  }

  async function hold({ onDate, rows }: { onDate: Day; rows: readonly PlanRow[] }) {
    const length = readForm(holdSchema, formData);
    if (!length.ok) return json({ ...plain, errors: length.errors, values }, { status: 422 });
    const held = await holdSlot({ reference, onDate, rows, minutes: length.value.holdMinutes, actor }, deps);
    if (held.ok) return json({ ...plain, values, heldUntil: formatInstant(held.heldUntil) });
    if (held.reason === "not_found") throw new Response("No such request", { status: 404 });
    return refused(held);
  }
}

export default function PlanPage() {
  const { request, day, plan, presenterIds, startMinutes, suggestions } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const values = answer?.values ?? (plan?.proposal ? planValues(plan.proposal.rows, request.groups) : null);
  const onDate = textOf(answer?.values, "onDate") || day;
  const address = paths.planRequest(request.reference);
  return (
    <>
      <BackLink href={paths.bookingRequest(request.reference)} />
      <ErrorSummary errors={answer?.errors} />
      <PageHeading caption={`${request.reference}, ${request.format.name}`}>
        Plan a visit to {request.schoolName}
      </PageHeading>
      <Details summary="What the school asked for">
        <RequestSummary request={request} />
      </Details>
      {!answer && request.status === "submitted" ? (
        <p className="govuk-body">
          No day yet?{" "}
          <a className="govuk-link" href={paths.pencilRequest(request.reference)}>
            Pencil it for a month or half-term
          </a>
        </p>
      ) : null}
      {answer?.clash ? <ClashNotice {...answer.clash} formId="plan" /> : null}
      {answer?.heldUntil ? (
        <InsetText>
          The presenters’ time below is held until {answer.heldUntil}. The visit is not scheduled yet, and nobody has been
          told.
        </InsetText>
      ) : null}
      {answer?.moved && onDate ? (
        <InsetText>The running order below is moved to {formatDay(onDate)}. It is not saved yet.</InsetText>
      ) : null}
      {answer ? null : (
        <PlanDay
          action={address}
          day={day}
          dayNote={plan?.closedBecause ?? null}
          suggestions={suggestions.map((suggestion) => ({
            ...suggestion,
            href: `${address}?day=${suggestion.day}`,
          }))}
          presenters={plan?.presenters ?? []}
          chosen={presenterIds}
          startMinutes={startMinutes}
        />
      )}
      {!answer && plan?.proposal && plan.proposal.remarks.length > 0 ? (
        <InsetText>
          <ul className="govuk-list govuk-list--bullet">
            {plan.proposal.remarks.map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
          </ul>
        </InsetText>
      ) : null}
      {values && onDate && plan ? (
        <PlanForm
          onDate={onDate}
          version={request.version}
          groups={request.groups.map((group) => ({ id: group.id, label: describeGroup(group), expected: group.expected }))}
          presenters={plan.presenters}
          values={values}
          errors={answer?.errors ?? {}}
          needsReason={answer?.clash?.needsReason ?? textOf(values, "overrideReason") !== ""}
        />
      ) : null}
    </>
  );
}
