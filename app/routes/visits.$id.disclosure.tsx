import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { DisclosurePage } from "~/components/disclosure/disclosure-page";
import { officePaths } from "~/config/office-paths";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, partsFromDay, readForm, textOf } from "~/lib/form-data";
import { instantAt } from "~/lib/london-time";
import { disclosureSchema } from "~/schemas/disclosure";
import { readId } from "~/schemas/form-fields";
import type { Deps } from "~/services/deps";
import { loadDisclosures, noteDisclosure, takeBackDisclosure } from "~/services/note-disclosure.server";

export const meta: MetaFunction = () => [{ title: "Safeguarding note - Knife Crime Awareness sessions" }];

const REFUSALS = {
  before_visit: { at: "This is before the visit began" },
  in_the_future: { at: "This has not come yet" },
} as const;

async function open(request: Request, id: string | undefined, deps: Deps) {
  const staff = await requireStaff(request, deps, ["presenter", "coordinator", "manager"]);
  const viewer = { accountId: staff.accountId, isOffice: hasAnyRole(staff, ["coordinator", "manager"]) };
  const visitId = readId(id);
  const found = visitId && (await loadDisclosures({ visitId, viewer }, deps));
  if (!found) throw new Response("No such visit", { status: 404 });
  return { ...found, viewer, visitId };
}

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const { visit, notes } = await open(request, params.id, deps);
  const { day, month, year } = partsFromDay(visit.onDate);
  return json({ visit, notes, values: { "on.day": day, "on.month": month, "on.year": year } });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const { viewer, visitId } = await open(request, params.id, deps);
  const here = officePaths.disclosure(visitId);
  const formData = await request.formData();
  if (formData.get("intent") === "take_back") {
    const id = readId(textOf(formValues(formData), "id"));
    const done = id !== null && (await takeBackDisclosure({ id, visitId, viewer }, deps)).ok;
    return redirectWithFlash(here, done ? "The note was taken back." : "This note is not there any more.");
  }
  const form = readForm(disclosureSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const { on, at, passedTo, processStarted } = form.value;
  const disclosure = { passedOnAt: instantAt(on, at), passedTo, processStarted };
  const result = await noteDisclosure({ visitId, viewer, disclosure }, deps);
  if (result.ok) return redirectWithFlash(here, "The note is saved.");
  if (result.reason === "not_found") throw new Response("No such visit", { status: 404 });
  return json({ errors: REFUSALS[result.reason], values: formValues(formData) }, { status: 422 });
}

export default function DisclosureRoute() {
  const { values, ...page } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <DisclosurePage {...page} errors={answer?.errors} values={answer?.values ?? values} />;
}
