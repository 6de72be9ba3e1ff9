import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ensureBrowser } from "~/auth/browser.server";
import { keepDraft } from "~/auth/request-draft.server";
import { InvitationGone, Invited } from "~/components/booking/invited";
import { paths } from "~/config/paths";
import { pathAfter } from "~/config/request-paths";
import { readSettings } from "~/data/settings.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { lookAtInvitation, startInvited } from "~/services/invited.server";

export const meta: MetaFunction = () => [{ title: "Ask for a session - Knife Crime Awareness sessions" }];

/** Shows and changes nothing: mail scanners open every address. */
export async function loader({ params, context: { deps } }: LoaderFunctionArgs) {
  const invitation = await lookAtInvitation(params.token ?? "", deps);
  const { teamPhone } = await readSettings(deps.db);
  return json({ schoolName: invitation?.schoolName ?? null, teamPhone });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const token = params.token ?? "";
  const browser = await ensureBrowser(request, deps);
  const started = await startInvited({ token, browserHash: browser.hash }, deps);
  if (!started.ok) return redirect(paths.invited(token), 303);
  const headers = new Headers(browser.setCookie ? { "Set-Cookie": browser.setCookie } : {});
  headers.append("Set-Cookie", await keepDraft(request, deps, started.draftId));
  const name = started.answers.school?.name ?? "";
  return redirectWithFlash(pathAfter(started.answers), `${name} is filled in. You can change it before you send.`, { headers });
}

export default function InvitedRoute() {
  const { schoolName, teamPhone } = useLoaderData<typeof loader>();
  return schoolName === null ? <InvitationGone teamPhone={teamPhone} /> : <Invited schoolName={schoolName} teamPhone={teamPhone} />;
}
