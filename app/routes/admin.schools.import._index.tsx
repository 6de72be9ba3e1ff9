import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { SchoolImportPage } from "~/components/admin/school-import-page";
import { registerPaths } from "~/config/register-paths";
import { listAppliedImports } from "~/data/register-imports.server";
import { listAuthoritiesWithSchools } from "~/data/register-schools.server";
import { csvRecords, UnreadableCsv } from "~/lib/csv-records.server";
import type { FormErrors } from "~/lib/form-data";
import { spoolUpload } from "~/lib/spooled-upload.server";
import { authoritiesSchema, fileProblem } from "~/schemas/register-upload";
import { readRegister } from "~/schemas/school";
import { readLinks } from "~/schemas/school-links";
import { checkRegisterUpload, type CheckRegisterUploadResult } from "~/services/check-register-upload.server";

const MOST_MEGABYTES = 100;
const MOST_IMPORTS = 20;

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Import the school register - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const [authorities, imports] = await Promise.all([
    listAuthoritiesWithSchools(deps.db),
    listAppliedImports(deps.db, MOST_IMPORTS),
  ]);
  return json({ authorities: authorities.join(", "), imports });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager"]);
  const upload = await spoolUpload(request, { mostBytes: MOST_MEGABYTES * 1024 * 1024 });
  try {
    const { fields, files } = upload;
    const authorities = authoritiesSchema.safeParse(fields.authorities ?? "");
    const problems = {
      authorities: authorities.error?.issues[0]?.message ?? null,
      register: fileProblem(files.register, MOST_MEGABYTES),
      links: files.links ? fileProblem(files.links, MOST_MEGABYTES) : null,
    };
    const errors = Object.fromEntries(Object.entries(problems).filter(([, problem]) => problem !== null));
    if (!authorities.success || !files.register || Object.keys(errors).length > 0) return refused(errors);
    const lines = readRegister(csvRecords(files.register.path));
    const links = files.links ? { links: readLinks(csvRecords(files.links.path)) } : {};
    const names = { fileName: files.register.name, linksFileName: files.links?.name ?? "" };
    const input = { files: { lines, ...links }, ...names, authorities: authorities.data, accountId: viewer.accountId };
    const result = await unreadableAsRefusal(checkRegisterUpload(input, deps));
    return result.ok ? redirect(registerPaths.import(result.id), 303) : refused(refusalOf(result));
  } finally {
    await upload.dispose();
  }

  function refused(errors: Record<string, string | null>) {
    const told: FormErrors = {};
    for (const [name, problem] of Object.entries(errors)) if (problem !== null) told[name] = problem;
    return json({ errors: told, authorities: upload.fields.authorities }, { status: 422 });
  }
}

type Refusal = Extract<CheckRegisterUploadResult, { ok: false }> | { ok: false; reason: "unreadable"; line: number };

/** Which of the two files could not be read is told by its lines alone: the register is by far the likelier. */
async function unreadableAsRefusal(
  work: Promise<CheckRegisterUploadResult>,
): Promise<Refusal | Extract<CheckRegisterUploadResult, { ok: true }>> {
  return work.catch((error: unknown) => {
    if (error instanceof UnreadableCsv) return { ok: false, reason: "unreadable", line: error.line } as const;
    throw error;
  });
}

function refusalOf(refusal: Refusal): FormErrors {
  switch (refusal.reason) {
    case "missing_columns":
      return { [refusal.file]: `The file has no column named ${refusal.columns.join(", ")}` };
    case "unreadable":
      return { register: `The file cannot be read as CSV from line ${refusal.line} on` };
    case "empty":
      return { register: "The file has no rows" };
  }
}

export default function ImportSchoolsRoute() {
  const { authorities, imports } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <SchoolImportPage
      authorities={answer?.authorities ?? authorities}
      imports={imports}
      errors={answer?.errors}
    />
  );
}
