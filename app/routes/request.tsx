import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData } from "@remix-run/react";
import { readDraft } from "~/auth/request-draft.server";
import { DraftBanner } from "~/components/request-form/draft-banner";
import { findSentRequest } from "~/data/booking-requests.server";

/** Around every page of the form: what it is being filled in for, where that is not a request of one's own. */
export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const draft = await readDraft(request, deps);
  const changed = draft?.forRequestId ? await findSentRequest(deps.db, draft.forRequestId) : null;
  return json({ purpose: draft?.purpose ?? "new", reference: changed?.reference ?? null });
}

export default function RequestForm() {
  return (
    <>
      <DraftBanner {...useLoaderData<typeof loader>()} />
      <Outlet />
    </>
  );
}
