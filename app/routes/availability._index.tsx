import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePresenterAccess } from "~/auth/presenter-access.server";
import { AvailabilityPage } from "~/components/availability/availability-page";
import { availabilityView } from "~/components/availability/availability-view";
import { describeTouchedVisit } from "~/components/availability/availability-words";
import { TouchedVisitsConfirmation } from "~/components/review/touched-visits";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import { listAbsences } from "~/data/absences.server";
import { listWorkingPatterns } from "~/data/working-patterns.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm } from "~/lib/form-data";
import { dayOf } from "~/lib/london-time";
import { removalSchema } from "~/schemas/availability";
import { removeAbsence } from "~/services/remove-absence.server";
import { removeWorkingPattern } from "~/services/remove-working-pattern.server";

export const meta: MetaFunction = () => [{ title: "Availability - Knife Crime Awareness sessions" }];

const REFUSALS = {
  not_found: "It had been removed already.",
  in_the_past: "What has begun or is over can no longer be removed.",
};

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const { viewer, presenter, choices } = await requirePresenterAccess(request, deps);
  const now = deps.now();
  const [patterns, absences] = presenter
    ? await Promise.all([
        listWorkingPatterns(deps.db, presenter.id),
        listAbsences(deps.db, { presenterId: presenter.id, now }),
      ])
    : [[], []];
  const own = presenter?.id === viewer.accountId;
  return json({ view: availabilityView({ presenter, own, choices, patterns, absences, today: dayOf(now) }) });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const { viewer, presenter } = await requirePresenterAccess(request, deps);
  if (!presenter) return redirect(paths.availability());
  const formData = await request.formData();
  const values = formValues(formData);
  const form = readForm(removalSchema, formData);
  if (!form.ok) throw new Response("Nothing to remove", { status: 400 });
  const input = { presenterId: presenter.id, actor: { kind: "staff" as const, accountId: viewer.accountId } };
  const result =
    form.value.remove === "absence"
      ? await removeAbsence({ ...input, absenceId: form.value.id, scope: form.value.scope }, deps)
      : await removeWorkingPattern(
          { ...input, validFromOn: form.value.validFromOn, acceptedVisitIds: form.value.accepted },
          deps,
        );
  const back = officePaths.availabilityOf(presenter.id);
  if (!result.ok && result.reason === "touches_visits") {
    const touchedVisits = result.touchedVisits.map((visit) => ({ id: visit.id, text: describeTouchedVisit(visit) }));
    return json({ values, touchedVisits, backTo: back, caption: presenter.name }, { status: 409 });
  }
  if (!result.ok) return redirectWithFlash(back, REFUSALS[result.reason], { kind: "notice" });
  return redirectWithFlash(back, form.value.remove === "absence" ? "The absence is removed." : "The hours are removed.");
}

export default function AvailabilityRoute() {
  const { view } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (!answer) return <AvailabilityPage view={view} />;
  return <TouchedVisitsConfirmation {...answer} where="outside the hours that would hold" cancelTo={answer.backTo} />;
}
