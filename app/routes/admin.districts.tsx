import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { DistrictCheck, DistrictList } from "~/components/admin/district-page";
import { officePaths } from "~/config/office-paths";
import { findOutlineCheck, listDistrictsWithSchools } from "~/data/district-outlines.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, textOf } from "~/lib/form-data";
import { readUpload } from "~/lib/upload.server";
import { LARGEST_BOUNDARY_BYTES, readBoundaryFile } from "~/schemas/district-outlines";
import { readId } from "~/schemas/form-fields";
import { applyOutlines, checkOutlines } from "~/services/outline-import.server";

const GONE = "This upload is no longer kept. Choose the file again.";
const MOST_MEGABYTES = LARGEST_BOUNDARY_BYTES / 1_000_000;

export const meta: MetaFunction = () => [{ title: "District outlines - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["manager"]);
  const asked = new URL(request.url).searchParams.get("check");
  if (asked === null) {
    const districts = await listDistrictsWithSchools(deps.db);
    return json({ check: null, districts: districts.map(({ schools, ...district }) => ({ ...district, schools: schools.length })) });
  }
  const id = readId(asked);
  const kept = id && (await findOutlineCheck(deps.db, { id, madeById: accountId, now: deps.now() }));
  if (!kept) throw new Response(GONE, { status: 404 });
  return json({ districts: [], check: { id: kept.id, fileName: kept.fileName, report: kept.report } });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["manager"]);
  const { formData, file } = await readUpload(request, { field: "boundaries", largestBytes: LARGEST_BOUNDARY_BYTES });
  const id = readId(textOf(formValues(formData), "id"));
  if (id !== null) {
    const applied = await applyOutlines({ id, accountId }, deps);
    if (!applied.ok) throw new Response(GONE, { status: 404 });
    const count = applied.report.matched.length;
    return redirectWithFlash(officePaths.districts(), count === 1 ? "One outline is in use." : `${count} outlines are in use.`);
  }
  if (file === null) return refused("Choose a boundary file");
  if (file === "too_large") return refused(`The file must be ${MOST_MEGABYTES} MB or smaller. Choose the generalised boundaries`);
  const reading = readBoundaryFile(file.bytes);
  if (!reading.ok) return refused(reading.message);
  const checked = await checkOutlines({ fileName: file.fileName, features: reading.features, accountId }, deps);
  if (checked.ok) return redirect(officePaths.districtsCheck(checked.id), 303);
  return refused(checked.reason === "twice" ? `${checked.name} stands in the file twice` : "None of the file’s features is one of our districts");
}

const refused = (message: string) => json({ errors: { boundaries: message } }, { status: 422 });

export default function DistrictsRoute() {
  const { check, districts } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (check) return <DistrictCheck check={check} />;
  return <DistrictList districts={districts} mostMegabytes={MOST_MEGABYTES} errors={answer?.errors} />;
}
