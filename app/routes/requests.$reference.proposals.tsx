import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { ProposalList } from "~/components/booking-request/proposal-list";
import { BackLink } from "~/components/ui/back-link";
import { ButtonLink } from "~/components/ui/button";
import { ErrorSummary } from "~/components/ui/error-summary";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";
import { findRequestForTeam } from "~/data/request-inbox.server";
import { isSchedulable } from "~/domain/booking-request";
import { nextAcademicYearEndsOn } from "~/domain/programme-year";
import { shownName } from "~/domain/retention";
import { redirectWithFlash } from "~/lib/flash.server";
import { readForm, type FormErrors } from "~/lib/form-data";
import { dayOf } from "~/lib/london-time";
import { writePlan } from "~/schemas/offer";
import { takeProposalSchema } from "~/schemas/proposal";
import { explainRefusal } from "~/services/explain-refusal";
import { proposeVisits } from "~/services/propose-visits.server";
import { takeProposal } from "~/services/take-proposals.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Proposed visits for ${data?.reference ?? ""} - Knife Crime Awareness sessions` },
];

const MOST_SHOWN = 12;

type Answer = { errors: FormErrors; sentences: string[] };

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["coordinator"]);
  const found = await findRequestForTeam(deps.db, params.reference ?? "");
  if (!found?.school || found.status === "unproven") throw new Response("No such request", { status: 404 });
  if (!isSchedulable(found.status)) throw redirect(paths.bookingRequest(found.reference));
  const until = nextAcademicYearEndsOn(dayOf(deps.now()));
  const proposals = await proposeVisits({ request: found, count: MOST_SHOWN, until }, deps);
  return json({
    reference: found.reference,
    version: found.version,
    schoolName: found.schoolName,
    contacts: found.contacts.map(shownName),
    proposals: proposals.map(({ plan, ...rest }) => ({ ...rest, plan: writePlan(plan) })),
  });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator"]);
  const form = readForm(takeProposalSchema, await request.formData());
  if (!form.ok) return json<Answer>({ errors: form.errors, sentences: [] }, { status: 422 });
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const result = await takeProposal({ ...form.value, reference: params.reference ?? "" }, actor, deps);
  if (result.ok) {
    const message = "The visit is scheduled. Invitations are on their way to the school and the presenters.";
    return redirectWithFlash(paths.visit(result.visitId), message);
  }
  if (result.reason === "not_found") throw new Response("No such request", { status: 404 });
  const { errors, sentences } = explainRefusal(result);
  return json<Answer>({ errors, sentences }, { status: 409 });
}

export default function ProposalsPage() {
  const { reference, schoolName, proposals, ...rest } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <BackLink href={paths.bookingRequest(reference)} />
      <ErrorSummary errors={answer?.errors} />
      <PageHeading caption={`${schoolName}, ${reference}`}>Proposed visits</PageHeading>
      <Sentences sentences={answer?.sentences ?? []} />
      {proposals.length > 0 ? (
        <>
          <p className="govuk-body">
            The best visit of each day up to the end of the next academic year, as things stand now. Each keeps every
            rule: nobody in two places, time to travel, school and working hours.
          </p>
          <ProposalList {...rest} reference={reference} proposals={proposals} />
        </>
      ) : (
        <>
          <p className="govuk-body">
            No visit fits without a reason to be given: nobody who may give this format is free for all of it on an open
            day of the school, up to the end of the next academic year.
          </p>
          <ButtonLink href={paths.planRequest(reference)}>Plan a visit by hand</ButtonLink>
        </>
      )}
    </>
  );
}

function Sentences({ sentences }: { sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <InsetText>
      <ul className="govuk-list govuk-list--bullet">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </InsetText>
  );
}
