import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { TextField } from "~/components/ui/text-field";
import { Textarea } from "~/components/ui/textarea";
import { whenOf } from "~/components/visit/visit-list";
import { paths } from "~/config/paths";
import { findVisit } from "~/data/visits.server";
import { viewOfVisit } from "~/domain/visit-view";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm, textOf, type FormErrors } from "~/lib/form-data";
import { changePlaceSchema } from "~/schemas/change-visit-details";
import { visitIdIn } from "~/schemas/form-fields";
import { changePlace, type ChangePlaceResult } from "~/services/change-place.server";

export const meta: MetaFunction = () => [{ title: "Change the place - Knife Crime Awareness sessions" }];

type Refusal = Exclude<ChangePlaceResult, { ok: true }>["reason"];

const REFUSALS: Readonly<Record<Exclude<Refusal, "not_found">, FormErrors>> = {
  not_scheduled: { form: "This visit is not scheduled any more." },
  begun: { form: "This visit has begun, so its place can no longer be changed." },
  unchanged: { place: "Enter another place than the one that stands" },
  changed_meanwhile: { form: "Somebody changed this visit meanwhile. Look at it again, then decide." },
};

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["coordinator"]);
  const visit = await findVisit(deps.db, visitIdIn(params.id), { all: true });
  if (!visit) throw new Response("No such visit", { status: 404 });
  const { street, town, postcode } = visit.school;
  return json({
    id: visit.id,
    version: visit.version,
    place: visit.place,
    when: whenOf(viewOfVisit(visit)),
    schoolName: visit.school.name,
    schoolAddress: [street, town, postcode].filter((part) => part !== "").join(", "),
  });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["coordinator"]);
  const visitId = visitIdIn(params.id);
  const formData = await request.formData();
  const form = readForm(changePlaceSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const result = await changePlace({ ...form.value, visitId, actor: { kind: "staff", accountId } }, deps);
  if (result.ok) return redirectWithFlash(paths.visit(visitId), "The place is changed. Everybody is being told.");
  if (result.reason === "not_found") throw new Response("No such visit", { status: 404 });
  return json({ errors: REFUSALS[result.reason], values: formValues(formData) }, { status: 409 });
}

export default function PlacePage() {
  const visit = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const values = answer?.values;
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <BackLink href={paths.visit(visit.id)} />
        <ErrorSummary errors={answer?.errors} />
        <PageHeading caption={`${visit.schoolName}, ${visit.when}`}>Change the place</PageHeading>
        <p className="govuk-body">
          The day and the times stay. Contacts and presenters get a new invitation that changes their calendars.
        </p>
        <Form>
          <input type="hidden" name="version" value={textOf(values, "version") || visit.version} />
          <TextField
            name="place"
            label="Place"
            hint={`One line with street, town and postcode. Leave it empty for the school’s own address: ${visit.schoolAddress}. Travel is always reckoned to the school.`}
            value={values ? textOf(values, "place") : visit.place}
            error={answer?.errors.place}
          />
          <Textarea
            name="note"
            label="Why, or how to find it (optional)"
            hint="Everybody reads this. No names of students."
            value={textOf(values, "note")}
            error={answer?.errors.note}
            rows={3}
            maxLength={2_000}
          />
          <Button>Change the place</Button>
        </Form>
      </div>
    </div>
  );
}
