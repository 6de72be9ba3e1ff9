import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { TermsPage } from "~/components/admin/terms-page";
import { listAuthorityTerms } from "~/data/terms.server";
import { yearsWithoutTerms } from "~/domain/terms";
import { dayOf } from "~/lib/london-time";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Terms - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const today = dayOf(deps.now());
  const authorities = await listAuthorityTerms(deps.db);
  return json({
    authorities: authorities.map((authority) => ({
      ...authority,
      yearsWithoutTerms: yearsWithoutTerms(authority.terms, today),
    })),
  });
}

export default function TermsRoute() {
  const { authorities } = useLoaderData<typeof loader>();
  return <TermsPage authorities={authorities} />;
}
