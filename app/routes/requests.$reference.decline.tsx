import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { Checkboxes } from "~/components/ui/choices";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { Textarea } from "~/components/ui/textarea";
import { paths } from "~/config/paths";
import { listReasons } from "~/data/reason-codes.server";
import { findRequestForTeam } from "~/data/request-inbox.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm, textOf, textsOf, type FormErrors } from "~/lib/form-data";
import { declineSchema } from "~/schemas/reasons";
import { declineRequest, type DeclineRequestResult } from "~/services/decline-request.server";

export const meta: MetaFunction<typeof loader> = () => [{ title: "Decline a request - Knife Crime Awareness sessions" }];

type Refusal = Exclude<DeclineRequestResult, { ok: true }>["reason"];

const REFUSALS: Readonly<Record<Exclude<Refusal, "not_found">, FormErrors>> = {
  changed_meanwhile: { form: "Somebody changed this request meanwhile. Look at it again before you decline it." },
  no_reason: { reasons: "Select at least one reason" },
  has_visits: { form: "A visit of this request stands. Cancel it first." },
};

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["coordinator"]);
  const found = await findRequestForTeam(deps.db, params.reference ?? "");
  if (!found || found.status === "unproven") throw new Response("No such request", { status: 404 });
  const { reference, schoolName, version } = found;
  return json({ reference, schoolName, version, reasons: await listReasons(deps.db, "decline") });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator"]);
  const reference = params.reference ?? "";
  const formData = await request.formData();
  const form = readForm(declineSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const { reasons: reasonCodes, note, version } = form.value;
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const result = await declineRequest({ reference, version, reasonCodes, note, actor }, deps);
  if (result.ok) return redirectWithFlash(paths.requests(), `${reference} is declined. The school has been told why.`);
  if (result.reason === "not_found") throw new Response("No such request", { status: 404 });
  return json({ errors: REFUSALS[result.reason], values: formValues(formData) }, { status: 409 });
}

export default function DeclinePage() {
  const { reference, schoolName, version, reasons } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <BackLink href={paths.bookingRequest(reference)} />
      <ErrorSummary errors={answer?.errors} />
      <PageHeading caption={`${schoolName}, ${reference}`}>Decline this request</PageHeading>
      <Form>
        <input type="hidden" name="version" value={textOf(answer?.values, "version") || version} />
        <Checkboxes
          name="reasons"
          legend="Why?"
          hint="The school reads the sentence below each reason."
          error={answer?.errors.reasons}
          values={textsOf(answer?.values, "reasons")}
          choices={reasons.map((reason) => ({ value: reason.code, label: reason.label, hint: reason.forSchool }))}
        />
        <Textarea
          name="note"
          label="Note for the school (optional)"
          hint="No names of students, please."
          error={answer?.errors.note}
          value={textOf(answer?.values, "note")}
        />
        <Button look="warning">Decline and tell the school</Button>
      </Form>
    </>
  );
}
