import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { TextField } from "~/components/ui/text-field";
import { paths } from "~/config/paths";
import { findRequestForTeam } from "~/data/request-inbox.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm, textOf, type FormErrors } from "~/lib/form-data";
import { firstContactSchema } from "~/schemas/change-visit-details";
import { changeFirstContact, type ChangeFirstContactResult } from "~/services/change-first-contact.server";

export const meta: MetaFunction = () => [{ title: "Change the contact - Knife Crime Awareness sessions" }];

type Refusal = Exclude<ChangeFirstContactResult, { ok: true }>["reason"];

const REFUSALS: Readonly<Record<Exclude<Refusal, "not_found">, FormErrors>> = {
  closed: { form: "This booking is closed, so its contacts can no longer be changed." },
  same_person: { email: "This is the address of the contact now. Enter somebody else’s" },
  is_second: { email: "This is the second contact. The school takes them off first, on the booking’s page" },
  changed_meanwhile: { form: "Somebody changed this booking meanwhile. Look at it again, then decide." },
};

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["coordinator"]);
  const found = await findRequestForTeam(deps.db, params.reference ?? "");
  if (!found || found.status === "unproven") throw new Response("No such request", { status: 404 });
  const { reference, schoolName, version, contacts } = found;
  return json({ reference, schoolName, version, name: contacts[0]?.name ?? "" });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["coordinator"]);
  const reference = params.reference ?? "";
  const formData = await request.formData();
  const form = readForm(firstContactSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const { version, ...first } = form.value;
  const result = await changeFirstContact({ reference, version, first, actor: { kind: "staff", accountId } }, deps);
  if (result.ok) {
    return redirectWithFlash(paths.bookingRequest(reference), `${first.name} is the contact now. Everybody is being told.`);
  }
  if (result.reason === "not_found") throw new Response("No such request", { status: 404 });
  return json({ errors: REFUSALS[result.reason], values: formValues(formData) }, { status: 409 });
}

export default function FirstContactPage() {
  const { reference, schoolName, version, name } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const field = (of: "name" | "email" | "phone") => ({ name: of, value: textOf(answer?.values, of), error: answer?.errors[of] });
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <BackLink href={paths.bookingRequest(reference)} />
        <ErrorSummary errors={answer?.errors} />
        <PageHeading caption={`${schoolName}, ${reference}`}>Change the contact</PageHeading>
        <p className="govuk-body">
          Somebody else at the school takes this booking over from {name}. They see it and can change it; {name} no
          longer sees it, and its visits go out of their calendar.
        </p>
        <Form>
          <input type="hidden" name="version" value={textOf(answer?.values, "version") || version} />
          <TextField {...field("name")} label="Name" />
          <TextField {...field("email")} label="Work email address" type="email" inputMode="email" autoCapitalize="none" />
          <TextField {...field("phone")} label="Phone (optional)" type="tel" inputMode="tel" width={20} />
          <Button>Change the contact</Button>
        </Form>
      </div>
    </div>
  );
}
