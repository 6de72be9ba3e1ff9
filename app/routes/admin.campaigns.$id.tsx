import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { CampaignForm } from "~/components/campaign/campaign-form";
import { dayValues } from "~/components/ui/date-parts";
import { officePaths } from "~/config/office-paths";
import { findCampaign } from "~/data/campaigns.server";
import { isPublic } from "~/domain/campaign";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm, type FormErrors } from "~/lib/form-data";
import { campaignSchema, retirementSchema } from "~/schemas/campaign";
import { readId } from "~/schemas/form-fields";
import { retireCampaign, saveCampaign, type SaveCampaignResult } from "~/services/save-campaign.server";

export const meta: MetaFunction = () => [{ title: "Campaign - Knife Crime Awareness sessions" }];

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  if (params.id === "new") return json({ campaign: null, values: {} });
  const id = readId(params.id);
  const campaign = id && (await findCampaign(deps.db, { id }));
  if (!campaign) throw new Response("No such campaign", { status: 404 });
  const { version, retired, slug, name, target, description, startsOn, endsOn } = campaign;
  const days = { ...dayValues("starts", startsOn), ...dayValues("ends", endsOn) };
  const values = { version: String(version), name, description, target: String(target ?? ""), ...days };
  return json({ campaign: { version, retired, slug, isPublic: isPublic(campaign) }, values });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager"]);
  const id = readId(params.id);
  if (!id && params.id !== "new") throw new Response("No such campaign", { status: 404 });
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const formData = await request.formData();
  if (id && formData.get("intent") === "retire") {
    const form = readForm(retirementSchema, formData);
    if (!form.ok) throw new Response("Nothing to change", { status: 400 });
    const retired = form.value.retired === "yes";
    const result = await retireCampaign({ id, version: form.value.version, retired, actor }, deps);
    if (!result.ok) return json({ errors: refusalOf(result), values: null }, { status: 409 });
    return redirectWithFlash(officePaths.campaigns(), retired ? "It is out of use." : "It is in use again.");
  }
  const form = readForm(campaignSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const { version, name, starts: startsOn, ends: endsOn, target, description } = form.value;
  const words = { name, startsOn, endsOn, target, description };
  const result = await saveCampaign({ existing: id ? { id, version } : null, words, actor }, deps);
  if (result.ok) return redirectWithFlash(officePaths.campaigns(), `“${name}” is saved.`);
  return json({ errors: refusalOf(result), values: formValues(formData) }, { status: 409 });
}

function refusalOf({ reason }: Extract<SaveCampaignResult, { ok: false }>): FormErrors {
  switch (reason) {
    case "not_found":
      return { form: "This campaign is no longer there." };
    case "changed_meanwhile":
      return { form: "Somebody changed this campaign meanwhile. Open the page again to see it." };
    case "name_taken":
      return { name: "There is a campaign with this name" };
  }
}

export default function CampaignRoute() {
  const { campaign, values } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <CampaignForm campaign={campaign} errors={answer?.errors} values={answer?.values ?? values} />;
}
