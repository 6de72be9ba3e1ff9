import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { InvitationGone, NoInvitations } from "~/components/booking/invited";
import { readSettings } from "~/data/settings.server";
import { lookAtRefusal, stopInvitations } from "~/services/invited.server";

export const meta: MetaFunction = () => [{ title: "No more invitations - Knife Crime Awareness sessions" }];

/** Shows and changes nothing: mail scanners open every address. */
export async function loader({ params, context: { deps } }: LoaderFunctionArgs) {
  const invitation = await lookAtRefusal(params.token ?? "", deps);
  const { teamPhone } = await readSettings(deps.db);
  return json({ isKnown: invitation !== null, teamPhone });
}

export async function action({ params, context: { deps } }: ActionFunctionArgs) {
  return json({ stopped: (await stopInvitations(params.token ?? "", deps)).ok });
}

export default function NoInvitationsRoute() {
  const { isKnown, teamPhone } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (!isKnown || answer?.stopped === false) return <InvitationGone teamPhone={teamPhone} />;
  return <NoInvitations isDone={answer?.stopped === true} />;
}
