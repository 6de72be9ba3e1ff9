import { SessionFields, type AskedSessionView } from "~/components/delivery/session-fields";
import { Button } from "~/components/ui/button";
import { Checkbox, Radios } from "~/components/ui/choices";
import { Form } from "~/components/ui/form";
import { Textarea } from "~/components/ui/textarea";
import { WarningText } from "~/components/ui/warning-text";
import { COUNT_BASIS_LABELS } from "~/domain/delivery";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = {
  /** What the person has seen: kept from the first showing to the saving. */
  version: string;
  revision: string;
  sessions: readonly AskedSessionView[];
  reasons: readonly { code: string; label: string }[];
  /** Questions about unlikely figures. */
  questions: readonly string[];
  values: FormValues;
  errors: FormErrors;
};

const YES_OR_NO = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
];

const COVERED = [
  { name: "coveredWhat", legend: "Did you cover what knife crime is?" },
  { name: "coveredWhy", legend: "Did you cover why people carry knives?" },
  { name: "coveredHelp", legend: "Did you cover where to find more information, get help or report?" },
] as const;

export function DeliveryForm({ version, revision, sessions, reasons, questions, values, errors }: Props) {
  return (
    <Form>
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="revision" value={revision} />
      {sessions.map((session, index) => (
        <SessionFields
          key={session.id}
          name={`sessions.${index}`}
          session={session}
          reasons={reasons}
          values={values}
          errors={errors}
        />
      ))}
      <h2 className="govuk-heading-m">Once for the whole visit</h2>
      <p className="govuk-hint">Leave these out if no session took place.</p>
      <Radios
        name="basis"
        legend="Where do the numbers come from?"
        legendSize="s"
        small
        choices={Object.entries(COUNT_BASIS_LABELS).map(([value, label]) => ({ value, label }))}
        value={textOf(values, "basis")}
        error={errors["basis"]}
      />
      {COVERED.map(({ name, legend }) => (
        <Radios
          key={name}
          name={name}
          legend={legend}
          legendSize="s"
          small
          inline
          choices={YES_OR_NO}
          value={textOf(values, name)}
          error={errors[name]}
        />
      ))}
      {revision === "0" ? null : (
        <Textarea
          name="correctionReason"
          label="Why is the record corrected?"
          labelSize="s"
          hint="One sentence is enough. Do not write names of students."
          rows={2}
          maxLength={300}
          value={textOf(values, "correctionReason")}
          error={errors["correctionReason"]}
        />
      )}
      <Questions questions={questions} error={errors["figuresConfirmed"]} />
      <Button>{revision === "0" ? "Save what happened" : "Save the correction"}</Button>
    </Form>
  );
}

/** Never ticked for anybody: a changed figure is confirmed anew. */
function Questions({ questions, error }: { questions: readonly string[]; error: string | undefined }) {
  if (questions.length === 0) return null;
  return (
    <>
      {questions.map((question) => (
        <WarningText key={question}>{question}</WarningText>
      ))}
      <Checkbox name="figuresConfirmed" label="These figures are right" error={error} />
    </>
  );
}
