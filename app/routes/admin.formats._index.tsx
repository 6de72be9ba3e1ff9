import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { FormatsPage } from "~/components/admin/formats-page";
import { listAllFormats } from "~/data/formats.server";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Formats - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const formats = await listAllFormats(deps.db);
  return json({ formats: formats.map(({ retiredAt, ...format }) => ({ ...format, retired: retiredAt !== null })) });
}

export default function FormatsRoute() {
  const { formats } = useLoaderData<typeof loader>();
  return <FormatsPage formats={formats} />;
}
