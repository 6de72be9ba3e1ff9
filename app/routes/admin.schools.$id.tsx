import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { SchoolKeptForm } from "~/components/admin/school-kept-form";
import { keptRows, keptValues } from "~/components/admin/school-kept-values";
import { SchoolRecordFacts } from "~/components/admin/school-record-facts";
import { BackLink } from "~/components/ui/back-link";
import { ErrorSummary } from "~/components/ui/error-summary";
import { TouchedVisitsConfirmation } from "~/components/review/touched-visits";
import { touchedWords, visitOnShutDay } from "~/components/review/touched-words";
import { PageHeading } from "~/components/ui/page-heading";
import { registerPaths } from "~/config/register-paths";
import { findSchoolRecord, listBookingsOfSchool, listVisitsBeforeMerger } from "~/data/register-schools.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm } from "~/lib/form-data";
import { readId } from "~/schemas/form-fields";
import { keptSchema } from "~/schemas/register-school";
import { saveSchoolKept } from "~/services/save-school-kept.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.school.name ?? "School"} - Knife Crime Awareness sessions` },
];

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator", "manager"]);
  const id = readId(params.id);
  const school = id ? await findSchoolRecord(deps.db, id) : null;
  if (!school) throw new Response("No such school", { status: 404 });
  const bookings = await listBookingsOfSchool(deps.db, school.lineageId);
  const beforeMerger = await listVisitsBeforeMerger(deps.db, school.id);
  return json({ school, bookings, beforeMerger, isManager: hasAnyRole(viewer, ["manager"]) });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator", "manager"]);
  const id = readId(params.id);
  if (!id) throw new Response("No such school", { status: 404 });
  const formData = await request.formData();
  const form = readForm(keptSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values, touchedVisits: null }, { status: 422 });
  const { version, kept, targeted, acceptedVisitIds } = form.value;
  const decided = hasAnyRole(viewer, ["manager"]) ? { ...kept, targeted } : kept;
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const result = await saveSchoolKept({ id, version, kept: decided, acceptedVisitIds, actor }, deps);
  if (result.ok) return redirectWithFlash(registerPaths.school(id), `What we keep about this school is saved.${touchedWords(result.touched)}`);
  if (result.reason === "not_found") throw new Response("No such school", { status: 404 });
  if (result.reason === "touches_visits") {
    const touchedVisits = result.visits.map(visitOnShutDay);
    return json({ errors: {}, values: formValues(formData), touchedVisits }, { status: 409 });
  }
  const errors = { form: "Somebody changed this school meanwhile. What you typed is below; open the page again to see theirs." };
  return json({ errors, values: formValues(formData), touchedVisits: null }, { status: 409 });
}

export default function SchoolRoute() {
  const { school, bookings, beforeMerger, isManager } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (answer?.touchedVisits) {
    const { values, touchedVisits } = answer;
    const back = { backTo: registerPaths.school(school.id), cancelTo: registerPaths.school(school.id) };
    const shared = { caption: school.name, values, touchedVisits, ...back };
    return <TouchedVisitsConfirmation {...shared} where="on days that would be closed or quiet" />;
  }
  return (
    <>
      <BackLink href={registerPaths.schools()} />
      <ErrorSummary errors={answer?.errors} />
      <PageHeading caption="School or setting">{school.name}</PageHeading>
      <SchoolRecordFacts school={school} bookings={bookings} beforeMerger={beforeMerger} mayLink={isManager} />
      <SchoolKeptForm
        version={school.version}
        rows={keptRows(school)}
        mayDecideTargeted={isManager}
        values={answer?.values ?? keptValues(school)}
        errors={answer?.errors}
      />
    </>
  );
}
