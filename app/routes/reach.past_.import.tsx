import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { PastCheck, PastUpload } from "~/components/reach/past-import-page";
import { paths } from "~/config/paths";
import { reachPaths } from "~/config/reach-paths";
import { listAllFormats } from "~/data/formats.server";
import { findPastCheck } from "~/data/past-imports.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, textOf } from "~/lib/form-data";
import { spoolUpload } from "~/lib/spooled-upload.server";
import { readId } from "~/schemas/form-fields";
import { fileProblem } from "~/schemas/register-upload";
import { applyPast, checkPast, MOST_PAST_ROWS } from "~/services/import-past.server";

const MOST_MEGABYTES = 5;
const GONE = "This upload is no longer kept. Choose the file again.";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Import earlier sessions - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["manager", "coordinator"]);
  const asked = new URL(request.url).searchParams.get("check");
  if (asked === null) {
    const formats = await listAllFormats(deps.db);
    return json({ check: null, formats: formats.map(({ name }) => name) });
  }
  const id = readId(asked);
  const kept = id && (await findPastCheck(deps.db, { id, madeById: accountId, now: deps.now() }));
  if (!kept) throw new Response(GONE, { status: 404 });
  return json({ formats: [], check: { id: kept.id, fileName: kept.fileName, report: kept.report } });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["manager", "coordinator"]);
  const isUpload = request.headers.get("Content-Type")?.startsWith("multipart/form-data");
  if (!isUpload) return apply(readId(textOf(formValues(await request.formData()), "id")));
  const upload = await spoolUpload(request, { mostBytes: MOST_MEGABYTES * 1024 * 1024 });
  try {
    const file = upload.files.past;
    const problem = file ? fileProblem(file, MOST_MEGABYTES) : "Choose the file with the sessions";
    if (!file || problem) return refused(problem ?? "");
    const result = await checkPast({ path: file.path, fileName: file.name, accountId }, deps);
    if (result.ok) return redirect(reachPaths.pastCheck(result.id), 303);
    if (result.reason === "unreadable") return refused(result.problem);
    if (result.reason === "missing_columns") return refused(`The file has no column named ${result.columns.join(", ")}`);
    if (result.reason === "empty") return refused("The file has no rows");
    return refused(`The file has more than ${MOST_PAST_ROWS.toLocaleString("en-GB")} rows: import it in parts`);
  } finally {
    await upload.dispose();
  }

  async function apply(id: string | null) {
    if (id === null) return refused("Choose the file with the sessions");
    const result = await applyPast({ id, accountId }, deps);
    if (result.ok) {
      const words = result.entered === 1 ? "One session is entered." : `${result.entered.toLocaleString("en-GB")} sessions are entered.`;
      return redirectWithFlash(paths.reachYears(), words);
    }
    if (result.reason === "not_found") throw new Response(GONE, { status: 404 });
    const form =
      result.reason === "overtaken"
        ? "Something that the check has shown has changed since. Choose the file again, to see what it would enter now."
        : "There is nothing in this file to enter.";
    return json({ errors: { past: "", form } }, { status: 409 });
  }
}

const refused = (past: string) => json({ errors: { past, form: "" } }, { status: 422 });

export default function PastImportRoute() {
  const { check, formats } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors = answer && Object.fromEntries(Object.entries(answer.errors).filter(([, text]) => text !== ""));
  return check ? <PastCheck check={check} errors={errors} /> : <PastUpload formats={formats} errors={errors} />;
}
