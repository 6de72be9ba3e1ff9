import { BackLink } from "~/components/ui/back-link";
import { ButtonLink } from "~/components/ui/button";
import { DataTable } from "~/components/ui/data-table";
import { PageHeading } from "~/components/ui/page-heading";
import { Tag } from "~/components/ui/tag";
import { paths } from "~/config/paths";
import { reachPaths } from "~/config/reach-paths";
import { NO_CAUSE, type ContextWords } from "~/domain/context-figure";
import { formatDay } from "~/lib/london-time";
import { formatContext } from "~/components/context/context-figures";

export function ContextList({ figures }: { figures: readonly (ContextWords & { id: string; retired: boolean })[] }) {
  return (
    <>
      <BackLink href={paths.admin.home()} />
      <PageHeading>Context figures</PageHeading>
      <p className="govuk-body">
        Numbers from elsewhere that stand beside the students reached, with their source and day. Beside them the report says: “
        {NO_CAUSE}”
      </p>
      <ButtonLink href={reachPaths.contextFigure("new")}>Add a figure</ButtonLink>
      <DataTable
        caption="Figures"
        captionHidden
        rows={figures}
        rowKey={({ id }) => id}
        empty="No figure is kept yet."
        columns={[
          {
            header: "What it counts",
            rowHeader: true,
            cell: ({ id, label }) => (
              <a className="govuk-link" href={reachPaths.contextFigure(id)}>
                {label}
              </a>
            ),
          },
          { header: "Number", numeric: true, cell: ({ figure }) => formatContext(figure) },
          { header: "Area and period", cell: ({ area, period }) => `${area}, ${period}` },
          { header: "As at", cell: ({ asAtOn }) => formatDay(asAtOn) },
          {
            header: "In reports",
            cell: ({ retired }) => (retired ? <Tag colour="grey">Not shown</Tag> : <Tag colour="green">Shown</Tag>),
          },
        ]}
      />
    </>
  );
}
