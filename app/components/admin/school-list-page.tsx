import { STATUS_WORDS, whereAndWhat } from "~/components/admin/school-words";
import { BackLink } from "~/components/ui/back-link";
import { Button, ButtonLink } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { Tag } from "~/components/ui/tag";
import { TextField } from "~/components/ui/text-field";
import { paths } from "~/config/paths";
import { registerPaths } from "~/config/register-paths";
import type { SchoolKind } from "~/domain/open-days";
import type { RegisterStatus } from "~/domain/school";

export type SchoolHit = {
  id: string;
  urn: number | null;
  name: string;
  kind: SchoolKind;
  status: RegisterStatus;
  targeted: boolean;
  typeName: string;
  phase: string;
  town: string;
  postcode: string;
};

type Props = { text: string; found: { schools: readonly SchoolHit[]; more: boolean } | null; mayImport: boolean };

export function SchoolListPage({ text, found, mayImport }: Props) {
  return (
    <>
      <BackLink href={mayImport ? paths.admin.home() : paths.requests()} />
      <PageHeading>Schools and settings</PageHeading>
      {mayImport ? (
        <div className="govuk-button-group">
          <ButtonLink look="secondary" href={registerPaths.imports()}>
            Import the register
          </ButtonLink>
          <ButtonLink look="secondary" href={registerPaths.newSchool()}>
            Add a setting
          </ButtonLink>
        </div>
      ) : null}
      <Form method="get" action={registerPaths.schools()}>
        <TextField name="q" label="Name, town, postcode or URN" type="search" value={text} maxLength={100} />
        <Button preventDoubleClick={false}>Search</Button>
      </Form>
      {found ? <Results text={text} found={found} /> : null}
    </>
  );
}

function Results({ text, found }: { text: string; found: NonNullable<Props["found"]> }) {
  if (found.schools.length === 0) {
    return <h2 className="govuk-heading-m">Nothing found for “{text}”</h2>;
  }
  return (
    <>
      <h2 className="govuk-heading-m">Found for “{text}”</h2>
      <ul className="govuk-list govuk-list--spaced">
        {found.schools.map((school) => (
          <li key={school.id}>
            <a className="govuk-link" href={registerPaths.school(school.id)}>
              {school.name}
            </a>{" "}
            {school.status === "open" ? null : <Tag colour="grey">{STATUS_WORDS[school.status]}</Tag>}
            <br />
            {whereAndWhat(school)}
          </li>
        ))}
      </ul>
      {found.more ? <p className="govuk-body">More match. Add the town or postcode to narrow it down.</p> : null}
    </>
  );
}
