import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { SchoolListPage } from "~/components/admin/school-list-page";
import { searchRegister } from "~/data/register-schools.server";

const MOST_RESULTS = 30;

export const meta: MetaFunction = () => [{ title: "Schools and settings - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator", "manager"]);
  const text = (new URL(request.url).searchParams.get("q") ?? "").trim().slice(0, 100);
  const found = text === "" ? null : await searchRegister(deps.db, text, MOST_RESULTS);
  return json({ text, found, mayImport: hasAnyRole(viewer, ["manager"]) });
}

export default function SchoolsRoute() {
  const props = useLoaderData<typeof loader>();
  return <SchoolListPage {...props} />;
}
