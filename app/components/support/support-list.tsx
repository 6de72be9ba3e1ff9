import { BackLink } from "~/components/ui/back-link";
import { ButtonLink } from "~/components/ui/button";
import { DataTable } from "~/components/ui/data-table";
import { PageHeading } from "~/components/ui/page-heading";
import { Tag } from "~/components/ui/tag";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import { describeAges, type SupportWords } from "~/domain/support";

type Props = { providers: readonly (SupportWords & { id: string; retired: boolean })[] };

export function SupportList({ providers }: Props) {
  return (
    <>
      <BackLink href={paths.admin.home()} />
      <PageHeading>Support directory</PageHeading>
      <p className="govuk-body">
        Diversion and support that schools can turn to. Everybody sees it at{" "}
        <a className="govuk-link" href={paths.support()}>
          the public page
        </a>
        .
      </p>
      <ButtonLink href={officePaths.supportProvider("new")}>Add somebody</ButtonLink>
      <DataTable
        caption="Who is in the directory"
        rows={providers}
        rowKey={({ id }) => id}
        empty="Nobody is in the directory yet."
        columns={[
          {
            header: "Name",
            rowHeader: true,
            cell: ({ id, name }) => (
              <a className="govuk-link" href={officePaths.supportProvider(id)}>
                {name}
              </a>
            ),
          },
          { header: "Area", cell: ({ area }) => area },
          { header: "Ages", cell: ({ lowAge, highAge }) => describeAges(lowAge, highAge) },
          {
            header: "Shown",
            cell: ({ retired }) => (retired ? <Tag colour="grey">Off the page</Tag> : <Tag colour="green">Shown</Tag>),
          },
        ]}
      />
    </>
  );
}
