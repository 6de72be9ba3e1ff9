import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { Checkboxes, Radios } from "~/components/ui/choices";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { Textarea } from "~/components/ui/textarea";
import { whenOf } from "~/components/visit/visit-list";
import { paths } from "~/config/paths";
import { listReasons } from "~/data/reason-codes.server";
import { readVisitsBeside, type VisitsBeside } from "~/data/request-inbox.server";
import { findVisit } from "~/data/visits.server";
import { viewOfVisit } from "~/domain/visit-view";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm, textOf, textsOf, type FormErrors } from "~/lib/form-data";
import { formatDay } from "~/lib/london-time";
import { visitIdIn } from "~/schemas/form-fields";
import { cancelSchema } from "~/schemas/reasons";
import { cancelVisit, type CancelVisitResult } from "~/services/cancel-visit.server";

export const meta: MetaFunction<typeof loader> = () => [{ title: "Cancel a visit - Knife Crime Awareness sessions" }];

type Refusal = Exclude<CancelVisitResult, { ok: true }>["reason"];

const REFUSALS: Readonly<Record<Exclude<Refusal, "not_found">, FormErrors>> = {
  changed_meanwhile: { form: "Somebody changed this visit meanwhile. Look at it again before you cancel it." },
  no_reason: { reasons: "Select at least one reason" },
  already_over: { form: "This visit is over or cancelled already." },
  none_left: { afterwards: "The other visits were cancelled meanwhile. Select what happens to the request" },
};

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["coordinator"]);
  const visit = await findVisit(deps.db, visitIdIn(params.id), { all: true });
  if (!visit) throw new Response("No such visit", { status: 404 });
  const reasons = await listReasons(deps.db, "cancel");
  const beside = await readVisitsBeside(deps.db, visit, deps.now());
  return json({ visit: viewOfVisit(visit), version: visit.version, reasons, beside });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator"]);
  const visitId = visitIdIn(params.id);
  const formData = await request.formData();
  const form = readForm(cancelSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const { reasons: reasonCodes, ...input } = form.value;
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const result = await cancelVisit({ ...input, visitId, reasonCodes, actor }, deps);
  if (result.ok) return redirectWithFlash(paths.visit(visitId), "The visit is cancelled. Everybody invited is being told.");
  if (result.reason === "not_found") throw new Response("No such visit", { status: 404 });
  return json({ errors: REFUSALS[result.reason], values: formValues(formData) }, { status: 409 });
}

export default function CancelVisitPage() {
  const { visit, version, reasons, beside } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <BackLink href={paths.visit(visit.id)} />
      <ErrorSummary errors={answer?.errors} />
      <PageHeading caption={`${visit.schoolName}, ${whenOf(visit)}`}>Cancel this visit</PageHeading>
      <Form>
        <input type="hidden" name="version" value={textOf(answer?.values, "version") || version} />
        <Radios
          name="cancelledBy"
          legend="Who cancels?"
          inline
          error={answer?.errors.cancelledBy}
          value={textOf(answer?.values, "cancelledBy")}
          choices={[
            { value: "team", label: "Our team" },
            { value: "school", label: "The school" },
          ]}
        />
        <Checkboxes
          name="reasons"
          legend="Why?"
          hint="The school reads the sentence below each reason."
          error={answer?.errors.reasons}
          values={textsOf(answer?.values, "reasons")}
          choices={reasons.map((reason) => ({ value: reason.code, label: reason.label, hint: reason.forSchool }))}
        />
        <Afterwards beside={beside} error={answer?.errors.afterwards} value={textOf(answer?.values, "afterwards")} />
        <Textarea
          name="note"
          label="Note for the school (optional)"
          hint="No names of students, please."
          error={answer?.errors.note}
          value={textOf(answer?.values, "note")}
        />
        <Button look="warning">Cancel the visit and tell everybody</Button>
      </Form>
    </>
  );
}

/** Only a request with nothing else planned waits again or is closed; of any other the page says what stays. */
function Afterwards({ beside, error, value }: { beside: VisitsBeside; error?: string; value: string }) {
  if (beside.open === 0 && beside.tookPlace === 0) {
    return (
      <Radios
        name="afterwards"
        legend="What happens to the request?"
        error={error}
        value={value}
        choices={[
          { value: "look_again", label: "Look for another day", hint: "It goes back to the inbox with a new answer-by day." },
          { value: "close", label: "Close it", hint: "Nothing more is planned for it." },
        ]}
      />
    );
  }
  return (
    <>
      <input type="hidden" name="afterwards" value="others_stand" />
      <InsetText>{beside.open > 0 ? whatStays(beside) : AFTER_THE_LAST}</InsetText>
    </>
  );
}

const AFTER_THE_LAST =
  "Another visit of this request has taken place and none is left to come, so the request is completed by this. To keep this visit for another day, move it instead.";

function whatStays({ open, toComeOn }: VisitsBeside): string {
  const days = toComeOn.length === 0 ? "" : ` (${toComeOn.map(formatDay).join("; ")})`;
  const stays = open === 1 ? `The other visit of this request${days} stays` : `The other visits of this request${days} stay`;
  return `${stays} as planned, and the school is told so. Nobody is promised another day: for one, move this visit, or plan another from the request.`;
}
