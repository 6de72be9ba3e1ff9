import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { MembershipList } from "~/components/school-membership/membership-list";
import { BackLink } from "~/components/ui/back-link";
import { ErrorSummary } from "~/components/ui/error-summary";
import { PageHeading } from "~/components/ui/page-heading";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import { listMemberships } from "~/data/school-memberships.server";
import type { MembershipStatus } from "~/domain/school-membership";
import { redirectWithFlash } from "~/lib/flash.server";
import { readForm } from "~/lib/form-data";
import { membershipDecisionSchema } from "~/schemas/school-membership";
import { decideOnMembership } from "~/services/school-membership.server";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Contacts of schools - Knife Crime Awareness sessions" }];

const PAGE_SIZE = 25;
const STATES: readonly MembershipStatus[] = ["requested", "approved", "refused", "ended"];
const SAID = {
  approved: "Approved. We are telling them by mail.",
  refused: "Refused. We are telling them by mail.",
  ended: "Ended. We are telling them by mail.",
};
const CHANGED = { form: "Somebody decided this meanwhile. The list shows how it stands now." };

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["coordinator", "manager"]);
  const query = new URL(request.url).searchParams;
  const shown = STATES.find((status) => status === query.get("show")) ?? "requested";
  const page = Math.max(1, Math.min(10_000, Math.trunc(Number(query.get("page"))) || 1));
  const { rows, total } = await listMemberships(deps.db, { status: shown, page, pageSize: PAGE_SIZE });
  return json({ shown, rows, total, page, pageCount: Math.max(1, Math.ceil(total / PAGE_SIZE)) });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator", "manager"]);
  const form = readForm(membershipDecisionSchema, await request.formData());
  if (!form.ok) return json({ errors: form.errors }, { status: 422 });
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const result = await decideOnMembership({ ...form.value, actor }, deps);
  if (result.ok) return redirectWithFlash(officePaths.schoolContacts(form.value.from), SAID[form.value.to]);
  return json({ errors: CHANGED }, { status: 409 });
}

export default function SchoolContactsPage() {
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <BackLink href={paths.requests()}>Requests</BackLink>
      <ErrorSummary errors={answer?.errors} />
      <PageHeading>Contacts of schools</PageHeading>
      <p className="govuk-body">
        Somebody who books for a school sees the bookings that they are named in. Approve them as a contact of the school,
        and they see its other bookings as well, but for sensitive ones. Make sure first that they work there: one mail
        domain may serve many schools, and an address of a free mail service says nothing.
      </p>
      <MembershipList {...data} />
    </>
  );
}
