import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { Recorded } from "~/components/delivery/recorded";
import { HistoryList } from "~/components/history/history-list";
import { AskedMove } from "~/components/visit/asked-move";
import { Readiness } from "~/components/readiness/readiness";
import { BackLink } from "~/components/ui/back-link";
import { ButtonLink } from "~/components/ui/button";
import { PageHeading } from "~/components/ui/page-heading";
import { WarningText } from "~/components/ui/warning-text";
import { RunningOrder } from "~/components/visit/running-order";
import { VisitFacts } from "~/components/visit/visit-facts";
import { whenOf } from "~/components/visit/visit-list";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import { findAskedMove } from "~/data/asked-moves.server";
import { listHistory } from "~/data/history.server";
import { readReadiness } from "~/data/readiness.server";
import { readTagNames } from "~/data/tags.server";
import { findVisit } from "~/data/visits.server";
import { shownName } from "~/domain/retention";
import { describeWays } from "~/domain/way-words";
import { declinedPresenters, viewOfVisit } from "~/domain/visit-view";
import { redirectWithFlash } from "~/lib/flash.server";
import { visitIdIn } from "~/schemas/form-fields";
import { readRecord } from "~/services/record-delivery.server";
import { keepInSpiteOfWish } from "~/services/ask-another-date.server";
import { addressOf } from "~/services/visit-messages.server";
import { waysOfVisit } from "~/services/ways-of-visit.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Visit to ${data?.visit.schoolName ?? "a school"} - Knife Crime Awareness sessions` },
];

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator", "manager", "presenter"]);
  const isOffice = hasAnyRole(viewer, ["coordinator", "manager"]);
  const scope = isOffice ? { all: true as const } : { presenterId: viewer.accountId };
  const found = await findVisit(deps.db, visitIdIn(params.id), scope);
  if (!found) throw new Response("No such visit", { status: 404 });
  const onlyOf = isOffice ? undefined : viewer.accountId;
  const ways = found.status === "cancelled" ? [] : await waysOfVisit({ visit: found, onlyOf }, deps);
  const isPresenter = found.presenters.some(({ id }) => id === viewer.accountId);
  return json({
    visit: viewOfVisit(found),
    address: addressOf(found),
    ways: ways.map((way) => ({ name: way.name, words: describeWays(way) })),
    answers: found.attendees
      .filter(({ removedAt }) => removedAt === null)
      .map((attendee) => ({
        name: shownName(attendee),
        participation: attendee.participation,
        note: isOffice ? attendee.answerNote : "",
      })),
    declined: declinedPresenters(found).map(({ name }) => name),
    contacts: found.contacts.map(({ name, email, phone, mailRefused }) => ({ name, email, phone, mailRefused })),
    // What stands behind a sensitive visit is for coordinators and managers alone.
    noteForTeam: found.sensitive && !isOffice ? "" : found.noteForTeam,
    noteForSchool: found.noteForSchool,
    tags: isOffice ? await readTagNames(deps.db, found) : null,
    overrideReason: isOffice ? found.overrideReason : "",
    reasons: found.reasons.map(({ label }) => label),
    cancelledBy: found.cancelledBy,
    asked: isOffice ? await findAskedMove(deps.db, found.id) : null,
    // Answers that were removed with the contact are not open points.
    readiness: found.contacts.some(({ name }) => name === "") ? null : await readReadiness(deps.db, found.id),
    record: found.status === "completed" ? await readRecord({ visitId: found.id, scope }, deps) : null,
    history: isOffice ? await listHistory(deps.db, { visitId: found.id }) : [],
    hasStarted: found.startsAt === null ? found.status === "completed" : found.startsAt <= deps.now(),
    hasTime: found.startsAt !== null,
    mayCancel: hasAnyRole(viewer, ["coordinator"]),
    mayOpenRequest: isOffice,
    mayRecord: isPresenter || hasAnyRole(viewer, ["coordinator"]),
  });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["coordinator"]);
  const visitId = visitIdIn(params.id);
  const kept = await keepInSpiteOfWish({ visitId, accountId }, deps);
  const words = kept.ok ? "Marked as settled. Please tell the school what you agreed." : "Somebody has settled this already.";
  return redirectWithFlash(paths.visit(visitId), words);
}

export default function VisitPage() {
  const data = useLoaderData<typeof loader>();
  const { visit } = data;
  const stands = visit.status === "scheduled" || visit.status === "completed";
  return (
    <>
      <BackLink href={data.mayOpenRequest ? paths.schedule() : paths.myDay()}>{data.mayOpenRequest ? "Schedule" : "My day"}</BackLink>
      <PageHeading caption={whenOf(visit)}>{visit.schoolName}</PageHeading>
      {data.asked && visit.status === "scheduled" ? (
        <AskedMove asked={data.asked} visitId={visit.id} mayMove={data.mayCancel && !data.hasStarted} />
      ) : null}
      {data.mayCancel && !data.hasStarted && data.declined.length > 0 ? (
        <WarningText>
          {data.declined.join(" and ")} cannot come.{" "}
          <a className="govuk-link" href={paths.gaps()}>
            See who could go instead
          </a>
        </WarningText>
      ) : null}
      <VisitFacts {...data} tagsHref={data.mayCancel ? officePaths.visitTags(visit.id) : null} />
      <div className="govuk-button-group app-no-print">
        {data.mayRecord && stands && data.hasStarted ? (
          <ButtonLink href={paths.visitDelivery(visit.id)}>
            {visit.status === "completed" ? "Correct what was recorded" : "Record what happened"}
          </ButtonLink>
        ) : null}
        {stands && data.hasTime ? (
          <ButtonLink look="secondary" href={paths.visitDaySheet(visit.id)}>
            Day sheet
          </ButtonLink>
        ) : null}
        {stands && data.hasTime ? (
          <ButtonLink look="secondary" href={paths.visitCalendar(visit.id)} download>
            Calendar file
          </ButtonLink>
        ) : null}
        {data.mayCancel && visit.status === "scheduled" && !data.hasStarted ? (
          <ButtonLink look="secondary" href={paths.moveVisit(visit.id)}>
            Move or reassign
          </ButtonLink>
        ) : null}
        {data.mayCancel && visit.status === "scheduled" && !data.hasStarted ? (
          <ButtonLink look="secondary" href={paths.visitPlace(visit.id)}>
            Change the place
          </ButtonLink>
        ) : null}
        {data.mayCancel && (visit.status === "scheduled" || visit.status === "pencilled") ? (
          <ButtonLink look="warning" href={paths.cancelVisit(visit.id)}>
            Cancel this visit
          </ButtonLink>
        ) : null}
      </div>
      {data.hasStarted && stands ? (
        <p className="govuk-body app-no-print">
          Did a student disclose something?{" "}
          <a className="govuk-link" href={officePaths.disclosure(visit.id)}>
            Note that it was passed on
          </a>
        </p>
      ) : null}
      {data.record ? <Recorded {...data.record} /> : null}
      <RunningOrder rows={visit.runningOrder} />
      {stands && data.hasTime && data.readiness ? (
        <Readiness
          answers={data.readiness}
          href={data.mayCancel && visit.status === "scheduled" && !data.hasStarted ? paths.visitReadiness(visit.id) : null}
        />
      ) : null}
      {data.mayOpenRequest ? <HistoryList lines={data.history} /> : null}
    </>
  );
}
