import { BackLink } from "~/components/ui/back-link";
import { ButtonLink } from "~/components/ui/button";
import { DataTable } from "~/components/ui/data-table";
import { PageHeading } from "~/components/ui/page-heading";
import { Tag } from "~/components/ui/tag";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import { formatDay, type Day } from "~/lib/london-time";

export type AreaLine = {
  id: string;
  name: string;
  startsOn: Day | null;
  endsOn: Day | null;
  /** Null for an outline. */
  radiusMetres: number | null;
  state: "counts" | "not_now" | "retired";
};

export function AreaList({ areas }: { areas: readonly AreaLine[] }) {
  return (
    <>
      <BackLink href={paths.admin.home()} />
      <PageHeading>Priority areas</PageHeading>
      <p className="govuk-body">
        Places where violence concentrates. Schools in or near them are marked for coordinators and managers, stand first
        among those to approach and are proposed sooner. Schools never see the mark, and it leaves in no mail.
      </p>
      <ButtonLink href={officePaths.priorityArea("new")}>Add a priority area</ButtonLink>
      <DataTable
        caption="Areas"
        rows={areas}
        rowKey={({ id }) => id}
        empty="There are none yet."
        columns={[
          {
            header: "Name",
            rowHeader: true,
            cell: ({ id, name }) => (
              <a className="govuk-link" href={officePaths.priorityArea(id)}>
                {name}
              </a>
            ),
          },
          {
            header: "Shape",
            cell: ({ radiusMetres }) =>
              radiusMetres === null ? "Outline" : `${radiusMetres.toLocaleString("en-GB")} m around a point`,
          },
          { header: "Valid", cell: describeDays },
          { header: "State", cell: ({ state }) => <StateTag state={state} /> },
        ]}
      />
    </>
  );
}

function describeDays({ startsOn, endsOn }: AreaLine): string {
  const parts = [...(startsOn ? [`from ${formatDay(startsOn)}`] : []), ...(endsOn ? [`to ${formatDay(endsOn)}`] : [])];
  return parts.length === 0 ? "always" : parts.join(" ");
}

function StateTag({ state }: Pick<AreaLine, "state">) {
  switch (state) {
    case "counts":
      return <Tag colour="green">Counts</Tag>;
    case "not_now":
      return <Tag colour="yellow">Not at present</Tag>;
    case "retired":
      return <Tag colour="grey">Out of use</Tag>;
  }
}
