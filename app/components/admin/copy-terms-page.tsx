import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { DataTable } from "~/components/ui/data-table";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import type { FormErrors } from "~/lib/form-data";
import { formatDay, type Day } from "~/lib/london-time";

type Props = {
  authority: { code: string; name: string };
  year: string;
  terms: readonly { name: string; startsOn: Day; endsOn: Day }[];
  errors?: FormErrors;
};

export function CopyTermsPage({ authority, year, terms, errors }: Props) {
  return (
    <>
      <BackLink href={paths.admin.terms()}>Terms</BackLink>
      <ErrorSummary errors={errors} />
      <PageHeading caption={authority.name}>Copy terms to {year}</PageHeading>
      <p className="govuk-body">
        The newest terms before that year, moved on by whole weeks. Nothing is saved yet; each can be changed once it is.
      </p>
      <DataTable
        caption={`Terms of ${year}`}
        captionHidden
        rows={terms}
        rowKey={({ startsOn }) => startsOn}
        empty="There are no terms of an earlier year to copy."
        columns={[
          { header: "Term", rowHeader: true, cell: ({ name }) => name },
          { header: "From", cell: ({ startsOn }) => formatDay(startsOn) },
          { header: "To", cell: ({ endsOn }) => formatDay(endsOn) },
        ]}
      />
      {terms.length > 0 ? (
        <Form action={officePaths.copyTerms(authority.code, year)}>
          <Button>Add these terms</Button>
        </Form>
      ) : null}
    </>
  );
}
