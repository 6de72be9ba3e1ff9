import type { AfterVisitReply, AfterVisitView } from "~/components/after-visit/after-visit-page";
import { Button } from "~/components/ui/button";
import { Radios } from "~/components/ui/choices";
import { Form } from "~/components/ui/form";
import { Textarea } from "~/components/ui/textarea";
import { SCORE_LABELS } from "~/domain/feedback";
import { textOf, type FormValues } from "~/lib/form-data";

type Props = { visit: Pick<AfterVisitView, "statements" | "feedback">; reply?: AfterVisitReply };

const CHOICES = SCORE_LABELS.map((label, index) => ({ value: String(index + 1), label }));

export function FeedbackForm({ visit: { statements, feedback }, reply }: Props) {
  const values: FormValues = reply?.values ?? {
    first: String(feedback?.first ?? ""),
    second: String(feedback?.second ?? ""),
    third: String(feedback?.third ?? ""),
    comment: feedback?.comment ?? "",
  };
  return (
    <section aria-labelledby="feedback">
      <h2 className="govuk-heading-m" id="feedback">
        How it went
      </h2>
      {feedback ? <p className="govuk-body">We have your answers. You can change them here.</p> : null}
      <Form>
        <input type="hidden" name="intent" value="feedback" />
        {(["first", "second", "third"] as const).map((name) => (
          <Radios
            key={name}
            name={name}
            legend={statements[name]}
            legendSize="s"
            small
            choices={CHOICES}
            value={textOf(values, name)}
            error={reply?.errors[name]}
          />
        ))}
        <Textarea
          name="comment"
          label="Anything you would like to tell the team (optional)"
          hint="Only the team reads this. Please do not write names of students."
          rows={4}
          value={textOf(values, "comment")}
          error={reply?.errors.comment}
        />
        <Button>{feedback ? "Change your answers" : "Send your answers"}</Button>
      </Form>
    </section>
  );
}
