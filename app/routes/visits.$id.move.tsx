import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { ClashNotice } from "~/components/booking-request/clash-notice";
import { HistoryList, type HistoryLine } from "~/components/history/history-list";
import { BackLink } from "~/components/ui/back-link";
import { ErrorSummary } from "~/components/ui/error-summary";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { MoveCheck, type MoveCheckProps } from "~/components/visit/move-check";
import { MoveForm } from "~/components/visit/move-form";
import { movedValues, moveValues, proposedValues, renewedValues, shiftedTo } from "~/components/visit/move-values";
import { whenOf } from "~/components/visit/visit-list";
import { paths } from "~/config/paths";
import { newestHistoryId } from "~/data/history.server";
import { listPresenters } from "~/data/presenters.server";
import { listReasons } from "~/data/reason-codes.server";
import { findVisit } from "~/data/visits.server";
import { describeClash } from "~/domain/clash-words";
import { describeGroup, viewOfVisit } from "~/domain/visit-view";
import { redirectWithFlash } from "~/lib/flash.server";
import { formValues, readForm, textOf, type FormErrors, type FormValues } from "~/lib/form-data";
import { askedDay } from "~/schemas/day";
import { visitIdIn } from "~/schemas/form-fields";
import { moveVisitSchema, readMoveQuery } from "~/schemas/visit-plan";
import { explainMove } from "~/services/explain-move";
import type { RefusalWords } from "~/services/explain-refusal";
import { checkMove, moveVisit, rowsOfVisit, type MoveRefusal } from "~/services/move-visit.server";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Move a visit - Knife Crime Awareness sessions" }];

export async function loader({ request, params, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["coordinator"]);
  const visit = await findVisit(deps.db, visitIdIn(params.id), { all: true });
  if (!visit) throw new Response("No such visit", { status: 404 });
  const { onDate, startsAt, version } = visit;
  // The visit's own page says what became of it.
  if (visit.status !== "scheduled" || !onDate || !startsAt || startsAt <= deps.now()) {
    throw redirect(paths.visit(visit.id));
  }
  const current = moveValues({ version, seen: await newestHistoryId(deps.db, visit.id), onDate, rows: rowsOfVisit(visit) });
  return json({
    visit: viewOfVisit(visit),
    groups: visit.sessions.flatMap(({ groups }) =>
      groups.map((group) => ({ id: group.id, label: describeGroup(group), expected: group.expected })),
    ),
    current,
    // What a link from the calendar proposes.
    asked: proposedValues(current, { onDate: askedDay(request.url), ...readMoveQuery(request.url) }),
    presenters: (await listPresenters(deps.db)).map(({ id, name }) => ({ id, name })),
    reasons: await listReasons(deps.db, "move"),
  });
}

export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["coordinator"]);
  const visitId = visitIdIn(params.id);
  const formData = await request.formData();
  const values = formValues(formData);
  const rearranged = rearrange(values);
  if (rearranged) return json(rearranged, { status: rearranged.errors.shiftTo ? 422 : 200 });
  const form = readForm(moveVisitSchema, formData);
  if (!form.ok) return json(answerWith(values, { errors: form.errors }), { status: 422 });
  const input = { ...form.value, visitId, actor: { kind: "staff" as const, accountId: viewer.accountId } };
  if (textOf(values, "intent") === "confirm") {
    const result = await moveVisit(input, deps);
    if (!result.ok) return refuse(result, values);
    return redirectWithFlash(paths.visit(visitId), "The visit is changed. Everybody invited is being told.");
  }
  const result = await checkMove(input, deps);
  if (!result.ok) return refuse(result, values);
  const sentences = [...result.clashes.map(describeClash), ...result.remarks];
  return json(answerWith(values, { check: { ...result, sentences } }));
}

type Answer = {
  values: FormValues;
  errors: FormErrors;
  clash: RefusalWords | null;
  /** What others did since the page was opened; null unless that stands in the way. */
  changes: HistoryLine[] | null;
  check: MoveCheckProps["check"] | null;
  isShifted: boolean;
};

function answerWith(values: FormValues, over: Partial<Answer>): Answer {
  return { values, errors: {}, clash: null, changes: null, check: null, isShifted: false, ...over };
}

/** Buttons that only change what stands in the fields. */
function rearrange(values: FormValues): Answer | null {
  const moveTo = textOf(values, "moveTo");
  if (moveTo !== "") return answerWith(movedValues(values, moveTo), { isShifted: true });
  if (textOf(values, "intent") !== "shift") return null;
  const shifted = shiftedTo(values, textOf(values, "shiftTo"));
  if (shifted) return answerWith(shifted, { isShifted: true });
  return answerWith(values, { errors: { shiftTo: "Enter a start time, such as 09:10" } });
}

function refuse(refusal: MoveRefusal, values: FormValues) {
  if (refusal.reason === "not_found") throw new Response("No such visit", { status: 404 });
  const clash = explainMove(refusal);
  const changes =
    refusal.reason === "changed_meanwhile"
      ? refusal.changes.map(({ at, ...change }) => ({ ...change, at: at.toISOString() }))
      : null;
  return json(answerWith(values, { errors: clash.errors, clash, changes }), { status: 409 });
}

export default function MoveVisitPage() {
  const { visit, groups, current, asked, presenters, reasons } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const typed = answer?.values ?? asked;
  const values = answer?.changes ? renewedValues(typed, current) : typed;
  return (
    <>
      <BackLink href={paths.visit(visit.id)} />
      <ErrorSummary errors={answer?.errors} />
      <PageHeading caption={`${visit.schoolName}, ${whenOf(visit)}`}>Move this visit</PageHeading>
      {answer?.clash ? <ClashNotice {...answer.clash} formId="move" /> : null}
      {answer?.changes ? (
        <>
          <p className="govuk-body">As it is now: {whenOf(visit)}, {visit.presenters.map(({ name }) => name).join(", ")}.</p>
          <HistoryList caption="What changed meanwhile" lines={answer.changes} />
        </>
      ) : null}
      {answer?.isShifted ? <InsetText>The fields below are changed. Nothing is saved yet.</InsetText> : null}
      {answer?.check ? <MoveCheck check={answer.check} values={answer.values} /> : null}
      <MoveForm
        groups={groups}
        presenters={presenters}
        reasons={reasons}
        values={values}
        errors={answer?.errors ?? {}}
        needsReason={answer?.clash?.needsReason ?? textOf(values, "overrideReason") !== ""}
      />
    </>
  );
}
