import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { requireStaff } from "~/auth/viewer.server";
import { readScheduleVersion } from "~/services/schedule-calendar.server";

/** Tells an open calendar whether anything has changed: another text each time. */
export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["coordinator", "presenter", "manager"]);
  return json({ version: await readScheduleVersion(deps) });
}
