import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { noSuchBooking } from "~/auth/booking-access.server";
import { ensureBrowser } from "~/auth/browser.server";
import { keepDraft } from "~/auth/request-draft.server";
import { requireViewer } from "~/auth/viewer.server";
import { paths } from "~/config/paths";
import { pathAfter } from "~/config/request-paths";
import { findDraft } from "~/data/request-drafts.server";
import { normaliseReference } from "~/domain/reference";
import { startAgain } from "~/services/start-draft.server";

/** Booking again is a form on the booking's page: a link could be followed by a page that only looks ahead. */
export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireViewer(request, deps);
  return redirect(paths.booking(params.reference ?? ""));
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireViewer(request, deps);
  const reference = normaliseReference(params.reference ?? "") ?? "";
  const browser = await ensureBrowser(request, deps);
  const started = await startAgain({ reference, accountId, browserHash: browser.hash }, deps);
  if (!started.ok) throw noSuchBooking();
  const headers = new Headers(browser.setCookie ? { "Set-Cookie": browser.setCookie } : {});
  headers.append("Set-Cookie", await keepDraft(request, deps, started.draftId));
  const draft = await findDraft(deps.db, { id: started.draftId, browserHash: browser.hash, now: deps.now() });
  return redirect(draft ? pathAfter(draft.answers) : paths.request.start(), { status: 303, headers });
}
