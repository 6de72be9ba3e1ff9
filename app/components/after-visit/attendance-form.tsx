import type { AfterVisitReply, AfterVisitView } from "~/components/after-visit/after-visit-page";
import { countOf } from "~/components/reach/numbers";
import { Button } from "~/components/ui/button";
import { Checkbox } from "~/components/ui/choices";
import { Details } from "~/components/ui/details";
import { Form } from "~/components/ui/form";
import { TextField } from "~/components/ui/text-field";
import { WarningText } from "~/components/ui/warning-text";
import { cohortYearLabel } from "~/domain/groups";
import { textOf } from "~/lib/form-data";

type Props = { attendance: AfterVisitView["attendance"]; reply?: AfterVisitReply };

/** Saying nothing leaves the numbers as they are: one click makes them the school's own. */
export function AttendanceForm({ attendance, reply }: Props) {
  if (!attendance) return null;
  const { groups, attended, saidBy, revision } = attendance;
  return (
    <section aria-labelledby="attendance">
      <h2 className="govuk-heading-m" id="attendance">
        Who was there
      </h2>
      <p className="govuk-body">
        {saidBy === "school" ? "Thank you: your school has looked at these numbers." : "This is what our officers recorded."}
      </p>
      <ul className="govuk-list govuk-list--bullet">
        {groups.map((group) => (
          <li key={group.key}>
            {labelOf(group)}: {countOf(group.attended, "student")}
          </li>
        ))}
        {groups.length > 1 ? <li>Together: {countOf(attended, "student")}</li> : null}
      </ul>
      {saidBy === "school" ? null : (
        <Form>
          <input type="hidden" name="intent" value="attendance" />
          <input type="hidden" name="revision" value={revision} />
          <Button>These numbers are right</Button>
        </Form>
      )}
      <Details summary="Correct the numbers" open={reply !== undefined}>
        <Form>
          <input type="hidden" name="intent" value="attendance" />
          <input type="hidden" name="revision" value={revision} />
          {groups.map((group, index) => (
            <div key={group.key}>
              <input type="hidden" name={`groups.${index}.key`} value={group.key} />
              <TextField
                name={`groups.${index}.attended`}
                label={labelOf(group)}
                width={4}
                inputMode="numeric"
                suffix="students"
                value={reply ? textOf(reply.values, `groups.${index}.attended`) : String(group.attended)}
                error={reply?.errors[`groups.${index}.attended`]}
              />
            </div>
          ))}
          {(reply?.questions ?? []).map((question) => (
            <WarningText key={question}>{question}</WarningText>
          ))}
          {reply?.questions?.length ? (
            <Checkbox name="figuresConfirmed" label="These figures are right" error={reply.errors.figuresConfirmed} />
          ) : null}
          <Button look="secondary">Send the corrections</Button>
        </Form>
      </Details>
    </section>
  );
}

type Group = NonNullable<AfterVisitView["attendance"]>["groups"][number];

function labelOf({ startTime, label, yearGroup }: Group): string {
  return [startTime, label, `(${cohortYearLabel(yearGroup)})`].filter((part) => part !== "").join(" ");
}
