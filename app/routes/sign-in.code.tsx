import {
  json,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { readBrowser } from "~/auth/browser.server";
import { returnTo, withReturnTo } from "~/auth/return-to";
import { sourceOf } from "~/auth/source.server";
import { deviceOf, keepSignIn, signInTokenHash } from "~/auth/start-sign-in.server";
import { homeOf } from "~/auth/viewer.server";
import { CodePage } from "~/components/sign-in/code-page";
import { codeErrors, TOO_MANY_CODES } from "~/components/sign-in/messages";
import { paths } from "~/config/paths";
import { redirectWithFlash } from "~/lib/flash.server";
import { readForm, type FormErrors, type FormValues } from "~/lib/form-data";
import { codeSchema } from "~/schemas/sign-in";
import { askForCode } from "~/services/ask-for-code.server";
import type { Deps } from "~/services/deps";
import { findAddressAsked } from "~/services/redeem-code.server";
import { signInWithCode } from "~/services/sign-in.server";

export const meta: MetaFunction<typeof loader> = () => [
  { title: "Check your email - Knife Crime Awareness sessions" },
];

type Answer = { errors: FormErrors; values?: FormValues };

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const { email, to } = await askedBy(request, deps);
  return json({ email, otherAddressHref: withReturnTo(paths.signIn(), to) });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const { email, browserToken, to } = await askedBy(request, deps);
  const formData = await request.formData();
  if (formData.get("intent") === "resend") {
    const sourceKey = sourceOf(request);
    const asked = await askForCode(
      { email, purpose: "sign_in", browserToken, sourceKey, returnTo: to },
      deps,
    );
    if (!asked.ok) return json<Answer>({ errors: { form: TOO_MANY_CODES } }, { status: 429 });
    return redirectWithFlash(withReturnTo(paths.signInCode(), to), "We have sent you a new code.");
  }
  const form = readForm(codeSchema, formData);
  if (!form.ok) return json<Answer>({ errors: form.errors, values: form.values }, { status: 422 });
  const replacesTokenHash = await signInTokenHash(request, deps);
  const result = await signInWithCode(
    { browserToken, code: form.value.code, device: deviceOf(request), replacesTokenHash },
    deps,
  );
  if (!result.ok) {
    return json<Answer>(
      { errors: codeErrors(result) },
      { status: result.reason === "wrong_code" ? 422 : 409 },
    );
  }
  const headers = { "Set-Cookie": await keepSignIn(deps, result.token) };
  return redirect(to ?? homeOf(result.roles), { status: 303, headers });
}

export default function EnterCode() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <CodePage {...page} errors={answer?.errors} values={answer?.values} />;
}

/** A browser that asked for no code has nothing to type here. */
async function askedBy(request: Request, deps: Deps) {
  const to = returnTo(request);
  const browser = await readBrowser(request, deps);
  const email =
    browser && (await findAddressAsked({ browserToken: browser.token, purpose: "sign_in" }, deps));
  if (!browser || !email) throw redirect(withReturnTo(paths.signIn(), to));
  return { email, browserToken: browser.token, to };
}
