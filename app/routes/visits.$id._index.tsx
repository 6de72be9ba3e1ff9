import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { HistoryList } from "~/components/history/history-list";
import { ButtonLink } from "~/components/ui/button";
import { PageHeading } from "~/components/ui/page-heading";
import { RunningOrder } from "~/components/visit/running-order";
import { VisitFacts } from "~/components/visit/visit-facts";
import { whenOf } from "~/components/visit/visit-list";
import { paths } from "~/config/paths";
import { listHistory } from "~/data/history.server";
import { findVisit } from "~/data/visits.server";
import { viewOfVisit } from "~/domain/visit-view";
import { addressOf } from "~/services/visit-messages.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Visit to ${data?.visit.schoolName ?? "a school"} - Knife Crime Awareness sessions` },
];

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator", "manager", "presenter"]);
  const isOffice = hasAnyRole(viewer, ["coordinator", "manager"]);
  const scope = isOffice ? { all: true as const } : { presenterId: viewer.accountId };
  const found = await findVisit(deps.db, params.id ?? "", scope);
  if (!found) throw new Response("No such visit", { status: 404 });
  const isPresenter = found.presenters.some(({ id }) => id === viewer.accountId);
  return json({
    visit: viewOfVisit(found),
    address: addressOf(found),
    contacts: found.contacts.map(({ name, email, phone }) => ({ name, email, phone })),
    // What stands behind a sensitive visit is for coordinators and managers alone.
    noteForTeam: found.sensitive && !isOffice ? "" : found.noteForTeam,
    noteForSchool: found.noteForSchool,
    overrideReason: isOffice ? found.overrideReason : "",
    reasons: found.reasons.map(({ label }) => label),
    cancelledBy: found.cancelledBy,
    history: isOffice ? await listHistory(deps.db, { visitId: found.id }) : [],
    hasStarted: found.startsAt !== null && found.startsAt <= deps.now(),
    mayCancel: hasAnyRole(viewer, ["coordinator"]),
    mayOpenRequest: isOffice,
    mayRecord: isPresenter || hasAnyRole(viewer, ["coordinator"]),
  });
}

export default function VisitPage() {
  const data = useLoaderData<typeof loader>();
  const { visit } = data;
  const stands = visit.status === "scheduled" || visit.status === "completed";
  return (
    <>
      <PageHeading caption={whenOf(visit)}>{visit.schoolName}</PageHeading>
      <VisitFacts {...data} />
      <div className="govuk-button-group app-no-print">
        {data.mayRecord && stands && data.hasStarted ? (
          <ButtonLink href={paths.visitDelivery(visit.id)}>
            {visit.status === "completed" ? "Correct what was recorded" : "Record what happened"}
          </ButtonLink>
        ) : null}
        {stands ? (
          <ButtonLink look="secondary" href={paths.visitCalendar(visit.id)} download>
            Calendar file
          </ButtonLink>
        ) : null}
        {data.mayCancel && visit.status === "scheduled" && !data.hasStarted ? (
          <ButtonLink look="secondary" href={paths.moveVisit(visit.id)}>
            Move or reassign
          </ButtonLink>
        ) : null}
        {data.mayCancel && (visit.status === "scheduled" || visit.status === "pencilled") ? (
          <ButtonLink look="warning" href={paths.cancelVisit(visit.id)}>
            Cancel this visit
          </ButtonLink>
        ) : null}
      </div>
      <RunningOrder rows={visit.runningOrder} />
      {data.mayOpenRequest ? <HistoryList lines={data.history} /> : null}
    </>
  );
}
