import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { AfterVisitPage } from "~/components/after-visit/after-visit-page";
import { answerRefusal, THANKS } from "~/components/after-visit/refusals";
import { LinkGone } from "~/components/booking/link-gone";
import { materialView } from "~/components/materials/material-view";
import { paths } from "~/config/paths";
import { findVisitCapability } from "~/data/capabilities.server";
import { readSettings } from "~/data/settings.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, textOf } from "~/lib/form-data";
import { readAfterVisit } from "~/schemas/after-visit";
import { answerAfterVisit, lookAfterVisit } from "~/services/after-visit.server";
import type { Deps } from "~/services/deps";

export const meta: MetaFunction = () => [{ title: "After the visit - Knife Crime Awareness sessions" }];

const whoLooksBack = (token: string | undefined, { db, now }: Deps) =>
  findVisitCapability(db, { token: token ?? "", purpose: "give_feedback", now: now() });

/** Shows and changes nothing: mail scanners open every address. */
export async function loader({ params, context: { deps } }: LoaderFunctionArgs) {
  const who = await whoLooksBack(params.token, deps);
  const visit = who && (await lookAfterVisit(who, deps));
  const { teamPhone } = await readSettings(deps.db);
  return json({ visit: visit && { ...visit, materials: visit.materials.map(materialView) }, teamPhone });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const here = paths.afterVisit(params.token ?? "");
  const who = await whoLooksBack(params.token, deps);
  if (!who) return redirectWithFlash(here, "This link cannot be used any more.", { kind: "notice" });
  const formData = await request.formData();
  const form = readAfterVisit(formData);
  if (!form.ok) return json({ ...form, intent: textOf(form.values, "intent") }, { status: 422 });
  const saved = await answerAfterVisit({ ...who, answer: form.value }, deps);
  if (saved.ok) return redirectWithFlash(here, THANKS[form.value.intent]);
  const { status, ...refusal } = answerRefusal(saved);
  return json({ ...refusal, intent: form.value.intent, values: formValues(formData) }, { status });
}

export default function AfterVisitRoute() {
  const { visit, teamPhone } = useLoaderData<typeof loader>();
  const reply = useActionData<typeof action>();
  return visit ? <AfterVisitPage visit={visit} reply={reply} /> : <LinkGone teamPhone={teamPhone} />;
}
