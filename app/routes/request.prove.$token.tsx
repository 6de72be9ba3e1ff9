import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ensureBrowser } from "~/auth/browser.server";
import { sourceOf } from "~/auth/source.server";
import { startSignIn } from "~/auth/start-sign-in.server";
import { explainProofRefusal } from "~/components/request-form/explain-proof-refusal";
import { ProveLink, type LinkState } from "~/components/request-form/prove-link";
import { StepPage } from "~/components/request-form/step-page";
import { paths } from "~/config/paths";
import { findSentRequest, type SentRequest } from "~/data/booking-requests.server";
import { findChallengeByLink } from "~/data/sign-in-challenges.server";
import type { FormErrors } from "~/lib/form-data";
import { hashSecret } from "~/lib/secret.server";
import { askForCode } from "~/services/ask-for-code.server";
import type { Deps } from "~/services/deps";
import { proveRequest } from "~/services/prove-request.server";
import { lookAtLink } from "~/services/redeem-code.server";

type Answer = { errors?: FormErrors; mailSent: boolean };

export const meta: MetaFunction = () => [{ title: "Send your request - Knife Crime Awareness sessions" }];

/** Shows and changes nothing: mail scanners open every address. */
export async function loader({ params, context: { deps } }: LoaderFunctionArgs) {
  const { state, sent } = await lookAt(params.token ?? "", deps);
  return json({ state, schoolName: sent?.schoolName ?? "" });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const token = params.token ?? "";
  const formData = await request.formData();
  if (formData.get("intent") === "again") return sendAgain(request, token, deps);
  const result = await proveRequest({ linkToken: token }, deps);
  if (!result.ok) return json<Answer>({ errors: { form: explainProofRefusal(result) }, mailSent: false }, { status: 409 });
  const headers = { "Set-Cookie": await startSignIn(request, deps, result.accountId) };
  return redirect(`${paths.request.sent()}?ref=${encodeURIComponent(result.reference)}`, { status: 303, headers });
}

async function sendAgain(request: Request, token: string, deps: Deps) {
  const { state, sent } = await lookAt(token, deps);
  if (state === "useless" || !sent) return redirect(request.url, { status: 303 });
  const browser = await ensureBrowser(request, deps);
  const headers = new Headers(browser.setCookie ? { "Set-Cookie": browser.setCookie } : {});
  const asked = await askForCode(
    {
      email: sent.contact.email,
      browserToken: browser.token,
      sourceKey: sourceOf(request),
      purpose: "prove_request",
      requestId: sent.id,
    },
    deps,
  );
  if (asked.ok) return json<Answer>({ mailSent: true }, { headers });
  return json<Answer>({ errors: { form: explainProofRefusal(asked) }, mailSent: false }, { status: 409, headers });
}

/** A link is good for its own address alone: after a change of address only the newer mail counts. */
async function lookAt(token: string, deps: Deps): Promise<{ state: LinkState; sent: SentRequest | null }> {
  const look = await lookAtLink({ token }, deps);
  const known = await findChallengeByLink(deps.db, hashSecret(token));
  const sent = known?.requestId ? await findSentRequest(deps.db, known.requestId) : null;
  const isItsOwn = sent !== null && sent.contact.email.toLowerCase() === known?.email.toLowerCase();
  if (!isItsOwn || sent.status !== "unproven") return { state: "useless", sent: null };
  return { state: look.ok ? "good" : "run_out", sent };
}

export default function ProveLinkPage() {
  const { state, schoolName } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <StepPage errors={answer?.errors}>
      <ProveLink state={state} schoolName={schoolName} mailSent={answer?.mailSent ?? false} />
    </StepPage>
  );
}
