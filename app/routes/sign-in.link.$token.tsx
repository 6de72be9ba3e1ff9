import {
  json,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ensureBrowser } from "~/auth/browser.server";
import { returnTo, withReturnTo } from "~/auth/return-to";
import { sourceOf } from "~/auth/source.server";
import { deviceOf, keepSignIn, signInTokenHash } from "~/auth/start-sign-in.server";
import { homeOf } from "~/auth/viewer.server";
import { LinkPage, linkTitle, type LinkState } from "~/components/sign-in/link-page";
import { TOO_MANY_CODES } from "~/components/sign-in/messages";
import { paths } from "~/config/paths";
import { proveLinkPath } from "~/config/request-paths";
import { redirectWithFlash } from "~/lib/flash.server";
import type { FormErrors } from "~/lib/form-data";
import { askForCode } from "~/services/ask-for-code.server";
import type { Deps } from "~/services/deps";
import { lookAtLink } from "~/services/redeem-code.server";
import { signInWithLink } from "~/services/sign-in.server";

type Answer = { errors?: FormErrors; state?: LinkState };

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? linkTitle(data.state) : "Sign in"} - Knife Crime Awareness sessions` },
];

/** Mail scanners open every address: looking changes nothing, only the button does. */
export async function loader({ params, context: { deps } }: LoaderFunctionArgs) {
  const state = await stateOf(params.token ?? "", deps);
  return json({ state }, { status: state.kind === "ready" ? 200 : 410 });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const token = params.token ?? "";
  const formData = await request.formData();
  if (formData.get("intent") === "resend") return resend(request, token, deps);
  const input = { token, device: deviceOf(request), replacesTokenHash: await signInTokenHash(request, deps) };
  const result = await signInWithLink(input, deps);
  if (!result.ok) {
    const state: LinkState = { kind: "over", reason: result.reason, canResend: false };
    return json<Answer>({ state }, { status: 409 });
  }
  const headers = { "Set-Cookie": await keepSignIn(deps, result.token) };
  return redirect(returnTo(request) ?? homeOf(result.roles), { status: 303, headers });
}

export default function MailLink() {
  const { state } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <LinkPage state={answer?.state ?? state} errors={answer?.errors} />;
}

async function stateOf(token: string, deps: Deps): Promise<LinkState> {
  const look = await lookAtLink({ token }, deps);
  const known = look.ok ? look.challenge : look.known;
  if (known?.purpose === "prove_request") throw redirect(proveLinkPath(token));
  if (look.ok) return { kind: "ready", email: look.challenge.email };
  return { kind: "over", reason: look.reason, canResend: look.known !== null };
}

/** A new code for the address that the old link went to, to be typed in this browser. */
async function resend(request: Request, token: string, deps: Deps) {
  const look = await lookAtLink({ token }, deps);
  const known = look.ok ? look.challenge : look.known;
  if (known?.purpose !== "sign_in") return redirect(request.url, { status: 303 });
  const browser = await ensureBrowser(request, deps);
  const to = returnTo(request);
  const common = { browserToken: browser.token, sourceKey: sourceOf(request), returnTo: to };
  const asked = await askForCode({ email: known.email, purpose: "sign_in", ...common }, deps);
  if (!asked.ok) return json<Answer>({ errors: { form: TOO_MANY_CODES } }, { status: 429 });
  const headers = new Headers(browser.setCookie ? { "Set-Cookie": browser.setCookie } : undefined);
  const next = withReturnTo(paths.signInCode(), to);
  return redirectWithFlash(next, "We have sent you a new email with a code.", { headers });
}
