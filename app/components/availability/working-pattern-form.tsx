import { weekdayLabel } from "~/components/availability/availability-words";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { DateField } from "~/components/ui/date-field";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Fieldset } from "~/components/ui/fieldset";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { TextField } from "~/components/ui/text-field";
import { officePaths } from "~/config/office-paths";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = { presenter: { id: string; name: string }; errors?: FormErrors; values: FormValues };

export function WorkingPatternForm({ presenter, errors, values }: Props) {
  return (
    <>
      <BackLink href={officePaths.availabilityOf(presenter.id)} />
      <ErrorSummary errors={errors} />
      <PageHeading caption={presenter.name}>Set working hours</PageHeading>
      <Form>
        <DateField
          name="validFrom"
          legend="From which day do these hours hold?"
          hint="Today or later. Earlier hours stay as they were."
          error={errors?.validFrom}
          value={{
            day: textOf(values, "validFrom.day"),
            month: textOf(values, "validFrom.month"),
            year: textOf(values, "validFrom.year"),
          }}
        />
        <h2 className="govuk-heading-m">Hours in a week</h2>
        <p className="govuk-body">Leave both times empty for a day off.</p>
        {Array.from({ length: 7 }, (_, index) => (
          <DayHours key={index} index={index} errors={errors} values={values} />
        ))}
        <Button>Save working hours</Button>
      </Form>
    </>
  );
}

function DayHours({ index, errors, values }: { index: number; errors?: FormErrors; values: FormValues }) {
  const weekday = weekdayLabel(index);
  const [start, end] = [`days.${index}.start`, `days.${index}.end`];
  return (
    <Fieldset legend={weekday} legendSize="s">
      <div className="govuk-date-input">
        <div className="govuk-date-input__item">
          <TextField name={start} label="Start" width={5} error={errors?.[start]} value={textOf(values, start)} />
        </div>
        <div className="govuk-date-input__item">
          <TextField name={end} label="End" width={5} error={errors?.[end]} value={textOf(values, end)} />
        </div>
      </div>
    </Fieldset>
  );
}
