import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePresenterAccess } from "~/auth/presenter-access.server";
import { WorkingPatternForm } from "~/components/availability/working-pattern-form";
import { workingPatternValues } from "~/components/availability/working-pattern-values";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import { listWorkingPatterns } from "~/data/working-patterns.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm } from "~/lib/form-data";
import { dayOf } from "~/lib/london-time";
import { workingPatternSchema } from "~/schemas/availability";
import { saveWorkingPattern } from "~/services/save-working-pattern.server";

export const meta: MetaFunction = () => [{ title: "Set working hours - Knife Crime Awareness sessions" }];

const REFUSALS = {
  in_the_past: { validFrom: "The day must be today or later" },
  unknown_presenter: { form: "This presenter can no longer be booked." },
};

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const { presenter } = await requirePresenterAccess(request, deps);
  if (!presenter) return redirect(paths.availability());
  const patterns = await listWorkingPatterns(deps.db, presenter.id);
  const { id, name } = presenter;
  return json({ presenter: { id, name }, values: workingPatternValues(patterns, dayOf(deps.now())) });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const { viewer, presenter } = await requirePresenterAccess(request, deps);
  if (!presenter) return redirect(paths.availability());
  const formData = await request.formData();
  const form = readForm(workingPatternSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const result = await saveWorkingPattern({ ...form.value, presenterId: presenter.id, actor }, deps);
  if (result.ok) return redirectWithFlash(officePaths.availabilityOf(presenter.id), "The working hours are saved.");
  return json({ errors: REFUSALS[result.reason], values: formValues(formData) }, { status: 409 });
}

export default function WorkingPatternRoute() {
  const { presenter, values } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <WorkingPatternForm presenter={presenter} errors={answer?.errors} values={answer?.values ?? values} />;
}
