import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData, useParams } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { savedWords, SETTLE_REFUSALS } from "~/components/readiness/readiness-words";
import { ReadinessForm } from "~/components/readiness/readiness-form";
import { BackLink } from "~/components/ui/back-link";
import { ErrorSummary } from "~/components/ui/error-summary";
import { paths } from "~/config/paths";
import { readSettings } from "~/data/settings.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm } from "~/lib/form-data";
import { readId } from "~/schemas/form-fields";
import { readinessSchema } from "~/schemas/readiness";
import { lookAtReadiness, settleReadiness } from "~/services/settle-readiness.server";

export const meta: MetaFunction = () => [{ title: "Getting ready - Knife Crime Awareness sessions" }];

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["coordinator"]);
  const who = { kind: "staff", accountId } as const;
  const readiness = await lookAtReadiness({ visitId: visitIdOf(params), who }, deps);
  if (!readiness) throw notFound();
  const { teamPhone } = await readSettings(deps.db);
  return json({ readiness, teamPhone });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["coordinator"]);
  const visitId = visitIdOf(params);
  const formData = await request.formData();
  const form = readForm(readinessSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const result = await settleReadiness({ visitId, who: { kind: "staff", accountId }, ...form.value }, deps);
  if (result.ok) return redirectWithFlash(paths.visit(visitId), savedWords(result));
  if (result.reason === "not_found") throw notFound();
  return json({ errors: SETTLE_REFUSALS[result.reason], values: formValues(formData) }, { status: 409 });
}

function visitIdOf(params: { id?: string }): string {
  const id = readId(params.id);
  if (id === null) throw notFound();
  return id;
}

function notFound(): Response {
  return new Response("No such visit", { status: 404 });
}

export default function VisitReadiness() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { id = "" } = useParams();
  return (
    <>
      <BackLink href={paths.visit(id)}>The visit</BackLink>
      <ErrorSummary errors={answer?.errors} />
      <ReadinessForm {...page} errors={answer?.errors} values={answer?.values} />
    </>
  );
}
