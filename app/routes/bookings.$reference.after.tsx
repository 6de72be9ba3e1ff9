import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireViewer } from "~/auth/viewer.server";
import { AfterVisitPage } from "~/components/after-visit/after-visit-page";
import { answerRefusal, THANKS } from "~/components/after-visit/refusals";
import { materialView } from "~/components/materials/material-view";
import { BackLink } from "~/components/ui/back-link";
import { paths } from "~/config/paths";
import { normaliseReference } from "~/domain/reference";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, textOf } from "~/lib/form-data";
import { readAfterVisit } from "~/schemas/after-visit";
import { readId } from "~/schemas/form-fields";
import { answerAfterVisit, lookAfterVisit } from "~/services/after-visit.server";
import type { Deps } from "~/services/deps";

export const meta: MetaFunction = () => [{ title: "After the visit - Knife Crime Awareness sessions" }];

async function openVisit(request: Request, typedReference: string | undefined, deps: Deps) {
  const { accountId } = await requireViewer(request, deps);
  const visitId = readId(new URL(request.url).searchParams.get("visit") ?? "");
  const visit = visitId && (await lookAfterVisit({ visitId, accountId }, deps));
  const reference = normaliseReference(typedReference ?? "");
  if (!visit || visit.reference === null || visit.reference !== reference) {
    throw new Response("There is no such visit among yours.", { status: 404 });
  }
  return { who: { visitId, accountId }, visit, reference };
}

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const { visit, reference } = await openVisit(request, params.reference, deps);
  return json({ visit: { ...visit, materials: visit.materials.map(materialView) }, reference });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const { who, reference } = await openVisit(request, params.reference, deps);
  const formData = await request.formData();
  const form = readAfterVisit(formData);
  if (!form.ok) return json({ ...form, intent: textOf(form.values, "intent") }, { status: 422 });
  const saved = await answerAfterVisit({ ...who, answer: form.value }, deps);
  if (saved.ok) {
    return redirectWithFlash(paths.bookingAfter(reference, who.visitId), THANKS[form.value.intent]);
  }
  const { status, ...refusal } = answerRefusal(saved);
  return json({ ...refusal, intent: form.value.intent, values: formValues(formData) }, { status });
}

export default function BookingAfterRoute() {
  const { visit, reference } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return (
    <>
      <BackLink href={paths.booking(reference)}>Your booking</BackLink>
      <AfterVisitPage visit={visit} reply={reply} />
    </>
  );
}
