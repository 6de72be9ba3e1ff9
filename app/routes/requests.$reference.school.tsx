import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { SchoolOfRequestPage } from "~/components/admin/school-of-request-page";
import { paths } from "~/config/paths";
import { listDistricts, searchRegister } from "~/data/register-schools.server";
import { findRequestForTeam } from "~/data/request-inbox.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm, type FormErrors } from "~/lib/form-data";
import { linkSchoolSchema, settingSchema, versionSchema } from "~/schemas/register-school";
import { linkRequestSchool, type LinkRequestSchoolResult } from "~/services/link-request-school.server";

const MOST_RESULTS = 10;

export const meta: MetaFunction = () => [{ title: "Which school is it? - Knife Crime Awareness sessions" }];

type Refusal = Exclude<LinkRequestSchoolResult, { ok: true }>["reason"];

const REFUSALS: Readonly<Record<Exclude<Refusal, "not_found">, FormErrors>> = {
  changed_meanwhile: { form: "Somebody changed this request meanwhile. Look at it again." },
  school_unknown: { schoolId: "Select a school or setting that is open" },
};

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["coordinator", "manager"]);
  const found = await findRequestForTeam(deps.db, params.reference ?? "");
  if (!found || found.status === "unproven") throw new Response("No such request", { status: 404 });
  const { reference, version, school, unlistedName, unlistedTown, unlistedPostcode } = found;
  const typed = { name: unlistedName, town: unlistedTown, postcode: unlistedPostcode };
  const text = (new URL(request.url).searchParams.get("q") ?? unlistedName).trim().slice(0, 100);
  const matches = school ? null : await searchRegister(deps.db, text, MOST_RESULTS);
  const schools = matches?.schools.filter(({ status }) => status !== "closed") ?? [];
  const districts = await listDistricts(deps.db);
  return json({ reference, version, linkedTo: school?.name ?? null, typed, text, schools, districts });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator", "manager"]);
  const reference = params.reference ?? "";
  const formData = await request.formData();
  const isNew = formData.get("intent") === "add";
  const version = readForm(versionSchema, formData);
  const form = isNew ? readForm(settingSchema, formData) : readForm(linkSchoolSchema, formData);
  if (!form.ok) return json({ isNew, errors: form.errors, values: form.values }, { status: 422 });
  const to = "schoolId" in form.value ? { schoolId: form.value.schoolId } : { setting: form.value };
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const result = await linkRequestSchool({ reference, version: version.ok ? version.value.version : 0, actor, to }, deps);
  if (result.ok) return redirectWithFlash(paths.bookingRequest(reference), `The request is for ${result.schoolName}.`);
  if (result.reason === "not_found") throw new Response("No such request", { status: 404 });
  return json({ isNew, errors: REFUSALS[result.reason], values: formValues(formData) }, { status: 409 });
}

export default function SchoolOfRequestRoute() {
  const props = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <SchoolOfRequestPage {...props} answer={answer} />;
}
