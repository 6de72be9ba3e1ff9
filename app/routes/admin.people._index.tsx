import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { PeoplePage } from "~/components/admin/people-page";
import { listStaff } from "~/data/accounts.server";
import { dayOf, formatShortDay } from "~/lib/london-time";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "People - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const staff = await listStaff(deps.db);
  return json({
    people: staff.map(({ disabledAt, lastSeenAt, ...person }) => ({
      ...person,
      disabled: disabledAt !== null,
      lastSeen: lastSeenAt && formatShortDay(dayOf(lastSeenAt)),
    })),
  });
}

export default function PeopleRoute() {
  const { people } = useLoaderData<typeof loader>();
  return <PeoplePage people={people} />;
}
