import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { TargetsPage } from "~/components/admin/targets-page";
import { listProgrammeYears } from "~/data/programme-years.server";
import { readSettings } from "~/data/settings.server";

export const meta: MetaFunction = () => [{ title: "Targets - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const [years, settings] = await Promise.all([listProgrammeYears(deps.db), readSettings(deps.db)]);
  return json({ years, defaultTarget: settings.defaultTarget });
}

export default function TargetsRoute() {
  return <TargetsPage {...useLoaderData<typeof loader>()} />;
}
