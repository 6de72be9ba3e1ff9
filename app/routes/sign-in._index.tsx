import {
  json,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { ensureBrowser } from "~/auth/browser.server";
import { returnTo, withReturnTo } from "~/auth/return-to";
import { sourceOf } from "~/auth/source.server";
import { findViewer, homeOf } from "~/auth/viewer.server";
import { TOO_MANY_CODES } from "~/components/sign-in/messages";
import { SignInPage } from "~/components/sign-in/sign-in-page";
import { paths } from "~/config/paths";
import { readForm } from "~/lib/form-data";
import { signInSchema } from "~/schemas/sign-in";
import { askForCode } from "~/services/ask-for-code.server";

export const meta: MetaFunction<typeof loader> = () => [
  { title: "Sign in - Knife Crime Awareness sessions" },
];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await findViewer(request, deps);
  if (viewer) return redirect(returnTo(request) ?? homeOf(viewer.roles));
  return json({});
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const formData = await request.formData();
  const form = readForm(signInSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values }, { status: 422 });
  const { email } = form.value;
  const to = returnTo(request);
  const { token: browserToken, setCookie } = await ensureBrowser(request, deps);
  const asked = await askForCode(
    { email, purpose: "sign_in", browserToken, sourceKey: sourceOf(request), returnTo: to },
    deps,
  );
  if (!asked.ok) return json({ errors: { email: TOO_MANY_CODES }, values: { email } }, { status: 429 });
  return redirect(withReturnTo(paths.signInCode(), to), {
    status: 303,
    headers: setCookie ? { "Set-Cookie": setCookie } : {},
  });
}

export default function SignIn() {
  const answer = useActionData<typeof action>();
  return <SignInPage errors={answer?.errors} values={answer?.values} />;
}
