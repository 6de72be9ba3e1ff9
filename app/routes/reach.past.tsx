import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { PastForm } from "~/components/reach/past-form";
import { dayValues } from "~/components/ui/date-parts";
import { reachPaths } from "~/config/reach-paths";
import { listAllFormats } from "~/data/formats.server";
import { listEnteredPast } from "~/data/past-visits.server";
import { searchSchools } from "~/data/school-search.server";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm, textOf, type FormErrors, type FormValues } from "~/lib/form-data";
import { isDay } from "~/lib/london-time";
import { pastSessionSchema } from "~/schemas/reach";
import { describePastRefusal, enterPast, type PastRefusal } from "~/services/enter-past.server";

const LATELY = 10;
const MOST_CHOICES = 8;

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Earlier sessions - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["manager", "coordinator"]);
  const asked = new URL(request.url).searchParams;
  const on = asked.get("on") ?? "";
  const kept: FormValues = {
    ...(isDay(on) ? dayValues("on", on) : {}),
    formatId: asked.get("format") ?? "",
    basis: asked.get("basis") ?? "",
  };
  const formats = await listAllFormats(deps.db);
  return json({
    kept,
    lately: await listEnteredPast(deps.db, { enteredById: accountId, most: LATELY }),
    formats: formats.map(({ id, name, retiredAt }) => ({ value: id, label: retiredAt ? `${name} (no longer offered)` : name })),
  });
}

type Choice = { id: string; name: string; town: string; postcode: string };

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["manager", "coordinator"]);
  const formData = await request.formData();
  const values = formValues(formData);
  const form = readForm(pastSessionSchema, formData);
  if (!form.ok) return json(answer(form.errors), { status: 422 });
  const session = form.value;
  const result = await enterPast({ session, enteredById: accountId }, deps);
  if (result.ok) {
    const next = reachPaths.pastLike({ on: session.on, format: session.format, basis: session.basis ?? "" });
    return redirectWithFlash(next, `Kept: ${session.attended} students at ${result.schoolName}.`);
  }
  const { reason } = result.refusal;
  if (reason === "no_such_school" || reason === "several_schools") {
    // Part of a name, a typing mistake, or two of one name: whom it may mean is asked in place of a refusal.
    const found = await searchSchools(deps.db, textOf(values, "school"), MOST_CHOICES);
    if (found.schools.length > 0) return json(answer({ schoolId: "Choose the school that is meant" }, found.schools), { status: 409 });
  }
  return json(answer({ [FIELDS[reason]]: FORM_WORDS[reason] ?? describePastRefusal(result.refusal, session) }), { status: 409 });

  function answer(errors: FormErrors, schools: readonly Choice[] = []) {
    return { errors, values, schools: schools.map(({ id, name, town, postcode }) => ({ id, name, town, postcode })) };
  }
}

const FIELDS: Readonly<Record<PastRefusal["reason"], string>> = {
  no_such_school: "school",
  several_schools: "school",
  no_such_format: "formatId",
  no_such_funder: "form",
  no_such_campaign: "form",
  not_past: "on",
  in_this_service: "on",
  known: "attended",
  no_earlier_session: "asOn",
  several_earlier_sessions: "asOn",
};

/** Where a file is spoken of otherwise: it has columns, and the form is by hand already. */
const FORM_WORDS: Readonly<Partial<Record<PastRefusal["reason"], string>>> = {
  no_earlier_session: "No session of this school is known on this day",
  several_earlier_sessions: "Several sessions on this day may be meant: choose “some or all” above, or correct the day",
};

export default function ReachPast() {
  return <PastForm {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>()} />;
}
