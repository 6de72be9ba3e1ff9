import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { TagsForm } from "~/components/campaign/tags-form";
import { paths } from "~/config/paths";
import { findRequestForTeam } from "~/data/request-inbox.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm } from "~/lib/form-data";
import { tagsSchema } from "~/schemas/campaign";
import { TAG_REFUSALS, tagOneRequest } from "~/services/set-tags.server";
import { tagChoices } from "~/services/tag-choices.server";

export const meta: MetaFunction = () => [{ title: "Campaign and funder - Knife Crime Awareness sessions" }];

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["coordinator"]);
  const found = await findRequestForTeam(deps.db, params.reference ?? "");
  if (!found?.provenAt) throw new Response("No such request", { status: 404 });
  const { campaignId, funderId, reference, schoolName } = found;
  return json({
    of: { reference, schoolName },
    choices: await tagChoices({ campaignId, funderId }, deps),
    values: { campaignId: campaignId ?? "", funderId: funderId ?? "" },
  });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["coordinator"]);
  const reference = params.reference ?? "";
  const formData = await request.formData();
  const form = readForm(tagsSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const { alsoVisits, ...tags } = form.value;
  const actor = { kind: "staff" as const, accountId };
  const result = await tagOneRequest({ reference, tags, alsoVisits: alsoVisits === "yes", actor }, deps);
  if (result.ok) return redirectWithFlash(paths.bookingRequest(reference), "Campaign and funder are saved.");
  if (result.reason === "not_found") throw new Response("No such request", { status: 404 });
  return json({ errors: TAG_REFUSALS[result.reason], values: formValues(formData) }, { status: 409 });
}

export default function RequestTagsRoute() {
  const { of, choices, values } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <TagsForm
      back={paths.bookingRequest(of.reference)}
      caption={`${of.schoolName}, ${of.reference}`}
      withVisits
      {...choices}
      errors={answer?.errors}
      values={answer?.values ?? values}
    />
  );
}
