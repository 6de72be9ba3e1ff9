import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { dayValues } from "~/components/ui/date-parts";
import { AreaForm } from "~/components/area/area-form";
import { officePaths } from "~/config/office-paths";
import { findPriorityArea, type PriorityArea } from "~/data/priority-areas.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm, type FormErrors, type FormValues } from "~/lib/form-data";
import { readUpload } from "~/lib/upload.server";
import { areaRetirementSchema, areaSchema, LARGEST_OUTLINE_BYTES, readOutline } from "~/schemas/area";
import { readId } from "~/schemas/form-fields";
import { retirePriorityArea, savePriorityArea, type SavePriorityAreaResult } from "~/services/save-priority-area.server";

export const meta: MetaFunction = () => [{ title: "Priority area - Knife Crime Awareness sessions" }];

const NEAR_METRES = 500;

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  if (params.id === "new") return json({ area: null, values: { near: String(NEAR_METRES) } });
  const id = readId(params.id);
  const area = id && (await findPriorityArea(deps.db, id));
  if (!area) throw new Response("No such area", { status: 404 });
  const { version, retired, shape } = area;
  const outlinePoints = shape.kind === "outline" ? shape.polygons.flat(2).length : null;
  return json({ area: { version, retired, outlinePoints }, values: valuesOf(area) });
}

function valuesOf({ version, name, reason, startsOn, endsOn, nearMetres, shape }: PriorityArea): FormValues {
  const days = { ...(startsOn ? dayValues("starts", startsOn) : {}), ...(endsOn ? dayValues("ends", endsOn) : {}) };
  const words = { version: String(version), name, reason, near: String(nearMetres), ...days };
  if (shape.kind === "outline") return words;
  const { easting, northing } = shape.centre;
  return { ...words, centre: `${easting} ${northing}`, radius: String(shape.radiusMetres) };
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager"]);
  const id = readId(params.id);
  if (!id && params.id !== "new") throw new Response("No such area", { status: 404 });
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const { formData, file } = await readUpload(request, { field: "outline", largestBytes: LARGEST_OUTLINE_BYTES });
  const values = formValues(formData);
  if (id && formData.get("intent") === "retire") {
    const form = readForm(areaRetirementSchema, formData);
    if (!form.ok) throw new Response("Nothing to change", { status: 400 });
    const retired = form.value.retired === "yes";
    const result = await retirePriorityArea({ id, version: form.value.version, retired, actor }, deps);
    if (!result.ok) return json({ errors: refusalOf(result), values: null }, { status: 409 });
    return redirectWithFlash(officePaths.priorityAreas(), retired ? "It is out of use." : "It is in use again.");
  }
  const form = readForm(areaSchema, formData);
  const outline = file === null ? null : file === "too_large" ? TOO_LARGE : readOutline(file.bytes);
  const wrongFile = outline && !outline.ok ? { outline: outline.message } : {};
  if (!form.ok || (outline && !outline.ok)) {
    return json({ errors: { ...(form.ok ? {} : form.errors), ...wrongFile }, values }, { status: 422 });
  }
  const { version, name, reason, starts: startsOn, ends: endsOn, near: nearMetres, centre, radius } = form.value;
  if (outline && centre) return json({ errors: { outline: BOTH }, values }, { status: 422 });
  const circle = centre && radius !== null ? { kind: "circle" as const, centre, radiusMetres: radius } : null;
  const shape = outline ? { kind: "outline" as const, polygons: outline.polygons } : circle;
  const words = { name, reason, startsOn, endsOn, nearMetres };
  const result = await savePriorityArea({ existing: id ? { id, version } : null, words, shape, actor }, deps);
  if (result.ok) return redirectWithFlash(officePaths.priorityAreas(), `“${name}” is saved.`);
  const status = result.reason === "not_found" || result.reason === "changed_meanwhile" ? 409 : 422;
  return json({ errors: refusalOf(result), values }, { status });
}

const TOO_LARGE = { ok: false as const, message: "The outline must be 1 MB or smaller" };
const BOTH = "Choose a file or enter a centre, not both";

function refusalOf({ reason }: Extract<SavePriorityAreaResult, { ok: false }>): FormErrors {
  switch (reason) {
    case "not_found":
      return { form: "This area is no longer there." };
    case "changed_meanwhile":
      return { form: "Somebody changed this area meanwhile. Open the page again to see it." };
    case "name_taken":
      return { name: "There is an area with this name" };
    case "postcode_unknown":
      return { centre: "The register has no school at this postcode; enter a grid reference" };
    case "no_shape":
      return { centre: "Enter a centre, or choose a file with the outline" };
  }
}

export default function PriorityAreaRoute() {
  const { area, values } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <AreaForm area={area} errors={answer?.errors} values={answer?.values ?? values} />;
}
