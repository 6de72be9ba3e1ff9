import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { CopyTermsPage } from "~/components/admin/copy-terms-page";
import { TouchedVisitsConfirmation } from "~/components/review/touched-visits";
import { touchedWords, visitOnShutDay } from "~/components/review/touched-words";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import { listAuthorityTerms } from "~/data/terms.server";
import { termsCopiedTo } from "~/domain/terms";
import { redirectWithFlash } from "~/lib/flash.server";
import { readForm } from "~/lib/form-data";
import { acceptedVisitsSchema, readCopyTermsQuery } from "~/schemas/admin";
import { copyTerms } from "~/services/copy-terms.server";

export const meta: MetaFunction = () => [{ title: "Copy terms - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const query = readCopyTermsQuery(request.url);
  const authority = query && (await listAuthorityTerms(deps.db)).find(({ code }) => code === query.authority);
  if (!authority) throw new Response("No such local authority", { status: 404 });
  const { code, name, terms } = authority;
  return json({ authority: { code, name }, year: query.year, terms: termsCopiedTo(terms, query.year) });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager"]);
  const query = readCopyTermsQuery(request.url);
  if (!query) throw new Response("No such local authority", { status: 404 });
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const shown = readForm(acceptedVisitsSchema, await request.formData());
  const acceptedVisitIds = shown.ok ? shown.value.accepted : [];
  const copied = { localAuthorityCode: query.authority, academicYear: query.year, acceptedVisitIds, actor };
  const result = await copyTerms(copied, deps);
  if (result.ok) {
    const message = `${result.added} terms of ${query.year} are added. Check them against what the authority publishes.`;
    return redirectWithFlash(paths.admin.terms(), message + touchedWords(result.touched));
  }
  if (result.reason === "not_found") throw new Response("No such local authority", { status: 404 });
  if (result.reason === "touches_visits") {
    return json({ errors: {}, touchedVisits: result.visits.map(visitOnShutDay) }, { status: 409 });
  }
  const overlaps = `There are terms of ${query.year} already, or on some of these days. Nothing was added.`;
  const form = result.reason === "overlaps" ? overlaps : "There are no terms of an earlier year to copy.";
  return json({ errors: { form }, touchedVisits: null }, { status: 409 });
}

export default function CopyTermsRoute() {
  const copied = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (!answer?.touchedVisits) return <CopyTermsPage {...copied} errors={answer?.errors} />;
  const back = { backTo: officePaths.copyTerms(copied.authority.code, copied.year), cancelTo: paths.admin.terms() };
  const shared = { caption: copied.authority.name, values: {}, touchedVisits: answer.touchedVisits, ...back };
  return <TouchedVisitsConfirmation {...shared} where="outside the terms that would hold" />;
}
