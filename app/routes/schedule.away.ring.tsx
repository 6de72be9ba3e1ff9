import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { RingList } from "~/components/away/ring-list";
import { BackLink } from "~/components/ui/back-link";
import { ErrorSummary } from "~/components/ui/error-summary";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";
import { redirectWithFlash } from "~/lib/flash.server";
import { readForm } from "~/lib/form-data";
import { toldSchema } from "~/schemas/away";
import { listToRing, tellPerson } from "~/services/tell-person.server";

export const meta: MetaFunction = () => [{ title: "Whom to ring - Knife Crime Awareness sessions" }];

const GONE = { form: "This person need not be told about this visit any more. The list shows who is left." };

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["coordinator"]);
  return json({ visits: await listToRing(deps) });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const { accountId: byId } = await requireStaff(request, deps, ["coordinator"]);
  const form = readForm(toldSchema, await request.formData());
  if (!form.ok) return json({ errors: GONE }, { status: 422 });
  const result = await tellPerson({ ...form.value, byId }, deps);
  if (!result.ok) return json({ errors: GONE }, { status: 409 });
  return redirectWithFlash(paths.ring(), `It is kept that ${result.name} was told.`);
}

export default function RingPage() {
  const { visits } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <BackLink href={paths.away()} />
      <ErrorSummary errors={answer?.errors} />
      <PageHeading>Whom to ring</PageHeading>
      <p className="govuk-body">
        {visits.length === 0
          ? "Nothing has changed since yesterday about the visits of today and tomorrow."
          : "Visits of today and tomorrow that have changed since yesterday, or whose presenter is away. A mail may be read too late: please ring. Nobody needs to know why somebody is away."}
      </p>
      <RingList visits={visits} />
    </>
  );
}
