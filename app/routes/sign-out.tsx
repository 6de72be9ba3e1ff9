import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { readBrowser } from "~/auth/browser.server";
import { forgetSignIn, signInTokenHash } from "~/auth/start-sign-in.server";
import { paths } from "~/config/paths";
import { redirectWithFlash } from "~/lib/flash.server";
import { signOut } from "~/services/sign-out.server";

/** Signing out is a form: a link could be followed by a page that only looks ahead. */
export function loader() {
  return redirect(paths.home());
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const tokenHash = await signInTokenHash(request, deps);
  const browser = await readBrowser(request, deps);
  if (tokenHash !== null) await signOut({ tokenHash, browserHash: browser?.hash ?? null }, deps);
  const headers = { "Set-Cookie": await forgetSignIn(deps) };
  return redirectWithFlash(paths.home(), "You are signed out.", { headers });
}
