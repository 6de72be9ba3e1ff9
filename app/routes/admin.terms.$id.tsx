import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { dayValues } from "~/components/ui/date-parts";
import { TermForm } from "~/components/admin/term-form";
import { TouchedVisitsConfirmation } from "~/components/review/touched-visits";
import { touchedWords, visitOnShutDay } from "~/components/review/touched-words";
import { paths } from "~/config/paths";
import { findAuthority, findTerm } from "~/data/terms.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm, type FormErrors } from "~/lib/form-data";
import { formatDay } from "~/lib/london-time";
import { acceptedVisitsSchema, termSchema } from "~/schemas/admin";
import { readId } from "~/schemas/form-fields";
import type { TouchesVisits, VisitOnShutDay } from "~/services/calendar-change.server";
import { removeTerm } from "~/services/remove-term.server";
import { saveTerm, type SaveTermResult } from "~/services/save-term.server";

export const meta: MetaFunction = () => [{ title: "Term - Knife Crime Awareness sessions" }];

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const id = readId(params.id);
  const term = id ? await findTerm(deps.db, id) : null;
  if (!term && params.id !== "new") throw new Response("No such term", { status: 404 });
  const code = term?.localAuthorityCode ?? new URL(request.url).searchParams.get("authority") ?? "";
  const authority = await findAuthority(deps.db, code);
  if (!authority) throw new Response("No such local authority", { status: 404 });
  if (!term) return json({ authority, isNew: true, values: {} });
  const dates = { ...dayValues("starts", term.startsOn), ...dayValues("ends", term.endsOn) };
  return json({ authority, isNew: false, values: { name: term.name, ...dates } });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager"]);
  const id = readId(params.id);
  if (!id && params.id !== "new") throw new Response("No such term", { status: 404 });
  const actor = { kind: "staff" as const, accountId: viewer.accountId };
  const formData = await request.formData();
  if (id && formData.get("intent") === "remove") {
    const shown = readForm(acceptedVisitsSchema, formData);
    const removed = await removeTerm({ id, actor, acceptedVisitIds: shown.ok ? shown.value.accepted : [] }, deps);
    if (!removed.ok && removed.reason === "touches_visits") return touches(removed.visits);
    const touched = removed.ok ? touchedWords(removed.touched) : "";
    return redirectWithFlash(paths.admin.terms(), `The term is removed.${touched}`);
  }
  const form = readForm(termSchema, formData);
  if (!form.ok) return json({ errors: form.errors, values: form.values, touchedVisits: null }, { status: 422 });
  const { authority: localAuthorityCode, name, starts: startsOn, ends: endsOn, accepted } = form.value;
  const term = { id, localAuthorityCode, name, startsOn, endsOn };
  const result = await saveTerm({ ...term, acceptedVisitIds: accepted, actor }, deps);
  if (result.ok) return redirectWithFlash(paths.admin.terms(), `${name} is saved.${touchedWords(result.touched)}`);
  if (result.reason === "touches_visits") return touches(result.visits);
  return json({ errors: refusalOf(result), values: formValues(formData), touchedVisits: null }, { status: 409 });

  function touches(visits: readonly VisitOnShutDay[]) {
    const touchedVisits = visits.map(visitOnShutDay);
    return json({ errors: {}, values: formValues(formData), touchedVisits }, { status: 409 });
  }
}

function refusalOf(refusal: Exclude<SaveTermResult, { ok: true } | TouchesVisits>): FormErrors {
  if (refusal.reason === "not_found") return { form: "This term is no longer there." };
  const { other } = refusal;
  if (!other) return { starts: "These days overlap another term" };
  const days = `${formatDay(other.startsOn)} to ${formatDay(other.endsOn)}`;
  return { starts: `These days overlap ${other.name} (${days})` };
}

export default function TermRoute() {
  const { authority, isNew, values } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (answer?.touchedVisits) {
    const { values: typed, touchedVisits } = answer;
    const back = { backTo: paths.admin.terms(), cancelTo: paths.admin.terms() };
    const shared = { caption: authority.name, values: typed, touchedVisits, ...back };
    return <TouchedVisitsConfirmation {...shared} where="outside the terms that would hold" />;
  }
  return <TermForm authority={authority} isNew={isNew} errors={answer?.errors} values={answer?.values ?? values} />;
}
