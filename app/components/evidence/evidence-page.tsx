import { SmallNumbers } from "~/components/reach/exports";
import { countOf, formatPart, formatShown, formatWhole } from "~/components/reach/numbers";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { DataTable } from "~/components/ui/data-table";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { Select } from "~/components/ui/select";
import { WarningText } from "~/components/ui/warning-text";
import { paths } from "~/config/paths";
import { reachPaths } from "~/config/reach-paths";
import { SCORE_LABELS, type ShownHands, type ShownSurvey } from "~/domain/feedback";
import { describePeriod } from "~/domain/programme-year";
import type { Shown } from "~/domain/small-numbers";
import { formatShortDay } from "~/lib/london-time";

type Period = { name: string; startsOn: string; endsOn: string; value: string };

export type EvidencePageProps = {
  period: Period;
  periods: readonly Period[];
  asked: number;
  answered: number;
  statements: { survey: string };
  scores: readonly {
    statement: string;
    summary: { answers: number; average: number | null; counts: readonly number[] };
  }[];
  survey: ShownSurvey;
  smallNumbersUnder: number;
  smallestSample: number;
  comments: readonly { visitId: string; onDate: string; schoolName: string; comment: string }[] | null;
};

export function EvidencePage(props: EvidencePageProps) {
  const { period, periods } = props;
  return (
    <>
      <BackLink href={`${paths.reach()}?period=${encodeURIComponent(period.value)}`}>Reach</BackLink>
      <PageHeading caption={describePeriod(period)}>What schools and students say</PageHeading>
      <Form method="get" action={paths.reachEvidence()} className="app-no-print">
        <Select
          name="period"
          label="Period"
          options={periods.map(({ value, name }) => ({ value, label: name }))}
          value={period.value}
        />
        <Button look="secondary">Show</Button>
      </Form>
      <FromSchools {...props} />
      <FromStudents {...props} />
      <SmallNumbers under={props.smallNumbersUnder} />
      <ul className="govuk-list app-no-print">
        <li>
          <a className="govuk-link" href={reachPaths.evidenceXlsx(period.value)}>
            These tables as a workbook (XLSX)
          </a>
        </li>
        <li>
          <a className="govuk-link" href={reachPaths.evidenceCsv(period.value)}>
            The figures as a CSV file
          </a>
          , as they may be handed on
        </li>
        {props.comments === null ? null : (
          <li>
            <a className="govuk-link" href={reachPaths.evidenceToHandOn(period.value)}>
              The workbook to hand on
            </a>
            : without what schools wrote, small numbers as the settings say
          </li>
        )}
      </ul>
      <Comments comments={props.comments} />
    </>
  );
}

function FromSchools({ asked, answered, scores, smallestSample }: EvidencePageProps) {
  return (
    <section aria-labelledby="from-schools">
      <h2 className="govuk-heading-l" id="from-schools">
        From schools
      </h2>
      <p className="govuk-body">
        {asked === 0
          ? "No visit has taken place in this period."
          : `${formatWhole(answered)} of ${countOf(asked, "visit")} were answered (${percent(answered / asked)}).`}
      </p>
      {answered === 0 ? null : (
        <>
          {answered < smallestSample ? <FewAnswers answers={answered} smallest={smallestSample} /> : null}
          <DataTable
            caption="How far schools agree"
            compact
            rows={scores}
            rowKey={({ statement }) => statement}
            columns={[
              { header: "Statement", rowHeader: true, cell: ({ statement }) => statement },
              ...SCORE_LABELS.map((label, index) => ({
                header: label,
                numeric: true,
                cell: ({ summary }: EvidencePageProps["scores"][number]) => formatWhole(summary.counts[index] ?? 0),
              })),
              {
                header: "Mean, 1 to 5",
                numeric: true,
                cell: ({ summary: { average } }) => (average === null ? "" : formatPart(average)),
              },
            ]}
          />
        </>
      )}
    </section>
  );
}

function FromStudents({ survey, statements, smallestSample }: EvidencePageProps) {
  const { visits, unpaired, before, after, changePoints, tooFew, attendances, answersAfter, shareAnswered } = survey;
  return (
    <section aria-labelledby="from-students">
      <h2 className="govuk-heading-l" id="from-students">
        From students
      </h2>
      <p className="govuk-body">
        In a show of hands that their teacher counts, students say before and after the session whether they agree with “
        {statements.survey}”.
      </p>
      {visits === 0 ? (
        <p className="govuk-body">No visit of this period was counted both before and after.</p>
      ) : (
        <>
          {changePoints === null ? null : (
            <p className="govuk-body-l">{changeSentence(changePoints, before, after)}</p>
          )}
          {tooFew === null ? null : <FewAnswers answers={tooFew} smallest={smallestSample} />}
          <DataTable
            caption={`Answers at ${countOf(visits, "visit")}`}
            compact
            rows={[
              { name: "Before", ...before },
              { name: "After", ...after },
            ]}
            rowKey={({ name }) => name}
            columns={[
              { header: "When", rowHeader: true, cell: ({ name }) => name },
              { header: "Yes", numeric: true, cell: ({ yes }) => formatShown(yes) },
              { header: "Not sure", numeric: true, cell: ({ unsure }) => formatShown(unsure) },
              { header: "No", numeric: true, cell: ({ no }) => formatShown(no) },
              { header: "Answers", numeric: true, cell: ({ answers }) => formatShown(answers) },
              { header: "Share of yes", numeric: true, cell: ({ share }) => (share === null ? "not shown" : percent(share)) },
            ]}
          />
        </>
      )}
      {shareAnswered === null ? null : (
        <p className="govuk-body">
          Where hands were counted afterwards, {formatShown(answersAfter)} answers stand beside {formatShown(attendances)}{" "}
          attendances ({percent(shareAnswered)}).
        </p>
      )}
      {unpaired > 0 ? (
        <p className="govuk-body">
          {countOf(unpaired, "visit")} with one count alone {unpaired === 1 ? "is" : "are"} left out of the comparison: other
          students may have been asked.
        </p>
      ) : null}
      <p className="govuk-body">
        The show of hands is what students say on the day. It does not show what they do later, and nothing here shows a cause.
      </p>
    </section>
  );
}

function changeSentence(points: number, before: ShownHands, after: ShownHands): string {
  const [was, is] = [percent(before.share ?? 0), percent(after.share ?? 0)];
  const size = formatPart(Math.abs(points));
  const change = points === 0 ? "no change" : `${size} percentage points ${points > 0 ? "more" : "fewer"}`;
  return `${was} said yes before and ${is} after: ${change}.`;
}

function FewAnswers({ answers, smallest }: { answers: Shown; smallest: number }) {
  const words = typeof answers === "number" ? countOf(answers, "answer") : `${answers} answers`;
  return (
    <WarningText>
      {words}: fewer than {smallest} say little. Do not publish shares of so few.
    </WarningText>
  );
}

function Comments({ comments }: Pick<EvidencePageProps, "comments">) {
  if (comments === null) return null;
  return (
    <section aria-labelledby="comments">
      <h2 className="govuk-heading-l" id="comments">
        What schools wrote
      </h2>
      <p className="govuk-body">For the team alone. Ask the school before you quote it.</p>
      {comments.length === 0 ? <p className="govuk-body">Nobody has written a comment in this period.</p> : null}
      <ul className="govuk-list govuk-list--spaced">
        {comments.map(({ visitId, onDate, schoolName, comment }) => (
          <li key={visitId}>
            <a className="govuk-link" href={paths.visit(visitId)}>
              {schoolName}, {formatShortDay(onDate)} {onDate.slice(0, 4)}
            </a>
            <br />
            <span className="app-typed">{comment}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;
