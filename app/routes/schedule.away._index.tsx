import { json, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { AffectedForm } from "~/components/away/affected-form";
import { AwayOutcomes } from "~/components/away/away-outcomes";
import { askedOf, awayHref, describePeriod, todayValues } from "~/components/away/away-values";
import { CheckAway } from "~/components/away/check-away";
import { WhoAndWhen } from "~/components/away/who-and-when";
import { BackLink } from "~/components/ui/back-link";
import { Details } from "~/components/ui/details";
import { ErrorSummary } from "~/components/ui/error-summary";
import { PageHeading } from "~/components/ui/page-heading";
import { WarningText } from "~/components/ui/warning-text";
import { paths } from "~/config/paths";
import { listPresenters } from "~/data/presenters.server";
import { formValues, readForm, textOf, type FormErrors, type FormValues } from "~/lib/form-data";
import { dayOf } from "~/lib/london-time";
import { awayChoicesSchema, awaySchema, readAwayQuery } from "~/schemas/away";
import {
  checkAway,
  findAffected,
  reassignAway,
  type AwayOutcome,
  type CheckAwayResult,
  type ReassignResult,
} from "~/services/reassign-away.server";

export const meta: MetaFunction = () => [{ title: "Somebody is away - Knife Crime Awareness sessions" }];

const REFUSALS: Readonly<Record<Extract<ReassignResult, { ok: false }>["reason"], FormErrors>> = {
  in_the_past: { from: "This time must not begin before today or be over" },
  unknown_presenter: { presenters: "One of them can no longer be booked" },
  unseen_visits: { form: "Another visit has come in meanwhile. Nothing was saved: look at the list again" },
};

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["coordinator"]);
  const presenters = (await listPresenters(deps.db)).map(({ id, name }) => ({ id, name }));
  const query = readAwayQuery(request.url);
  const asked = query ? askedOf(formValues(query)) : todayValues(dayOf(deps.now()));
  const form = query && readForm(awaySchema, query);
  if (!form?.ok) {
    const nothing = { presenters, asked, errors: form?.errors ?? {}, affected: null, more: false, period: "" };
    return json(nothing, { status: form ? 422 : 200 });
  }
  const { visits: affected, more } = await findAffected(form.value, deps);
  return json({ presenters, asked, errors: {}, affected, more, period: describePeriod(form.value.period) });
}

export async function action({ request, context: { deps } }: ActionFunctionArgs) {
  const { accountId } = await requireStaff(request, deps, ["coordinator"]);
  const formData = await request.formData();
  const values = formValues(formData);
  if (textOf(values, "intent") === "again") return json(answerWith(values, {}));
  const form = readForm(awayChoicesSchema, formData);
  if (!form.ok) return json(answerWith(values, { errors: form.errors }), { status: 422 });
  if (textOf(values, "intent") === "confirm") {
    const result = await reassignAway({ ...form.value, accountId }, deps);
    if (result.ok) return json(answerWith(values, { outcomes: result.outcomes }));
    return json(answerWith(values, { errors: REFUSALS[result.reason] }), { status: 409 });
  }
  const result = await checkAway(form.value, deps);
  if (result.ok) return json(answerWith(values, { check: { ...result, period: describePeriod(form.value.period) } }));
  const errors = Object.fromEntries(result.problems.map(({ index, message }) => [`choices.${index}.act`, message]));
  return json(answerWith(values, { errors }), { status: 409 });
}

type Answer = {
  values: FormValues;
  errors: FormErrors;
  check: (Extract<CheckAwayResult, { ok: true }> & { period: string }) | null;
  outcomes: readonly AwayOutcome[] | null;
};

function answerWith(values: FormValues, over: Partial<Answer>): Answer {
  return { values, errors: {}, check: null, outcomes: null, ...over };
}

export default function AwayPage() {
  const { presenters, asked, errors, affected, more, period } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const who = <WhoAndWhen presenters={presenters} values={asked} errors={errors} />;
  if (answer?.outcomes) {
    return (
      <>
        <BackLink href={paths.schedule()} />
        <PageHeading>What happened</PageHeading>
        <AwayOutcomes outcomes={answer.outcomes} />
      </>
    );
  }
  if (answer?.check) {
    return (
      <>
        <BackLink href={awayHref(asked)} />
        <PageHeading>Check what happens</PageHeading>
        <CheckAway {...answer.check} values={answer.values} action={awayHref(asked)} />
      </>
    );
  }
  return (
    <>
      <BackLink href={paths.schedule()} />
      <ErrorSummary errors={answer?.errors ?? errors} />
      <PageHeading>Somebody is away</PageHeading>
      <p className="govuk-body">
        <a className="govuk-link" href={paths.ring()}>
          Whom to ring, today and tomorrow
        </a>
      </p>
      {affected ? <Details summary="Change who is away, or when">{who}</Details> : who}
      {affected ? <h2 className="govuk-heading-m">{affectedHeading(affected.length, period)}</h2> : null}
      {more ? <WarningText>These are the first visits only. Choose a shorter time to see all of them.</WarningText> : null}
      {affected && !more ? (
        <AffectedForm visits={affected} asked={asked} values={answer?.values} errors={answer?.errors} />
      ) : null}
    </>
  );
}

function affectedHeading(count: number, period: string): string {
  const visits = count === 0 ? "No visit is" : count === 1 ? "One visit is" : `${count} visits are`;
  return `${visits} affected: ${period}`;
}
