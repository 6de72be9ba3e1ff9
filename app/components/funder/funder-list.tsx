import { BackLink } from "~/components/ui/back-link";
import { ButtonLink } from "~/components/ui/button";
import { DataTable } from "~/components/ui/data-table";
import { PageHeading } from "~/components/ui/page-heading";
import { Tag } from "~/components/ui/tag";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";

type Props = { funders: readonly { id: string; name: string; retired: boolean }[] };

export function FunderList({ funders }: Props) {
  return (
    <>
      <BackLink href={paths.admin.home()} />
      <PageHeading>Funders</PageHeading>
      <p className="govuk-body">
        Who pays for sessions. Coordinators tag requests and visits with them; the report splits attendances and
        student-hours by them, with the cost of a student-hour where a cost is entered. They stand on no public page and in
        no mail.
      </p>
      <ButtonLink href={officePaths.funder("new")}>Add a funder</ButtonLink>
      <DataTable
        caption="Funders"
        captionHidden
        rows={funders}
        rowKey={({ id }) => id}
        empty="There are none yet."
        columns={[
          {
            header: "Name",
            rowHeader: true,
            cell: ({ id, name }) => (
              <a className="govuk-link" href={officePaths.funder(id)}>
                {name}
              </a>
            ),
          },
          {
            header: "State",
            cell: ({ retired }) => (retired ? <Tag colour="grey">Out of use</Tag> : <Tag colour="green">In use</Tag>),
          },
        ]}
      />
    </>
  );
}
