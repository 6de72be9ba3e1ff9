import type { AfterVisitReply, AfterVisitView } from "~/components/after-visit/after-visit-page";
import { Button } from "~/components/ui/button";
import { Details } from "~/components/ui/details";
import { Fieldset } from "~/components/ui/fieldset";
import { Form } from "~/components/ui/form";
import { TextField } from "~/components/ui/text-field";
import type { Survey } from "~/domain/feedback";
import { textOf, type FormValues } from "~/lib/form-data";

type Props = { visit: Pick<AfterVisitView, "statements" | "survey">; reply?: AfterVisitReply };

const MOMENTS = [
  { name: "before", legend: "Before the session" },
  { name: "after", legend: "After the session" },
] as const;

const ANSWERS = [
  { name: "yes", label: "Yes" },
  { name: "unsure", label: "Not sure" },
  { name: "no", label: "No" },
] as const;

export function SurveyForm({ visit: { statements, survey }, reply }: Props) {
  const values = reply?.values ?? valuesOf(survey);
  const counted = survey.before !== null || survey.after !== null;
  return (
    <section aria-labelledby="survey">
      <h2 className="govuk-heading-m" id="survey">
        A show of hands (optional)
      </h2>
      <p className="govuk-body">
        If you asked your students before and after the session whether they agree with “{statements.survey}”, enter how many
        hands you counted. No student is named, and nobody can be recognised.
      </p>
      {counted ? <p className="govuk-body">We have your counts. You can change them here.</p> : null}
      <Details summary="How to ask" open={false}>
        <p className="govuk-body">
          Read the statement aloud to the class. Ask everybody to close their eyes, then to raise a hand for “yes”, “not sure”
          or “no”. Count the hands. Do the same with the same students after the session, on the same day or in the days after.
        </p>
      </Details>
      <Form>
        <input type="hidden" name="intent" value="survey" />
        {MOMENTS.map((moment) => (
          <Fieldset key={moment.name} legend={moment.legend} legendSize="s">
            <div className="app-side-by-side">
              {ANSWERS.map(({ name, label }) => (
                <TextField
                  key={name}
                  name={`${moment.name}.${name}`}
                  label={label}
                  width={4}
                  inputMode="numeric"
                  value={textOf(values, `${moment.name}.${name}`)}
                  error={reply?.errors[`${moment.name}.${name}`]}
                />
              ))}
            </div>
          </Fieldset>
        ))}
        <Button look="secondary">Save the counts</Button>
      </Form>
    </section>
  );
}

function valuesOf(survey: Survey): FormValues {
  const values: FormValues = {};
  for (const { name: moment } of MOMENTS) {
    for (const { name } of ANSWERS) values[`${moment}.${name}`] = String(survey[moment]?.[name] ?? "");
  }
  return values;
}
