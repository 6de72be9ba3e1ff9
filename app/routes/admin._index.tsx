import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { AdminHome } from "~/components/admin/admin-home";
import { countFailedMails } from "~/data/outgoing-mails.server";
import { listAuthorityTerms } from "~/data/terms.server";
import { countPresentersWithoutPattern } from "~/data/working-patterns.server";
import { yearsWithoutTerms } from "~/domain/terms";
import { dayOf } from "~/lib/london-time";

export const meta: MetaFunction = () => [{ title: "Admin - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const [failedMails, presentersWithoutPattern, authorities] = await Promise.all([
    countFailedMails(deps.db),
    countPresentersWithoutPattern(deps.db),
    listAuthorityTerms(deps.db),
  ]);
  const today = dayOf(deps.now());
  const withoutTerms = authorities.filter(({ terms }) => yearsWithoutTerms(terms, today).length > 0);
  return json({ failedMails, presentersWithoutPattern, withoutTerms: withoutTerms.map(({ name }) => name) });
}

export default function AdminRoute() {
  return <AdminHome {...useLoaderData<typeof loader>()} />;
}
