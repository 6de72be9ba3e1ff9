import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { HeldTime } from "~/components/booking-request/held-time";
import { ProposalList } from "~/components/booking-request/proposal-list";
import { RequestSummary } from "~/components/booking-request/request-summary";
import { StatusTag } from "~/components/booking-request/status-tag";
import { HistoryList } from "~/components/history/history-list";
import { OffersMade } from "~/components/offer/offers-made";
import { BackLink } from "~/components/ui/back-link";
import { Button, ButtonLink } from "~/components/ui/button";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { WarningText } from "~/components/ui/warning-text";
import { VisitList } from "~/components/visit/visit-list";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import { registerPaths } from "~/config/register-paths";
import { findHold } from "~/data/commitments.server";
import { listHistory } from "~/data/history.server";
import { listOffers } from "~/data/offers.server";
import { listAreasOn } from "~/data/priority-areas.server";
import { findRequestForTeam } from "~/data/request-inbox.server";
import { countUnansweredMessages } from "~/data/request-messages.server";
import { readTagNames } from "~/data/tags.server";
import { listVisitsOfRequest } from "~/data/visits.server";
import { areasOf, describeAreas } from "~/domain/area";
import { isSchedulable, isWaitingForTeam } from "~/domain/booking-request";
import { shownName } from "~/domain/retention";
import { viewOfVisit } from "~/domain/visit-view";
import { redirectWithFlash } from "~/lib/flash.server";
import { dayOf, formatInstant } from "~/lib/london-time";
import { writePlan } from "~/schemas/offer";
import { giveGoAhead } from "~/services/give-go-ahead.server";
import { proposeVisits } from "~/services/propose-visits.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Request ${data?.request.reference ?? ""} - Knife Crime Awareness sessions` },
];

const BEST_PROPOSALS = 3;

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator", "manager"]);
  const found = await findRequestForTeam(deps.db, params.reference ?? "");
  if (!found?.provenAt) throw new Response("No such request", { status: 404 });
  const [hold, visits, offers, history, areas] = await Promise.all([
    findHold(deps.db, found.id, deps.now()),
    listVisitsOfRequest(deps.db, found.id),
    listOffers(deps.db, found.id),
    listHistory(deps.db, { requestId: found.id }),
    listAreasOn(deps.db, dayOf(deps.now())),
  ]);
  const maySchedule = hasAnyRole(viewer, ["coordinator"]);
  const isToSchedule = maySchedule && (found.status === "submitted" || found.status === "offered");
  const proposals = isToSchedule ? await proposeVisits({ request: found, count: BEST_PROPOSALS }, deps) : null;
  return json({
    proposals: proposals && proposals.map(({ plan, ...rest }) => ({ ...rest, plan: writePlan(plan) })),
    request: found,
    hold: maySchedule ? hold : null,
    visits: visits.map(viewOfVisit),
    offers,
    history,
    areas: found.school ? areasOf(found.school, areas) : [],
    tags: await readTagNames(deps.db, found),
    unanswered: await countUnansweredMessages(deps.db, found.id),
    mayGiveGoAhead: hasAnyRole(viewer, ["manager"]),
    maySchedule,
  });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager"]);
  const reference = params.reference ?? "";
  const version = Number((await request.formData()).get("version"));
  const result = await giveGoAhead({ reference, version, managerId: viewer.accountId }, deps);
  if (result.ok) return redirectWithFlash(paths.bookingRequest(reference), "Go-ahead given. The request can be scheduled.");
  if (result.reason === "not_found") throw new Response("No such request", { status: 404 });
  const form = "Somebody changed this request meanwhile. This page shows how it stands now.";
  return json({ errors: { form } }, { status: 409 });
}

export default function RequestPage() {
  const data = useLoaderData<typeof loader>();
  const { request, hold, proposals, visits, offers, history, mayGiveGoAhead, maySchedule } = data;
  const answer = useActionData<typeof action>();
  const waiting = request.status === "submitted" || request.status === "offered";
  const declinable = waiting || request.status === "awaiting_go_ahead";
  return (
    <>
      <BackLink href={paths.requests()}>All requests</BackLink>
      <ErrorSummary errors={answer?.errors} />
      <PageHeading caption={request.reference}>{request.schoolName}</PageHeading>
      <p className="govuk-body">
        <StatusTag status={request.status} />
      </p>
      {data.areas.length > 0 ? (
        <InsetText>
          Priority area: {describeAreas(data.areas)}. This is for the team alone: it stands in no mail and on no page that
          schools see.
        </InsetText>
      ) : null}
      {request.sensitive ? (
        <WarningText>
          This follows an incident. Ring the school. It is for coordinators and managers alone, and needs a manager’s
          go-ahead before it can be scheduled.
        </WarningText>
      ) : null}
      {request.freeMailAddress ? (
        <WarningText>The contact wrote from a free mail address. Check with the school before you confirm.</WarningText>
      ) : null}
      {data.unanswered > 0 ? <InsetText>The school has written, and nobody has answered yet.</InsetText> : null}
      {request.changedAt && isWaitingForTeam(request.status) ? (
        <InsetText>Changed by the school on {formatInstant(new Date(request.changedAt))}. History says which parts.</InsetText>
      ) : null}
      {request.enteredBy ? (
        <p className="govuk-body">
          Entered for the school by {shownName(request.enteredBy)}, who spoke to them.
        </p>
      ) : null}
      {request.school?.status === "closed" ? <WarningText>The register says that this school has closed.</WarningText> : null}
      <div className="govuk-button-group app-no-print">
        {maySchedule && request.school && isSchedulable(request.status) ? (
          <ButtonLink href={paths.planRequest(request.reference)}>
            {request.status === "scheduled" ? "Plan another visit" : "Plan a visit"}
          </ButtonLink>
        ) : null}
        {maySchedule && waiting && request.school ? (
          <ButtonLink look="secondary" href={paths.offerDates(request.reference)}>
            Offer other dates
          </ButtonLink>
        ) : null}
        {maySchedule && request.school && request.status === "submitted" ? (
          <ButtonLink look="secondary" href={paths.pencilRequest(request.reference)}>
            Pencil in
          </ButtonLink>
        ) : null}
        <ButtonLink look="secondary" href={paths.requestMessages(request.reference)}>
          {data.unanswered > 0 ? "Read the school’s message" : maySchedule ? "Ask the school" : "Messages"}
        </ButtonLink>
        {maySchedule && declinable ? (
          <ButtonLink look="secondary" href={paths.declineRequest(request.reference)}>
            Decline
          </ButtonLink>
        ) : null}
      </div>
      {!request.school ? (
        <>
          <p className="govuk-body">This school was not in the list. Say which it is before a visit can be planned.</p>
          <ButtonLink href={registerPaths.requestSchool(request.reference)}>Find or add this school</ButtonLink>
        </>
      ) : null}
      {request.status === "awaiting_go_ahead" && mayGiveGoAhead ? (
        <Form>
          <input type="hidden" name="version" value={request.version} />
          <Button>Give the go-ahead</Button>
        </Form>
      ) : null}
      {hold ? <HeldTime reference={request.reference} hold={hold} /> : null}
      {proposals && request.school ? (
        <section aria-labelledby="proposals">
          <h2 className="govuk-heading-m" id="proposals">
            Proposed visits
          </h2>
          {proposals.length > 0 ? (
            <>
              <ProposalList
                reference={request.reference}
                version={request.version}
                contacts={request.contacts.map(shownName)}
                proposals={proposals}
              />
              <p className="govuk-body">
                <a className="govuk-link" href={paths.proposals(request.reference)}>
                  More proposals, up to the end of the next academic year
                </a>
              </p>
            </>
          ) : (
            <p className="govuk-body">
              No visit fits in the next twelve weeks without a reason to be given.{" "}
              <a className="govuk-link" href={paths.proposals(request.reference)}>
                Look further ahead
              </a>
            </p>
          )}
        </section>
      ) : null}
      {visits.length > 0 ? <VisitList caption="Visits" visits={visits} /> : null}
      <OffersMade
        offers={offers}
        version={request.version}
        withdrawAt={maySchedule ? paths.offerDates(request.reference) : null}
      />
      <h2 className="govuk-heading-m">What the school asked for</h2>
      <RequestSummary
        request={request}
        tags={data.tags}
        tagsHref={maySchedule ? officePaths.requestTags(request.reference) : null}
      />
      {maySchedule && (request.status === "submitted" || request.status === "scheduled") ? (
        <p className="govuk-body app-no-print">
          <a className="govuk-link" href={paths.firstContact(request.reference)}>
            Change the contact
          </a>
          : somebody else at the school takes over.
        </p>
      ) : null}
      {request.reasons.length > 0 ? (
        <>
          <h2 className="govuk-heading-m">Why it was declined</h2>
          <ul className="govuk-list govuk-list--bullet">
            {request.reasons.map((reason) => (
              <li key={reason.label}>{reason.label}</li>
            ))}
          </ul>
          {request.closingNote === "" ? null : <p className="govuk-body app-typed">{request.closingNote}</p>}
        </>
      ) : null}
      <HistoryList lines={history} />
    </>
  );
}
