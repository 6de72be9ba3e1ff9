import type { MaterialView } from "~/components/materials/material-view";
import { BackLink } from "~/components/ui/back-link";
import { ButtonLink } from "~/components/ui/button";
import { DataTable } from "~/components/ui/data-table";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { Tag } from "~/components/ui/tag";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";

type Row = MaterialView & { retired: boolean };

export function MaterialsList({ materials }: { materials: readonly Row[] }) {
  const shown = materials.filter(({ retired }) => !retired);
  return (
    <>
      <BackLink href={paths.admin.home()} />
      <PageHeading>Materials</PageHeading>
      <p className="govuk-body">
        Anybody can read them under{" "}
        <a className="govuk-link" href={paths.materials()}>
          what students will see and hear
        </a>
        , in this order. Each confirmation names them.
      </p>
      <ButtonLink href={officePaths.material("new")}>Add a material</ButtonLink>
      <DataTable
        caption="Materials"
        captionHidden
        rows={materials}
        rowKey={({ id }) => id}
        empty="There are no materials yet. Schools like to see the outline before they ask."
        columns={[
          {
            header: "Title",
            rowHeader: true,
            cell: ({ id, title }) => (
              <a className="govuk-link" href={officePaths.material(id)}>
                {title}
              </a>
            ),
          },
          { header: "Kind", cell: ({ kind }) => kind },
          { header: "What", cell: ({ what }) => what },
          {
            header: "State",
            cell: ({ retired }) => (retired ? <Tag colour="grey">Off the page</Tag> : <Tag colour="green">Shown</Tag>),
          },
          {
            header: "Order",
            cell: (row) => (row.retired ? null : <Mover row={row} first={row === shown[0]} last={row === shown.at(-1)} />),
          },
        ]}
      />
    </>
  );
}

function Mover({ row, first, last }: { row: Row; first: boolean; last: boolean }) {
  return (
    <Form className="app-inline-actions">
      <input type="hidden" name="id" value={row.id} />
      {first ? null : <MoveButton direction="up" label="Move up" title={row.title} />}
      {last ? null : <MoveButton direction="down" label="Move down" title={row.title} />}
    </Form>
  );
}

function MoveButton({ direction, label, title }: { direction: "up" | "down"; label: string; title: string }) {
  return (
    <button type="submit" className="app-button-link" name="direction" value={direction}>
      {label}
      <span className="govuk-visually-hidden">: {title}</span>
    </button>
  );
}
