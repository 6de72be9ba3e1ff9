import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AccessibilityPage } from "~/components/information/accessibility-page";
import { programme } from "~/config/programme";
import { publicWording } from "~/services/public-wording.server";

export const meta: MetaFunction = () => [{ title: `Accessibility - ${programme.serviceName}` }];

export async function loader({ context: { deps } }: LoaderFunctionArgs) {
  return json({ wording: await publicWording(deps) });
}

export default function Accessibility() {
  const { wording } = useLoaderData<typeof loader>();
  return <AccessibilityPage wording={wording} />;
}
