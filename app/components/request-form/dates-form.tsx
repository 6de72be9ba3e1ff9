import type { FormProps } from "~/components/request-form/form-props";
import { FORM_CAPTION } from "~/components/request-form/step-page";
import { Button } from "~/components/ui/button";
import { DateField } from "~/components/ui/date-field";
import { Details } from "~/components/ui/details";
import { Fieldset } from "~/components/ui/fieldset";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { Select } from "~/components/ui/select";
import { TextField } from "~/components/ui/text-field";
import { MOST_WISHES } from "~/domain/wishes";
import { textOf } from "~/lib/form-data";
import { formatDay, type Day } from "~/lib/london-time";

const NAMES = ["First choice", "Second choice", "Third choice", "Fourth choice", "Fifth choice"] as const;

const WEEKDAYS = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays"].map((label, index) => ({
  value: String(index + 1),
  label: `${label} only`,
}));

const WEEKEND = ["Saturdays", "Sundays"].map((label, index) => ({ value: String(index + 6), label: `${label} only` }));

const PARTS_OF_DAY = [
  { value: "any", label: "Any time" },
  { value: "morning", label: "Morning" },
  { value: "afternoon", label: "Afternoon" },
];

type Props = FormProps & {
  /** How many choices there is room for. */
  rows: number;
  earliest: Day;
  /** Youth settings open at weekends too. */
  withWeekend: boolean;
};

export function DatesForm({ rows, earliest, withWeekend, values, errors }: Props) {
  return (
    <>
      <PageHeading caption={FORM_CAPTION}>When would suit you?</PageHeading>
      <p className="govuk-body">
        Give us one day, or a period in which any day suits you. The more you leave open, the likelier we have somebody
        free. The earliest day is {formatDay(earliest)}.
      </p>
      <Form>
        {Array.from({ length: rows }, (_, index) => (
          <Choice
            key={index}
            index={index}
            earliest={earliest}
            withWeekend={withWeekend}
            values={values}
            errors={errors}
          />
        ))}
        {rows < MOST_WISHES ? (
          <Button look="secondary" name="intent" value="more" preventDoubleClick={false}>
            Add another choice
          </Button>
        ) : null}
        <div>
          <Button name="intent" value="continue">
            Continue
          </Button>
        </div>
      </Form>
    </>
  );
}

type ChoiceProps = FormProps & Pick<Props, "earliest" | "withWeekend"> & { index: number };

/** Optional choices stay folded, so that the page is short; they open once something stands in them. */
function Choice({ index, ...props }: ChoiceProps) {
  const name = NAMES[index] ?? "";
  if (index === 0) return <ChoiceFields index={index} legend={name} {...props} />;
  const used = Object.entries(props.values).some(
    ([field, value]) => field.startsWith(`wishes.${index}.`) && !field.endsWith(".partOfDay") && value !== "",
  );
  return (
    <Details summary={`${name} (optional)`} open={used || index > 2}>
      <ChoiceFields index={index} legend={name} {...props} />
    </Details>
  );
}

function ChoiceFields({ index, legend, earliest, withWeekend, values, errors }: ChoiceProps & { legend: string }) {
  const prefix = `wishes.${index}`;
  const text = (name: string) => textOf(values, `${prefix}.${name}`);
  const field = (name: string) => ({
    name: `${prefix}.${name}`,
    value: text(name),
    error: errors?.[`${prefix}.${name}`],
  });
  const date = (name: string) => ({
    name: `${prefix}.${name}`,
    error: errors?.[`${prefix}.${name}`],
    value: { day: text(`${name}.day`), month: text(`${name}.month`), year: text(`${name}.year`) },
  });
  const [year = "", month = "", day = ""] = earliest.split("-");
  return (
    <Fieldset legend={legend} legendSize="m">
      <DateField
        {...date("from")}
        legend="Date"
        legendSize="s"
        hint={index === 0 ? `For example ${Number(day)} ${Number(month)} ${year}` : undefined}
      />
      <DateField
        {...date("to")}
        legend="Last date (optional)"
        legendSize="s"
        hint="Only when any day up to this one suits you as well"
      />
      <Select
        {...field("weekday")}
        label="Weekdays in that period"
        emptyLabel="Any weekday"
        options={withWeekend ? [...WEEKDAYS, ...WEEKEND] : WEEKDAYS}
      />
      <Select {...field("partOfDay")} label="Part of the day" options={PARTS_OF_DAY} />
      <TextField
        {...field("time")}
        label="Start time or period (optional)"
        hint="For example 09:10, or period 3"
        width={10}
      />
    </Fieldset>
  );
}
