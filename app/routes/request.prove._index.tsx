import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { readBrowser } from "~/auth/browser.server";
import { forgetDraft, readDraft, readDraftId } from "~/auth/request-draft.server";
import { sourceOf } from "~/auth/source.server";
import { startSignIn } from "~/auth/start-sign-in.server";
import { explainProofRefusal } from "~/components/request-form/explain-proof-refusal";
import { ProveForm } from "~/components/request-form/prove-form";
import { StepPage } from "~/components/request-form/step-page";
import { paths } from "~/config/paths";
import { findSentRequest } from "~/data/booking-requests.server";
import { formValues, readForm, textOf, type FormValues } from "~/lib/form-data";
import { proveCodeSchema } from "~/schemas/prove-request";
import { askForCode } from "~/services/ask-for-code.server";
import type { Deps } from "~/services/deps";
import { proveRequest } from "~/services/prove-request.server";

export const meta: MetaFunction = () => [{ title: "Check your email - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const sent = await requireUnproven(request, deps);
  const sentAgain = new URL(request.url).searchParams.get("sent") === "again";
  return json({ email: sent.contact.email, sentAgain });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const browser = await readBrowser(request, deps);
  if (!browser) return redirect(paths.request.start(), { status: 303 });
  const formData = await request.formData();
  if (formData.get("intent") === "again") {
    const { id: requestId, contact } = await requireUnproven(request, deps);
    const asked = await askForCode(
      { email: contact.email, browserToken: browser.token, sourceKey: sourceOf(request), purpose: "prove_request", requestId },
      deps,
    );
    if (asked.ok) return redirect(`${paths.request.prove()}?sent=again`, { status: 303 });
    return json(refused(explainProofRefusal(asked), {}), { status: 409 });
  }
  const reading = readForm(proveCodeSchema, formData);
  if (!reading.ok) return json(reading, { status: 422 });
  const result = await proveRequest({ code: reading.value.code, browserToken: browser.token }, deps);
  if (!result.ok) return json(refused(explainProofRefusal(result), formValues(formData)), { status: 409 });
  const headers = new Headers({ "Set-Cookie": await startSignIn(request, deps, result.accountId) });
  headers.append("Set-Cookie", await forgetDraft(request, deps, result.requestId));
  return redirect(`${paths.request.sent()}?ref=${encodeURIComponent(result.reference)}`, { status: 303, headers });
}

/** The request that this browser has made; one that was proven meanwhile, by the link perhaps, is a booking. */
async function requireUnproven(request: Request, deps: Deps) {
  const draftId = await readDraftId(request, deps);
  const sent = draftId && (await findSentRequest(deps.db, draftId));
  if (sent && sent.status !== "unproven") throw redirect(paths.booking(sent.reference), { status: 303 });
  if (!sent || !(await readDraft(request, deps))) throw redirect(paths.request.start(), { status: 303 });
  return sent;
}

function refused(code: string, values: FormValues) {
  return { errors: { code }, values };
}

export default function ProvePage() {
  const { email, sentAgain } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <StepPage back={paths.request.check()} errors={answer?.errors}>
      <ProveForm
        email={email}
        sentAgain={sentAgain && !answer}
        code={textOf(answer?.values, "code")}
        error={answer?.errors.code}
      />
    </StepPage>
  );
}
