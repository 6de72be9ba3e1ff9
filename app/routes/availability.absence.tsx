import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePresenterAccess } from "~/auth/presenter-access.server";
import { AbsenceForm } from "~/components/availability/absence-form";
import { describeTouchedVisit, savedMessage } from "~/components/availability/availability-words";
import { TouchedVisitsConfirmation } from "~/components/review/touched-visits";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm, type FormErrors } from "~/lib/form-data";
import { absenceSchema } from "~/schemas/availability";
import { addAbsence } from "~/services/add-absence.server";

export const meta: MetaFunction = () => [{ title: "Add an absence - Knife Crime Awareness sessions" }];

const REFUSALS: Readonly<Record<"in_the_past" | "unknown_presenter", FormErrors>> = {
  in_the_past: { from: "The absence must not begin before today or be over" },
  unknown_presenter: { form: "This presenter can no longer be booked." },
};

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const { presenter } = await requirePresenterAccess(request, deps);
  if (!presenter) return redirect(paths.availability());
  const { id, name } = presenter;
  return json({ presenter: { id, name } });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const { viewer, presenter } = await requirePresenterAccess(request, deps);
  if (!presenter) return redirect(paths.availability());
  const formData = await request.formData();
  const form = readForm(absenceSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values, touchedVisits: null }, { status: 422 });
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const result = await addAbsence({ ...form.value, presenterId: presenter.id, actor }, deps);
  if (result.ok) {
    const message = savedMessage("The absence is saved.", result.touchedVisits.map(describeTouchedVisit));
    return redirectWithFlash(officePaths.availabilityOf(presenter.id), message);
  }
  const values = formValues(formData);
  if (result.reason !== "touches_visits") {
    return json({ errors: REFUSALS[result.reason], values, touchedVisits: null }, { status: 409 });
  }
  const touchedVisits = result.touchedVisits.map((visit) => ({ id: visit.id, text: describeTouchedVisit(visit) }));
  return json({ errors: {}, values, touchedVisits }, { status: 409 });
}

export default function AbsenceRoute() {
  const { presenter } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return answer?.touchedVisits ? (
    <TouchedVisitsConfirmation
      caption={presenter.name}
      where="in this time"
      values={answer.values}
      touchedVisits={answer.touchedVisits}
      backTo={officePaths.newAbsence(presenter.id)}
      cancelTo={officePaths.availabilityOf(presenter.id)}
    />
  ) : (
    <AbsenceForm presenter={presenter} errors={answer?.errors} values={answer?.values} />
  );
}
