import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { personRefusal } from "~/components/admin/person-words";
import { PersonForm } from "~/components/admin/person-form";
import { paths } from "~/config/paths";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm } from "~/lib/form-data";
import { newPersonSchema } from "~/schemas/admin";
import { savePerson } from "~/services/save-person.server";

export const meta: MetaFunction = () => [{ title: "Add a person - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  return json(null);
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager"]);
  const formData = await request.formData();
  const form = readForm(newPersonSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const { email, ...person } = form.value;
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const result = await savePerson({ ...person, person: { email }, actor }, deps);
  if (result.ok) return redirectWithFlash(paths.admin.people(), `${person.name} is on the team and can sign in.`);
  return json({ errors: personRefusal(result), values: formValues(formData) }, { status: 409 });
}

export default function NewPersonRoute() {
  const answer = useActionData<typeof action>();
  return <PersonForm person={null} errors={answer?.errors} values={answer?.values ?? {}} />;
}
