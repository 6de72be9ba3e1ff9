import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { SchoolLinksPage } from "~/components/admin/school-links-page";
import { BACKWARD_LINK, FORWARD_LINK } from "~/components/admin/school-words";
import { registerPaths } from "~/config/register-paths";
import { findSchoolRecord } from "~/data/register-schools.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm, type FormValues } from "~/lib/form-data";
import { readId } from "~/schemas/form-fields";
import { schoolLinkSchema } from "~/schemas/register-school";
import { linkSchools, unlinkSchools } from "~/services/link-schools.server";

export const meta: MetaFunction = () => [{ title: "Link schools by hand - Knife Crime Awareness sessions" }];

const EMPTY: FormValues = {};
const REFUSALS = {
  urn_unknown: { urn: "The register has no school with this URN. Import it first" },
  itself: { urn: "Enter the URN of another school" },
  linked_already: { urn: "These two are linked already" },
} as const;
const notThere = () => new Response("No such school", { status: 404 });

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const id = readId(params.id);
  const school = id && (await findSchoolRecord(deps.db, id));
  if (!school) throw notThere();
  const { linksFrom, linksTo } = school;
  const links = [
    ...linksFrom.map(({ kind, byHand, to }) => ({ fromSchoolId: school.id, toSchoolId: to.id, words: FORWARD_LINK[kind], name: to.name, byHand })),
    ...linksTo.map(({ kind, byHand, from }) => ({ fromSchoolId: from.id, toSchoolId: school.id, words: BACKWARD_LINK[kind], name: from.name, byHand })),
  ];
  return json({ school: { id: school.id, name: school.name }, links });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["manager"]);
  const schoolId = readId(params.id);
  if (!schoolId) throw notThere();
  const formData = await request.formData();
  const form = readForm(schoolLinkSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const actor = { kind: "staff" as const, accountId };
  if (form.value.intent === "remove") {
    const { from: fromSchoolId, to: toSchoolId } = form.value;
    if (fromSchoolId !== schoolId && toSchoolId !== schoolId) throw notThere();
    const removed = await unlinkSchools({ fromSchoolId, toSchoolId, actor }, deps);
    if (!removed.ok) throw notThere();
    return redirectWithFlash(registerPaths.schoolLinks(schoolId), "The link is taken back.");
  }
  const { relation, urn } = form.value;
  const linked = await linkSchools({ schoolId, relation, urn, actor }, deps);
  if (linked.ok) return redirectWithFlash(registerPaths.schoolLinks(schoolId), "The schools are linked.");
  if (linked.reason === "not_found") throw notThere();
  return json({ errors: REFUSALS[linked.reason], values: formValues(formData) }, { status: 422 });
}

export default function SchoolLinksRoute() {
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <SchoolLinksPage {...data} values={answer?.values ?? EMPTY} errors={answer?.errors} />;
}
