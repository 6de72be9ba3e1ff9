import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { SchoolImportReport } from "~/components/admin/school-import-report";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { registerPaths } from "~/config/register-paths";
import { findImport } from "~/data/register-imports.server";
import { hasChanges } from "~/domain/register";
import { redirectWithFlash } from "~/lib/flash.server";
import { formatInstant } from "~/lib/london-time";
import { readId } from "~/schemas/form-fields";
import { applyRegisterImport } from "~/services/apply-register-import.server";

export const meta: MetaFunction = () => [{ title: "What the import changes - Knife Crime Awareness sessions" }];

const GONE = "This upload is no longer kept. Choose the file again.";

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager"]);
  const id = readId(params.id);
  const found = id ? await findImport(deps.db, { id, viewerId: viewer.accountId, now: deps.now() }) : null;
  if (!found) throw new Response(GONE, { status: 404 });
  return json({ found, hasChanges: hasChanges(found.report) });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager"]);
  const id = readId(params.id);
  const result = id ? await applyRegisterImport({ id, accountId: viewer.accountId }, deps) : null;
  if (result?.ok) return redirectWithFlash(registerPaths.imports(), "The register is up to date.");
  if (result?.reason !== "overtaken") throw new Response(GONE, { status: 404 });
  const form = "Another register was imported after this check. Choose the file again, to see what it changes now.";
  return json({ errors: { form } }, { status: 409 });
}

export default function ImportSchoolsReportRoute() {
  const { found, hasChanges: changes } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const isApplied = found.status === "applied";
  return (
    <>
      <BackLink href={registerPaths.imports()} />
      <ErrorSummary errors={answer?.errors} />
      <PageHeading caption={found.fileName}>
        {isApplied ? "What the import changed" : "What the import would change"}
      </PageHeading>
      {isApplied && found.appliedAt ? (
        <p className="govuk-body">Imported on {formatInstant(new Date(found.appliedAt))}.</p>
      ) : null}
      {found.authorities.length > 0 ? (
        <p className="govuk-body">Only schools of the local authorities {found.authorities.join(", ")}.</p>
      ) : null}
      <SchoolImportReport report={found.report} />
      {isApplied ? null : changes ? (
        <Form>
          <p className="govuk-body">
            Nothing has been changed yet. This check is kept for 24 hours; only you can see it.
          </p>
          <Button>Import these changes</Button>
        </Form>
      ) : (
        <p className="govuk-body">The register is up to date already: this file changes nothing.</p>
      )}
    </>
  );
}
