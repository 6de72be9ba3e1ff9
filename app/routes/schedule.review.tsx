import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { ReviewList, type ReviewVisit } from "~/components/review/review-list";
import { BackLink } from "~/components/ui/back-link";
import { ErrorSummary } from "~/components/ui/error-summary";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";
import { listOpenReviewItems } from "~/data/absences.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm } from "~/lib/form-data";
import { keepVisitSchema } from "~/schemas/keep-visit";
import { keepVisit } from "~/services/keep-visit.server";

export const meta: MetaFunction = () => [{ title: "Visits to look at - Knife Crime Awareness sessions" }];

const SETTLED = { form: "Somebody has settled this visit meanwhile. The list shows what is left." };

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator", "manager"]);
  const open = await listOpenReviewItems(deps.db);
  const ids = [...new Set(open.map(({ visit }) => visit.id))];
  const visits = ids.flatMap((id) => {
    const own = open.filter(({ visit }) => visit.id === id);
    const [first] = own;
    const items = own.map(({ id: itemId, kind, absence, presenterName }) => ({ id: itemId, kind, absence, presenterName }));
    return first ? [{ ...first.visit, items }] : [];
  });
  return json({ visits, mayDecide: hasAnyRole(viewer, ["coordinator"]) });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["coordinator"]);
  const formData = await request.formData();
  const form = readForm(keepVisitSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const result = await keepVisit({ ...form.value, accountId }, deps);
  if (result.ok) return redirectWithFlash(paths.review(), "The visit stays as it is. The reason is kept.");
  if (result.reason === "not_found") throw new Response("No such visit", { status: 404 });
  return json({ errors: SETTLED, values: formValues(formData) }, { status: 409 });
}

export default function ReviewPage() {
  const data = useLoaderData<typeof loader>();
  const visits: readonly ReviewVisit[] = data.visits;
  const answer = useActionData<typeof action>();
  return (
    <>
      <BackLink href={paths.schedule()} />
      <ErrorSummary errors={answer?.errors} />
      <PageHeading>Visits to look at</PageHeading>
      <p className="govuk-body">
        Something changed around these visits: a presenter is away or works other hours, a school has closed. Nothing was
        moved or cancelled by it. Decide for each.
      </p>
      <ReviewList visits={visits} mayDecide={data.mayDecide} errors={answer?.errors} values={answer?.values} />
    </>
  );
}
