import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { InboxProposals } from "~/components/booking-request/inbox-proposals";
import { BackLink } from "~/components/ui/back-link";
import { ErrorSummary } from "~/components/ui/error-summary";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";
import { listRequestsToSchedule } from "~/data/request-inbox.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { readForm } from "~/lib/form-data";
import { writePlan } from "~/schemas/offer";
import { takeProposalsSchema, writeTake } from "~/schemas/proposal";
import { proposeForAll } from "~/services/propose-visits.server";
import { takeProposals } from "~/services/take-proposals.server";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Visits that fit - Knife Crime Awareness sessions" }];

/** So many at a time can be looked through; those that have waited longest come first. */
const AT_ONCE = 25;

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["coordinator"]);
  const requests = await listRequestsToSchedule(deps.db, AT_ONCE);
  const proposals = await proposeForAll(requests, deps);
  return json({
    rows: proposals.map(({ request: { reference, version, schoolName, format }, proposed }) => ({
      reference,
      schoolName,
      formatName: format.name,
      proposed: proposed && {
        words: proposed.words,
        presenters: proposed.presenters,
        reasons: [...proposed.reasons, ...(proposed.areaReason === null ? [] : [proposed.areaReason])],
        take: writeTake({
          reference,
          version,
          plan: writePlan(proposed.plan),
          because: proposed.reasons.join("; "),
        }),
      },
    })),
  });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator"]);
  const form = readForm(takeProposalsSchema, await request.formData());
  if (!form.ok) return json({ errors: form.errors, scheduled: [], refused: [] }, { status: 422 });
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const { scheduled, refused } = await takeProposals(form.value.take, actor, deps);
  const count = scheduled.length === 1 ? "1 visit is" : `${scheduled.length} visits are`;
  if (refused.length === 0) {
    return redirectWithFlash(paths.requests(), `${count} scheduled. Invitations are on their way.`);
  }
  const errors = { form: `${refused.length} could not be scheduled any more; ${count} scheduled` };
  return json({ errors, scheduled, refused }, { status: 409 });
}

export default function InboxProposalsPage() {
  const { rows } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <BackLink href={paths.requests()}>Requests</BackLink>
      <ErrorSummary errors={answer?.errors} />
      <PageHeading>Visits that fit</PageHeading>
      <InboxProposals rows={rows} refused={answer?.refused ?? []} />
    </>
  );
}
