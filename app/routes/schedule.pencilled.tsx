import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { BackLink } from "~/components/ui/back-link";
import { DataTable } from "~/components/ui/data-table";
import { PageHeading } from "~/components/ui/page-heading";
import { Tag } from "~/components/ui/tag";
import { paths } from "~/config/paths";
import { listPencilled } from "~/data/pencilled-visits.server";
import { dayOf, formatShortDay } from "~/lib/london-time";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Pencilled visits - Knife Crime Awareness sessions" }];

const MOST_SHOWN = 500;

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator", "manager"]);
  const today = dayOf(deps.now());
  const visits = await listPencilled(deps.db, MOST_SHOWN);
  return json({
    visits: visits.map((visit) => ({ ...visit, isOverdue: visit.settleByOn < today })),
    mayPlan: hasAnyRole(viewer, ["coordinator"]),
    isCut: visits.length === MOST_SHOWN,
  });
}

export default function PencilledPage() {
  const { visits, mayPlan, isCut } = useLoaderData<typeof loader>();
  return (
    <>
      <BackLink href={paths.schedule()} />
      <PageHeading>Pencilled visits</PageHeading>
      <p className="govuk-body">Agreed for a month or half-term, without a day yet. The first to be settled stands on top.</p>
      {isCut ? <p className="govuk-body">These are the first {MOST_SHOWN}: settle some to see the others.</p> : null}
      <DataTable
        caption="Pencilled visits"
        captionHidden
        rows={visits}
        rowKey={(visit) => visit.id}
        empty="Nothing is pencilled."
        columns={[
          {
            header: "Settle by",
            cell: (visit) => (
              <>
                {formatShortDay(visit.settleByOn)} {visit.isOverdue ? <Tag colour="red">Overdue</Tag> : null}
              </>
            ),
          },
          {
            header: "School",
            rowHeader: true,
            cell: (visit) => (
              <>
                <a className="govuk-link" href={paths.visit(visit.id)}>
                  {visit.schoolName}
                </a>
                <br />
                <span className="govuk-body-s">{visit.town}</span>
              </>
            ),
          },
          {
            header: "Agreed for",
            cell: (visit) => `${formatShortDay(visit.fromOn)} to ${formatShortDay(visit.toOn)} ${visit.toOn.slice(0, 4)}`,
          },
          { header: "Students", numeric: true, cell: (visit) => visit.students.toLocaleString("en-GB") },
          {
            header: "Next step",
            cell: (visit) =>
              mayPlan && visit.reference !== null ? (
                <>
                  <a className="govuk-link" href={paths.planRequest(visit.reference)}>
                    Plan it<span className="govuk-visually-hidden">: {visit.schoolName}</span>
                  </a>
                  <br />
                  <a className="govuk-link" href={paths.pencilRequest(visit.reference)}>
                    Change<span className="govuk-visually-hidden"> when: {visit.schoolName}</span>
                  </a>
                </>
              ) : (
                (visit.reference ?? "")
              ),
          },
        ]}
      />
    </>
  );
}
