import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { noSuchBooking } from "~/auth/booking-access.server";
import { ensureBrowser } from "~/auth/browser.server";
import { keepDraft } from "~/auth/request-draft.server";
import { requireViewer } from "~/auth/viewer.server";
import { StartChange } from "~/components/booking/start-change";
import { BackLink } from "~/components/ui/back-link";
import { ErrorSummary } from "~/components/ui/error-summary";
import { paths } from "~/config/paths";
import { findBooking } from "~/data/booking-requests.server";
import { readSettings } from "~/data/settings.server";
import { isWaitingForTeam } from "~/domain/booking-request";
import { normaliseReference } from "~/domain/reference";
import { startChange } from "~/services/start-draft.server";

export const meta: MetaFunction = () => [{ title: "Change what you asked for - Knife Crime Awareness sessions" }];

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  const { accountId } = await requireViewer(request, deps);
  const reference = normaliseReference(params.reference ?? "") ?? "";
  const booking = await findBooking(deps.db, { reference, accountId });
  if (!booking?.isContact) throw noSuchBooking();
  const { teamPhone, organizer } = await readSettings(deps.db);
  const { status, schoolName } = booking;
  return json({ reference, status, schoolName, isOpen: isWaitingForTeam(status), teamPhone, teamEmail: organizer.email });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireViewer(request, deps);
  const reference = normaliseReference(params.reference ?? "") ?? "";
  const browser = await ensureBrowser(request, deps);
  const started = await startChange({ reference, accountId, browserHash: browser.hash }, deps);
  if (!started.ok) {
    if (started.reason === "not_found") {
      throw noSuchBooking();
    }
    return json({ errors: { form: "Our team has answered meanwhile. This page shows how it stands now." } }, { status: 409 });
  }
  const headers = new Headers(browser.setCookie ? { "Set-Cookie": browser.setCookie } : {});
  headers.append("Set-Cookie", await keepDraft(request, deps, started.draftId));
  return redirect(paths.request.check(), { status: 303, headers });
}

export default function ChangePage() {
  const booking = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <BackLink href={paths.booking(booking.reference)} />
      <ErrorSummary errors={answer?.errors} />
      <StartChange {...booking} />
    </>
  );
}
