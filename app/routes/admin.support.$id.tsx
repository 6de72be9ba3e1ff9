import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { SupportForm } from "~/components/support/support-form";
import { officePaths } from "~/config/office-paths";
import { findSupport } from "~/data/support-providers.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm } from "~/lib/form-data";
import { readId } from "~/schemas/form-fields";
import { supportRetirementSchema, supportSchema } from "~/schemas/support";
import { retireSupport, saveSupport } from "~/services/save-support.server";

export const meta: MetaFunction = () => [{ title: "Support directory - Knife Crime Awareness sessions" }];

const CHANGED = { form: "Somebody changed this entry meanwhile. Open the page again to see it." };

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  if (params.id === "new") return json({ provider: null, values: {} });
  const id = readId(params.id);
  const provider = id && (await findSupport(deps.db, id));
  if (!provider) throw new Response("No such entry", { status: 404 });
  const { version, retired, lowAge, highAge, name, area, offer, link, phone } = provider;
  const ages = { lowAge: String(lowAge ?? ""), highAge: String(highAge ?? "") };
  const values = { version: String(version), name, area, offer, link, phone, ...ages };
  return json({ provider: { version, retired }, values });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager"]);
  const id = readId(params.id);
  if (!id && params.id !== "new") throw new Response("No such entry", { status: 404 });
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const formData = await request.formData();
  if (id && formData.get("intent") === "retire") {
    const form = readForm(supportRetirementSchema, formData);
    if (!form.ok) throw new Response("Nothing to change", { status: 400 });
    const retired = form.value.retired === "yes";
    const result = await retireSupport({ id, version: form.value.version, retired, actor }, deps);
    if (!result.ok) return json({ errors: CHANGED, values: null }, { status: 409 });
    return redirectWithFlash(officePaths.supportProviders(), retired ? "It is off the page." : "It is on the page again.");
  }
  const form = readForm(supportSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const { version, ...words } = form.value;
  const result = await saveSupport({ existing: id ? { id, version } : null, words, actor }, deps);
  if (result.ok) return redirectWithFlash(officePaths.supportProviders(), `“${words.name}” is saved.`);
  return json({ errors: CHANGED, values: formValues(formData) }, { status: 409 });
}

export default function SupportProviderRoute() {
  const { provider, values } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <SupportForm provider={provider} errors={answer?.errors} values={answer?.values ?? values} />;
}
