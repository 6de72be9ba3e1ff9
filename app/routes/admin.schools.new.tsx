import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { SchoolSettingFields } from "~/components/admin/school-setting-fields";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { registerPaths } from "~/config/register-paths";
import { listDistricts } from "~/data/register-schools.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { readForm } from "~/lib/form-data";
import { settingSchema } from "~/schemas/register-school";
import { addSetting } from "~/services/add-setting.server";

export const meta: MetaFunction = () => [{ title: "Add a setting - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  return json({ districts: await listDistricts(deps.db) });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager"]);
  const form = readForm(settingSchema, await request.formData());
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const { id } = await addSetting({ setting: form.value, actor }, deps);
  return redirectWithFlash(registerPaths.school(id), `${form.value.name} is added.`);
}

export default function NewSettingRoute() {
  const { districts } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <BackLink href={registerPaths.schools()} />
      <ErrorSummary errors={answer?.errors} />
      <PageHeading>Add a setting</PageHeading>
      <p className="govuk-body">For places that the national register does not list, such as youth settings.</p>
      <Form>
        <SchoolSettingFields districts={districts} errors={answer?.errors} values={answer?.values} />
        <Button>Add this setting</Button>
      </Form>
    </>
  );
}
