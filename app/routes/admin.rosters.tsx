import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { RosterCheck, RosterUpload } from "~/components/admin/roster-page";
import { officePaths } from "~/config/office-paths";
import { listPresenters } from "~/data/presenters.server";
import { findRosterCheck } from "~/data/rosters.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, textOf } from "~/lib/form-data";
import { spoolUpload } from "~/lib/spooled-upload.server";
import { readId } from "~/schemas/form-fields";
import { fileProblem } from "~/schemas/register-upload";
import { applyRoster, checkRoster } from "~/services/roster-import.server";

const MOST_MEGABYTES = 5;
const GONE = "This upload is no longer kept. Choose the file again.";

export const meta: MetaFunction = () => [{ title: "Import a roster - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["coordinator", "manager"]);
  const asked = new URL(request.url).searchParams.get("check");
  if (asked === null) {
    const presenters = await listPresenters(deps.db);
    return json({ check: null, presenters: presenters.map(({ name, email }) => ({ name, email })) });
  }
  const id = readId(asked);
  const kept = id && (await findRosterCheck(deps.db, { id, madeById: accountId, now: deps.now() }));
  if (!kept) throw new Response(GONE, { status: 404 });
  return json({ presenters: [], check: { id: kept.id, fileName: kept.fileName, report: kept.report } });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["coordinator", "manager"]);
  const isUpload = request.headers.get("Content-Type")?.startsWith("multipart/form-data");
  if (!isUpload) return apply(readId(textOf(formValues(await request.formData()), "id")));
  const upload = await spoolUpload(request, { mostBytes: MOST_MEGABYTES * 1024 * 1024 });
  try {
    const file = upload.files.roster;
    const problem = file ? fileProblem(file, MOST_MEGABYTES, true) : "Choose the roster’s file";
    if (!file || problem) return refused({ roster: problem ?? "" });
    const { whose = "" } = upload.fields;
    const result = await checkRoster({ path: file.path, fileName: file.name, whose, accountId }, deps);
    if (result.ok) return redirect(officePaths.rosterCheck(result.id), 303);
    if (result.reason === "unreadable") return refused({ roster: result.problem });
    if (result.reason === "empty") return refused({ roster: "The file has no rows" });
    return refused({ roster: `The file has no column named ${result.columns.join(", ")}` });
  } finally {
    await upload.dispose();
  }

  async function apply(id: string | null) {
    if (id === null) return refused({ roster: "Choose the roster’s file" });
    const result = await applyRoster({ id, accountId }, deps);
    if (result.ok) return redirectWithFlash(officePaths.rosters(), "The roster is imported.");
    if (result.reason !== "overtaken") throw new Response(GONE, { status: 404 });
    const form = "Visits were planned since this check. Choose the file again, to see which it touches now.";
    return json({ errors: { roster: "", form } }, { status: 409 });
  }
}

const refused = (errors: { roster: string }) => json({ errors: { ...errors, form: "" } }, { status: 422 });

export default function RosterRoute() {
  const { check, presenters } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors = answer && Object.fromEntries(Object.entries(answer.errors).filter(([, text]) => text !== ""));
  return check ? <RosterCheck check={check} errors={errors} /> : <RosterUpload presenters={presenters} errors={errors} />;
}
