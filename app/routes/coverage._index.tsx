import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { CoveragePage } from "~/components/coverage/coverage-page";
import { coveragePage } from "~/services/coverage-page.server";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Coverage - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager", "coordinator", "analyst"]);
  const audience = hasAnyRole(viewer, ["manager", "coordinator"]) ? "team" : "analyst";
  return json(await coveragePage({ audience, district: new URL(request.url).searchParams.get("district") }, deps));
}

export default function Coverage() {
  return <CoveragePage {...useLoaderData<typeof loader>()} />;
}
