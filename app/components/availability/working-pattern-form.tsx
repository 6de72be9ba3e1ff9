import { weekdayLabel } from "~/components/availability/availability-words";
import { shownCycle, shownStretches, stretchFields } from "~/components/availability/working-pattern-values";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { dateParts } from "~/components/ui/date-parts";
import { DateField } from "~/components/ui/date-field";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Fieldset } from "~/components/ui/fieldset";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { Select } from "~/components/ui/select";
import { TextField } from "~/components/ui/text-field";
import { officePaths } from "~/config/office-paths";
import { LONGEST_CYCLE } from "~/domain/working-hours";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = { presenter: { id: string; name: string }; errors?: FormErrors; values: FormValues };

export function WorkingPatternForm({ presenter, errors, values }: Props) {
  const { unit, length } = shownCycle(values);
  const weeks = unit === "weeks" ? length : 1;
  const stretches = shownStretches(values);
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
          value={dateParts(values, "validFrom")}
        />
        <Fieldset legend="How often do the hours repeat?">
          <p className="govuk-hint">
            1 week when all weeks are alike, up to {LONGEST_CYCLE.weeks}. Shifts such as six days on and four off repeat
            every 10 days, up to {LONGEST_CYCLE.days}.
          </p>
          <TextField
            name="length"
            label="Every"
            width={3}
            inputMode="numeric"
            error={errors?.length}
            value={textOf(values, "length")}
          />
          <Select
            name="unit"
            label="Weeks or days"
            options={[
              { value: "weeks", label: "weeks" },
              { value: "days", label: "days" },
            ]}
            error={errors?.unit}
            value={textOf(values, "unit")}
          />
          <Button look="secondary" name="step" value="resize" preventDoubleClick={false}>
            Show these days
          </Button>
        </Fieldset>
        <input type="hidden" name="shown" value={`${length} ${unit}`} />
        <p className="govuk-body">
          Leave the times empty for a day off. {unit === "days" ? "Day 1 is the first day above." : null}
        </p>
        {stretches === 1 ? (
          <Button look="secondary" name="step" value="second" preventDoubleClick={false}>
            Add a second stretch, as for an evening
          </Button>
        ) : (
          <input type="hidden" name="stretches" value={stretches} />
        )}
        {unit === "days" ? (
          <>
            <h2 className="govuk-heading-m">Hours in {length} days</h2>
            {Array.from({ length }, (_, index) => (
              <DayHours
                key={index}
                legend={`Day ${index + 1}`}
                index={index}
                stretches={stretches}
                errors={errors}
                values={values}
              />
            ))}
          </>
        ) : (
          Array.from({ length: weeks }, (_, week) => (
            <section key={week}>
              <h2 className="govuk-heading-m">{weeks === 1 ? "Hours in a week" : `Week ${week + 1}`}</h2>
              {week === 0 && weeks > 1 ? (
                <p className="govuk-body">Week 1 is the week of the first day above, from its Monday on.</p>
              ) : null}
              {Array.from({ length: 7 }, (_, weekday) => (
                <DayHours
                  key={weekday}
                  legend={weekdayLabel(weekday)}
                  week={weeks > 1 ? week + 1 : undefined}
                  index={week * 7 + weekday}
                  stretches={stretches}
                  errors={errors}
                  values={values}
                />
              ))}
              {week === 0 && weeks > 1 ? (
                <Button look="secondary" name="step" value="copy" preventDoubleClick={false}>
                  Copy week 1 to the others
                </Button>
              ) : null}
            </section>
          ))
        )}
        <Button name="step" value="save">
          Save working hours
        </Button>
      </Form>
    </>
  );
}

type DayProps = {
  legend: string;
  week?: number;
  index: number;
  stretches: number;
  errors?: FormErrors;
  values: FormValues;
};

function DayHours({ legend, week, index, stretches, errors, values }: DayProps) {
  return (
    <Fieldset
      legend={
        <>
          {week ? <span className="govuk-visually-hidden">Week {week}, </span> : null}
          {legend}
        </>
      }
      legendSize="s"
    >
      {Array.from({ length: stretches }, (_, stretch) => {
        const { start, end } = stretchFields(index, stretch);
        const again = stretch === 0 ? "" : " again";
        return (
          <div className="govuk-date-input" key={stretch}>
            <div className="govuk-date-input__item">
              <TextField name={start} label={`Start${again}`} width={5} error={errors?.[start]} value={textOf(values, start)} />
            </div>
            <div className="govuk-date-input__item">
              <TextField name={end} label={`End${again}`} width={5} error={errors?.[end]} value={textOf(values, end)} />
            </div>
          </div>
        );
      })}
    </Fieldset>
  );
}
