import { Button } from "~/components/ui/button";
import { Checkbox, Checkboxes } from "~/components/ui/choices";
import { DateField } from "~/components/ui/date-field";
import { Form } from "~/components/ui/form";
import { Textarea } from "~/components/ui/textarea";
import { TextField } from "~/components/ui/text-field";
import { describeOfferedDate, presentersOf, type OfferedPlan } from "~/domain/offers";
import { textOf, textsOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = {
  version: number;
  /** Every date on the page with its form value. */
  shown: readonly { plan: OfferedPlan; value: string }[];
  presenters: readonly { id: string; name: string }[];
  values: FormValues;
  errors: FormErrors;
};

/** Which dates, until when, with what note; further dates are looked for without losing any of it. */
export function OfferForm({ version, shown, presenters, values, errors }: Props) {
  const nameOf = (id: string) => presenters.find((presenter) => presenter.id === id)?.name ?? "Somebody who has left";
  const dateOf = (name: string) => ({
    day: textOf(values, `${name}.day`),
    month: textOf(values, `${name}.month`),
    year: textOf(values, `${name}.year`),
  });
  return (
    <Form>
      <input type="hidden" name="version" value={textOf(values, "version") || version} />
      {shown.map(({ value }) => (
        <input key={value} type="hidden" name="shown" value={value} />
      ))}
      {shown.length === 0 ? (
        <p className="govuk-body">
          No date was found on which everything fits. Look around another day, or with other presenters.
        </p>
      ) : (
        <Checkboxes
          name="plans"
          legend="Which dates do you offer?"
          legendSize="m"
          hint="Each could be scheduled as it stands at this moment. Days that the school asked for are left out: where one works, plan it. The school sees day and time alone."
          error={errors.plans}
          values={textsOf(values, "plans")}
          choices={shown.map(({ plan, value }) => ({
            value,
            label: describeOfferedDate(plan),
            hint: `${presentersOf(plan).map(nameOf).join(", ")}; ${plan.rows.length === 1 ? "1 group" : `${plan.rows.length} groups`}`,
          }))}
        />
      )}
      <details className="govuk-details" open={errors.on !== undefined || errors.start !== undefined || shown.length === 0}>
        <summary className="govuk-details__summary">
          <span className="govuk-details__summary-text">Look for further dates</span>
        </summary>
        <div className="govuk-details__text">
          <DateField name="on" legend="Around which day?" legendSize="s" value={dateOf("on")} error={errors.on} />
          <TextField
            name="start"
            label="First session at about"
            hint="24-hour time, such as 09:10. Leave it empty for any"
            width={5}
            value={textOf(values, "start")}
            error={errors.start}
          />
          <Checkboxes
            name="presenters"
            legend="With these presenters (whoever is free, if none is ticked)"
            legendSize="s"
            small
            error={errors.presenters}
            values={textsOf(values, "presenters")}
            choices={presenters.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Button look="secondary" name="intent" value="more" preventDoubleClick={false}>
            Look for further dates
          </Button>
        </div>
      </details>
      <Textarea
        name="noteForSchool"
        label="Note for the school (optional)"
        hint="It stands in the mail and later in the confirmation. No names of students, please."
        rows={3}
        value={textOf(values, "noteForSchool")}
        error={errors.noteForSchool}
      />
      <DateField
        name="answerBy"
        legend="By when should the school answer?"
        legendSize="s"
        hint="After this day the offer runs out, and the request is back in the inbox."
        value={dateOf("answerBy")}
        error={errors.answerBy}
      />
      <Checkbox
        name="hold"
        label="Keep these times free until then"
        hint="Nobody else can book these presenters meanwhile. Without it a date is only taken once the school has chosen it."
        checked={textOf(values, "hold") === "yes"}
      />
      <Button name="intent" value="preview">
        See the mail
      </Button>
    </Form>
  );
}
