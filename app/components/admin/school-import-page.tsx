import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { DataTable } from "~/components/ui/data-table";
import { ErrorSummary } from "~/components/ui/error-summary";
import { FileField } from "~/components/ui/file-field";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { TextField } from "~/components/ui/text-field";
import { registerPaths } from "~/config/register-paths";
import type { FormErrors } from "~/lib/form-data";
import { formatInstant } from "~/lib/london-time";

export type ImportLine = {
  id: string;
  fileName: string;
  linksFileName: string;
  appliedAt: string | null;
  madeBy: string | null;
  report: { added: { count: number }; changed: { count: number }; closed: { count: number }; badRows: { count: number } };
};

type Props = { authorities: string; imports: readonly ImportLine[]; errors?: FormErrors };

export function SchoolImportPage({ authorities, imports, errors }: Props) {
  return (
    <>
      <BackLink href={registerPaths.schools()} />
      <ErrorSummary errors={errors} />
      <PageHeading>Import the school register</PageHeading>
      <p className="govuk-body">
        Download “Establishment fields” from Get Information about Schools (GIAS), unpack it, and choose the CSV file
        here. Nothing changes yet: first you see what would change.
      </p>
      <Form multipart>
        <TextField
          name="authorities"
          label="Local authorities"
          hint="Their three-digit codes. Leave empty for every school in the file."
          width={20}
          value={authorities}
          error={errors?.authorities}
        />
        <FileField
          name="register"
          label="Register file"
          hint="CSV, up to 100 MB. All columns may stay in it."
          accept=".csv,text/csv"
          error={errors?.register}
        />
        <FileField
          name="links"
          label="Links file (optional)"
          hint="“Establishment links” of GIAS: says which school follows one that closes."
          accept=".csv,text/csv"
          error={errors?.links}
        />
        <Button>Check this file</Button>
      </Form>
      <DataTable
        caption="Imports so far"
        rows={imports}
        rowKey={({ id }) => id}
        empty="No register has been imported yet."
        columns={[
          {
            header: "When",
            rowHeader: true,
            cell: ({ id, appliedAt }) => (
              <a className="govuk-link" href={registerPaths.import(id)}>
                {appliedAt ? formatInstant(new Date(appliedAt)) : ""}
              </a>
            ),
          },
          { header: "Who", cell: ({ madeBy }) => madeBy ?? "Command line" },
          {
            header: "File",
            cell: ({ fileName, linksFileName }) => [fileName, linksFileName].filter((name) => name !== "").join(", "),
          },
          { header: "Added", numeric: true, cell: ({ report }) => report.added.count.toLocaleString("en-GB") },
          { header: "Changed", numeric: true, cell: ({ report }) => report.changed.count.toLocaleString("en-GB") },
          { header: "Closed", numeric: true, cell: ({ report }) => report.closed.count.toLocaleString("en-GB") },
          { header: "Left out", numeric: true, cell: ({ report }) => report.badRows.count.toLocaleString("en-GB") },
        ]}
      />
    </>
  );
}
