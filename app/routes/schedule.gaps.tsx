import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { GapList } from "~/components/gaps/gap-list";
import { BackLink } from "~/components/ui/back-link";
import { ErrorSummary } from "~/components/ui/error-summary";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";
import { redirectWithFlash } from "~/lib/flash.server";
import { readForm } from "~/lib/form-data";
import { fillGapSchema } from "~/schemas/away";
import { explainReplacing } from "~/services/explain-replacing";
import { fillGap, listGaps } from "~/services/list-gaps.server";

export const meta: MetaFunction = () => [{ title: "Visits short of presenters - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator", "manager"]);
  return json({ ...(await listGaps(deps)), mayAssign: hasAnyRole(viewer, ["coordinator"]) });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["coordinator"]);
  const form = readForm(fillGapSchema, await request.formData());
  if (!form.ok) return json({ errors: { form: "Choose who takes the place" } }, { status: 422 });
  const result = await fillGap({ ...form.value, accountId }, deps);
  if (result.ok) return redirectWithFlash(paths.gaps(), "The presenter is assigned. Everybody invited is being told.");
  if (result.reason === "not_found") throw new Response("No such visit", { status: 404 });
  return json({ errors: { form: explainReplacing(result) } }, { status: 409 });
}

export default function GapsPage() {
  const { gaps, more, mayAssign } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <BackLink href={paths.schedule()} />
      <ErrorSummary errors={answer?.errors} />
      <PageHeading>Visits short of presenters</PageHeading>
      {gaps.length === 0 ? (
        <p className="govuk-body">Every planned visit has the presenters that it needs.</p>
      ) : (
        <p className="govuk-body">
          These planned visits have fewer presenters than they need. Nobody who is proposed would be in two places, miss the
          time to travel or work outside their hours. Assigning somebody sends the invitations at once.
        </p>
      )}
      <GapList gaps={gaps} mayAssign={mayAssign} />
      {more ? <p className="govuk-body">There are more. They follow once these are settled.</p> : null}
    </>
  );
}
