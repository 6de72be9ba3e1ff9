import { BackLink } from "~/components/ui/back-link";
import { ButtonLink } from "~/components/ui/button";
import { DataTable } from "~/components/ui/data-table";
import { PageHeading } from "~/components/ui/page-heading";
import { Tag } from "~/components/ui/tag";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import { ROLE_LABELS, type StaffRole } from "~/domain/roles";

export type PersonView = {
  id: string;
  name: string;
  email: string;
  roles: readonly StaffRole[];
  disabled: boolean;
  lastSeen: string | null;
};

export function PeoplePage({ people }: { people: readonly PersonView[] }) {
  return (
    <>
      <BackLink href={paths.admin.home()} />
      <PageHeading>People</PageHeading>
      <ButtonLink href={officePaths.person("new")}>Add a person</ButtonLink>
      <DataTable
        caption="On the team"
        captionHidden
        rows={people}
        rowKey={(person) => person.id}
        empty="Nobody is on the team yet."
        columns={[
          {
            header: "Name",
            rowHeader: true,
            cell: (person) => (
              <a className="govuk-link" href={officePaths.person(person.id)}>
                {person.name || person.email}
              </a>
            ),
          },
          { header: "Email", cell: (person) => person.email },
          { header: "Roles", cell: (person) => person.roles.map((role) => ROLE_LABELS[role]).join(", ") },
          {
            header: "Access",
            cell: (person) => (person.disabled ? <Tag colour="red">Shut out</Tag> : <Tag colour="green">In use</Tag>),
          },
          { header: "Last here", cell: (person) => person.lastSeen ?? "Not yet" },
        ]}
      />
    </>
  );
}
