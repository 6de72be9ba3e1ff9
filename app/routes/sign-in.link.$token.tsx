import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { ensureBrowser } from "~/auth/browser.server";
import { returnTo } from "~/auth/return-to";
import { sourceOf } from "~/auth/source.server";
import { deviceOf, keepSignIn, signInTokenHash } from "~/auth/start-sign-in.server";
import { homeOf } from "~/auth/viewer.server";
import { LinkPage, linkTitle, type LinkState } from "~/components/sign-in/link-page";
import { TOO_MANY_CODES } from "~/components/sign-in/messages";
import { paths } from "~/config/paths";
import { redirectWithFlash } from "~/lib/flash.server";
import type { FormErrors } from "~/lib/form-data";
import { askAgainByLink } from "~/services/ask-for-code.server";
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
  const looked = await lookAtLink({ token }, deps);
  if (looked.ok) return { kind: "ready", purpose: looked.challenge.purpose, email: looked.challenge.email };
  return { kind: "over", reason: looked.reason, canResend: looked.canAskAgain };
}

/** A new mail for the same purpose, whose code can be typed in this browser. */
async function resend(request: Request, token: string, deps: Deps) {
  const browser = await ensureBrowser(request, deps);
  const input = { token, browserToken: browser.token, sourceKey: sourceOf(request), returnTo: returnTo(request) };
  const asked = await askAgainByLink(input, deps);
  if (!asked.ok) {
    const message = asked.reason === "too_many_codes" ? TOO_MANY_CODES : "This link cannot send a new email";
    return json<Answer>({ errors: { form: message } }, { status: asked.reason === "too_many_codes" ? 429 : 409 });
  }
  const headers = new Headers(browser.setCookie ? { "Set-Cookie": browser.setCookie } : undefined);
  return redirectWithFlash(
    asked.purpose === "sign_in" ? paths.signInCode() : paths.request.prove(),
    "We have sent you a new email with a code.",
    { headers },
  );
}
