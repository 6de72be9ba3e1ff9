import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { PastForm } from "~/components/reach/past-form";
import { paths } from "~/config/paths";
import { listFormats } from "~/data/formats.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm } from "~/lib/form-data";
import { pastSessionSchema } from "~/schemas/reach";
import { enterPast } from "~/services/enter-past.server";

export const meta: MetaFunction = () => [{ title: "Earlier sessions - Knife Crime Awareness sessions" }];

const REFUSALS = {
  no_such_school: { school: "No school has this URN or this name" },
  several_schools: { school: "Several schools have this name: enter the URN" },
  no_such_format: { formatId: "This format is no longer there" },
  not_past: { on: "The day must be in the past" },
} as const;

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager", "coordinator"]);
  return json({ formats: (await listFormats(deps.db)).map(({ id, name }) => ({ value: id, label: name })) });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["manager", "coordinator"]);
  const formData = await request.formData();
  const form = readForm(pastSessionSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const result = await enterPast({ session: form.value, enteredById: accountId }, deps);
  if (!result.ok) return json({ errors: REFUSALS[result.reason], values: formValues(formData) }, { status: 409 });
  return redirectWithFlash(paths.reachPast(), `Kept: ${form.value.attended} students at ${result.schoolName}.`);
}

export default function ReachPast() {
  const answer = useActionData<typeof action>();
  return <PastForm {...useLoaderData<typeof loader>()} errors={answer?.errors} values={answer?.values} />;
}
