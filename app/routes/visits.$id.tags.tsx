import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { TagsForm } from "~/components/campaign/tags-form";
import { paths } from "~/config/paths";
import { findVisit } from "~/data/visits.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm } from "~/lib/form-data";
import { tagsSchema } from "~/schemas/campaign";
import { readId, visitIdIn } from "~/schemas/form-fields";
import { TAG_REFUSALS, tagOneVisit } from "~/services/set-tags.server";
import { tagChoices } from "~/services/tag-choices.server";

export const meta: MetaFunction = () => [{ title: "Campaign and funder - Knife Crime Awareness sessions" }];

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["coordinator"]);
  const id = readId(params.id);
  const found = id && (await findVisit(deps.db, id, { all: true }));
  if (!found) throw new Response("No such visit", { status: 404 });
  const { campaignId, funderId } = found;
  return json({
    of: { id: found.id, schoolName: found.school.name },
    choices: await tagChoices({ campaignId, funderId }, deps),
    values: { campaignId: campaignId ?? "", funderId: funderId ?? "" },
  });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["coordinator"]);
  const visitId = visitIdIn(params.id);
  const formData = await request.formData();
  const form = readForm(tagsSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const { campaignId, funderId } = form.value;
  const actor = { kind: "staff" as const, accountId };
  const result = await tagOneVisit({ visitId, tags: { campaignId, funderId }, actor }, deps);
  if (result.ok) return redirectWithFlash(paths.visit(visitId), "Campaign and funder are saved.");
  if (result.reason === "not_found") throw new Response("No such visit", { status: 404 });
  return json({ errors: TAG_REFUSALS[result.reason], values: formValues(formData) }, { status: 409 });
}

export default function VisitTagsRoute() {
  const { of, choices, values } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <TagsForm
      back={paths.visit(of.id)}
      caption={of.schoolName}
      withVisits={false}
      {...choices}
      errors={answer?.errors}
      values={answer?.values ?? values}
    />
  );
}
