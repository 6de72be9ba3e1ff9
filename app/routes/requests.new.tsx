import { redirect, json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { ensureBrowser } from "~/auth/browser.server";
import { keepDraft, readDraft } from "~/auth/request-draft.server";
import { requireStaff } from "~/auth/viewer.server";
import { StartForSchool } from "~/components/booking/start-for-school";
import { BackLink } from "~/components/ui/back-link";
import { paths } from "~/config/paths";
import { pathAfter } from "~/config/request-paths";
import { startForSchool } from "~/services/start-draft.server";

export const meta: MetaFunction = () => [{ title: "Enter a request for a school - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["coordinator"]);
  const draft = await readDraft(request, deps);
  const begun = draft?.purpose === "for_school" ? draft : null;
  return json({ begun: begun && { schoolName: begun.answers.school?.name ?? null, continueAt: pathAfter(begun.answers) } });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["coordinator"]);
  const browser = await ensureBrowser(request, deps);
  const { draftId } = await startForSchool({ accountId, browserHash: browser.hash }, deps);
  const headers = new Headers(browser.setCookie ? { "Set-Cookie": browser.setCookie } : {});
  headers.append("Set-Cookie", await keepDraft(request, deps, draftId));
  return redirect(paths.request.school(), { status: 303, headers });
}

export default function NewRequestPage() {
  return (
    <>
      <BackLink href={paths.requests()}>All requests</BackLink>
      <StartForSchool {...useLoaderData<typeof loader>()} />
    </>
  );
}
