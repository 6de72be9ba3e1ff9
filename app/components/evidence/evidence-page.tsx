import { countOf, formatPart, formatWhole } from "~/components/reach/numbers";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { DataTable } from "~/components/ui/data-table";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { Select } from "~/components/ui/select";
import { WarningText } from "~/components/ui/warning-text";
import { paths } from "~/config/paths";
import { reachPaths } from "~/config/reach-paths";
import { answersIn, SCORE_LABELS, shareOfYes, type SurveyCounts } from "~/domain/feedback";
import { describePeriod } from "~/domain/programme-year";
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
  survey: {
    visits: number;
    unpaired: number;
    before: SurveyCounts;
    after: SurveyCounts;
    changePoints: number | null;
    attendances: number;
    answersAfter: number;
  };
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
      <p className="govuk-body app-no-print">
        <a className="govuk-link" href={reachPaths.evidenceXlsx(period.value)}>
          These tables as a workbook (XLSX)
        </a>{" "}
        |{" "}
        <a className="govuk-link" href={reachPaths.evidenceCsv(period.value)}>
          the figures as a CSV file
        </a>
      </p>
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
  const { visits, unpaired, before, after, changePoints, attendances, answersAfter } = survey;
  const [answersBefore, answersOfPairs] = [answersIn(before), answersIn(after)];
  const fewest = Math.min(answersBefore, answersOfPairs);
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
          {fewest < smallestSample ? <FewAnswers answers={fewest} smallest={smallestSample} /> : null}
          <DataTable
            caption={`Answers at ${countOf(visits, "visit")}`}
            compact
            rows={[
              { name: "Before", counts: before },
              { name: "After", counts: after },
            ]}
            rowKey={({ name }) => name}
            columns={[
              { header: "When", rowHeader: true, cell: ({ name }) => name },
              { header: "Yes", numeric: true, cell: ({ counts }) => formatWhole(counts.yes) },
              { header: "Not sure", numeric: true, cell: ({ counts }) => formatWhole(counts.unsure) },
              { header: "No", numeric: true, cell: ({ counts }) => formatWhole(counts.no) },
              { header: "Answers", numeric: true, cell: ({ counts }) => formatWhole(answersIn(counts)) },
              { header: "Share of yes", numeric: true, cell: ({ counts }) => percent(shareOfYes(counts) ?? 0) },
            ]}
          />
        </>
      )}
      {answersAfter > 0 && attendances > 0 ? (
        <p className="govuk-body">
          Where hands were counted afterwards, {formatWhole(answersAfter)} answers stand beside{" "}
          {countOf(attendances, "attendance")} ({percent(answersAfter / attendances)}).
        </p>
      ) : null}
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

function changeSentence(points: number, before: SurveyCounts, after: SurveyCounts): string {
  const [was, is] = [percent(shareOfYes(before) ?? 0), percent(shareOfYes(after) ?? 0)];
  const size = formatPart(Math.abs(points));
  const change = points === 0 ? "no change" : `${size} percentage points ${points > 0 ? "more" : "fewer"}`;
  return `${was} said yes before and ${is} after: ${change}.`;
}

function FewAnswers({ answers, smallest }: { answers: number; smallest: number }) {
  return (
    <WarningText>
      {countOf(answers, "answer")}: fewer than {smallest} say little. Do not publish shares of so few.
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
