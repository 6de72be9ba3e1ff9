import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { DeliveryPage } from "~/components/delivery/delivery-page";
import { answerRefusal } from "~/components/delivery/refusal-messages";
import { paths } from "~/config/paths";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm } from "~/lib/form-data";
import { deliverySchema, readVisitId } from "~/schemas/delivery";
import type { Deps } from "~/services/deps";
import { loadDeliveryForm, recordDelivery } from "~/services/record-delivery.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  const page = data?.newest ? "Correct what happened" : "Record what happened";
  return [{ title: `${page} - Knife Crime Awareness sessions` }];
};

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const { form } = await openForm(request, params.id, deps);
  return json(form);
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const { viewer, form } = await openForm(request, params.id, deps);
  const formData = await request.formData();
  const reading = readForm(deliverySchema(form.sessions), formData);
  const values = formValues(formData);
  if (!reading.ok) {
    return json({ status: 422 as const, errors: reading.errors, questions: [], values }, { status: 422 });
  }
  const result = await recordDelivery({ visitId: form.visitId, recorder: viewer, ...reading.value }, deps);
  if (result.ok) {
    const to = form.givenByViewer ? paths.myDay() : paths.visit(form.visitId);
    return redirectWithFlash(to, `Saved for ${form.schoolName}: ${result.attended} students attended.`);
  }
  if (result.reason === "not_found") throw notFound();
  const answer = answerRefusal(result, form.sessions);
  return json({ ...answer, values }, { status: answer.status });
}

export default function VisitDelivery() {
  const answer = useActionData<typeof action>();
  return <DeliveryPage {...useLoaderData<typeof loader>()} answer={answer} />;
}

async function openForm(request: Request, id: string | undefined, deps: Deps) {
  const staff = await requireStaff(request, deps, ["presenter", "coordinator"]);
  const viewer = { accountId: staff.accountId, isCoordinator: hasAnyRole(staff, ["coordinator"]) };
  const visitId = readVisitId(id);
  const form = visitId === null ? null : await loadDeliveryForm({ visitId, viewer }, deps);
  if (!form) throw notFound();
  return { viewer, form };
}

function notFound(): Response {
  return new Response("Visit not found", { status: 404, statusText: "Not Found" });
}
