import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { DateField } from "~/components/ui/date-field";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { Select } from "~/components/ui/select";
import { paths } from "~/config/paths";
import { findPencilledOf, listTermsAhead } from "~/data/pencilled-visits.server";
import { findRequestForTeam } from "~/data/request-inbox.server";
import { pencilSpans } from "~/domain/pencil";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, partsFromDay, readForm, textOf, type FormErrors } from "~/lib/form-data";
import { dayOf, formatDay } from "~/lib/london-time";
import { pencilSchema } from "~/schemas/pencil";
import { pencilRequest, type PencilRequestResult } from "~/services/pencil-request.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Pencil ${data?.reference ?? "a request"} - Knife Crime Awareness sessions` },
];

type Refusal = Exclude<PencilRequestResult, { ok: true }>["reason"];

const REFUSALS: Readonly<Record<Exclude<Refusal, "not_found">, FormErrors>> = {
  no_school: { form: "Add the school to the register first" },
  not_waiting: { form: "This request does not wait to be scheduled any more" },
  changed_meanwhile: { form: "Somebody changed this request meanwhile. Look at it again before you pencil it" },
  in_the_past: { span: "Choose a time that is still to come" },
  settled_too_late: { settleBy: "Choose a day after today and not after the pencilled time" },
};

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["coordinator"]);
  const found = await findRequestForTeam(deps.db, params.reference ?? "");
  if (!found?.school || found.status === "unproven") throw new Response("No such request", { status: 404 });
  if (found.status !== "submitted") throw redirect(paths.bookingRequest(found.reference));
  const today = dayOf(deps.now());
  const spans = pencilSpans(today, await listTermsAhead(deps.db, found.school.id, today));
  const { reference, version, schoolName, format } = found;
  const pencilled = await findPencilledOf(deps.db, found.id);
  return json({ reference, version, schoolName, formatName: format.name, spans, pencilled });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator"]);
  const reference = params.reference ?? "";
  const formData = await request.formData();
  const form = readForm(pencilSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const { version, settleBy, span } = form.value;
  const [fromOn, toOn] = span;
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const result = await pencilRequest({ reference, version, fromOn, toOn, settleByOn: settleBy, actor }, deps);
  if (result.ok) {
    const message = `${reference} is pencilled. Settle the day by ${formatDay(result.settleByOn)}.`;
    return redirectWithFlash(paths.pencilled(), message);
  }
  if (result.reason === "not_found") throw new Response("No such request", { status: 404 });
  return json({ errors: REFUSALS[result.reason], values: formValues(formData) }, { status: 409 });
}

export default function PencilPage() {
  const { reference, version, schoolName, formatName, spans, pencilled } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors: FormErrors = answer?.errors ?? {};
  const { day, month, year } = partsFromDay(pencilled?.settleByOn);
  const known = { span: pencilled ? `${pencilled.fromOn}/${pencilled.toOn}` : "", day, month, year };
  const typed = (name: string, before: string) => (answer ? textOf(answer.values, name) : before);
  return (
    <>
      <BackLink href={paths.bookingRequest(reference)} />
      <ErrorSummary errors={answer?.errors} />
      <PageHeading caption={`${reference}, ${formatName}`}>Pencil a visit to {schoolName}</PageHeading>
      <p className="govuk-body">
        Agreed for a month or half-term, presenters and day later. It takes nobody’s time, and stands in the list of
        pencilled visits until it is planned.
      </p>
      {pencilled ? (
        <InsetText>
          Pencilled from {formatDay(pencilled.fromOn)} to {formatDay(pencilled.toOn)}. What you choose here takes its place.
        </InsetText>
      ) : null}
      <Form>
        <input type="hidden" name="version" value={typed("version", String(version))} />
        <Select
          name="span"
          label="For when?"
          emptyLabel="Choose a month or half-term"
          options={spans.map(({ value, label }) => ({ value, label }))}
          value={typed("span", known.span)}
          error={errors.span}
        />
        <DateField
          name="settleBy"
          legend="Settle the day by (optional)"
          legendSize="s"
          hint="Left empty: four weeks before it begins."
          value={{
            day: typed("settleBy.day", known.day),
            month: typed("settleBy.month", known.month),
            year: typed("settleBy.year", known.year),
          }}
          error={errors.settleBy}
        />
        <Button>Pencil it</Button>
      </Form>
    </>
  );
}
