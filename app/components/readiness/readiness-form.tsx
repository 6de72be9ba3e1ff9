import { Button } from "~/components/ui/button";
import { Checkbox } from "~/components/ui/choices";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { Tag } from "~/components/ui/tag";
import { Textarea } from "~/components/ui/textarea";
import { READINESS_POINTS, READINESS_WORDS, type ReadinessAnswers } from "~/domain/readiness";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";
import { formatDay, formatMinutes, type Day } from "~/lib/london-time";

export type ReadinessPageProps = {
  readiness: {
    reference: string;
    schoolName: string;
    onDate: Day | null;
    arriveMinutes: number | null;
    answers: ReadinessAnswers;
    settled: number;
    of: number;
    isOver: boolean;
  };
  teamPhone: string;
  errors?: FormErrors;
  values?: FormValues;
};

/** The list of what must be settled before the day: the same for the school and for the team. */
export function ReadinessForm({ readiness, teamPhone, errors, values }: ReadinessPageProps) {
  const { schoolName, reference, onDate, arriveMinutes, answers, settled, of, isOver } = readiness;
  const when = onDate === null ? "" : formatDay(onDate);
  const caption = [schoolName, reference].filter(Boolean).join(", ");
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <PageHeading caption={caption}>Getting ready for the session</PageHeading>
        <p className="govuk-body">
          {when}
          {arriveMinutes === null ? "" : `, we arrive at ${formatMinutes(arriveMinutes)}`}.{" "}
          <ReadinessTag settled={settled} of={of} />
        </p>
        {isOver ? (
          <p className="govuk-body">
            There is nothing left to settle: this visit has taken place, or it is cancelled. To reach us, ring {teamPhone}.
          </p>
        ) : (
          <>
            <p className="govuk-body">
              Please fill in what you know and save it. You can come back with the same link until the day. What you told
              us before is filled in already: check it and save, so that it counts.
            </p>
            <InsetText>The presenters read this. Please do not enter names of students.</InsetText>
            <Form>
              {READINESS_POINTS.map((point) => {
                const { question, hint, kind } = READINESS_WORDS[point];
                const answer = values ? textOf(values, point) : answers[point];
                return (
                  <div key={point}>
                    <input
                      type="hidden"
                      name={`shown.${point}`}
                      value={values ? textOf(values, `shown.${point}`) : answers[point]}
                    />
                    {kind === "yes" ? (
                      <Checkbox
                        name={point}
                        label={question}
                        hint={hint}
                        error={errors?.[point]}
                        checked={answer === "yes"}
                      />
                    ) : (
                      <Textarea
                        name={point}
                        label={question}
                        labelSize="s"
                        hint={hint}
                        error={errors?.[point]}
                        value={answer}
                        rows={2}
                        maxLength={1_000}
                      />
                    )}
                  </div>
                );
              })}
              <Button>Save</Button>
            </Form>
          </>
        )}
      </div>
    </div>
  );
}

export function ReadinessTag({ settled, of }: { settled: number; of: number }) {
  return settled === of ? (
    <Tag colour="green">Ready</Tag>
  ) : (
    <Tag colour={settled === 0 ? "orange" : "yellow"}>{`${settled} of ${of} settled`}</Tag>
  );
}
