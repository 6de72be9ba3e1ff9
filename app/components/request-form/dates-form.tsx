import { AddButton, DefaultButton } from "~/components/request-form/add-button";
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
import { stepPath } from "~/config/request-paths";
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
  /** How many of them stand open. */
  openRows: number;
  earliest: Day;
  /** Youth settings open at weekends too. */
  withWeekend: boolean;
};

export function DatesForm({ rows, openRows, earliest, withWeekend, values, errors }: Props) {
  return (
    <>
      <PageHeading caption={FORM_CAPTION}>When would suit you?</PageHeading>
      <p className="govuk-body">
        Give us one day, or a period in which any day suits you. The more you leave open, the likelier we have somebody
        free. The earliest day is {formatDay(earliest)}.
      </p>
      <Form action={stepPath("dates")}>
        <DefaultButton value="continue" />
        {Array.from({ length: rows }, (_, index) => (
          <Choice
            key={index}
            index={index}
            isOpen={index < openRows || isUsed(values, index)}
            earliest={earliest}
            withWeekend={withWeekend}
            values={values}
            errors={errors}
          />
        ))}
        {rows < MOST_WISHES ? (
          <AddButton showing={`choice-${nextFree(values)}`}>Add another choice</AddButton>
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

/** Whether anything was typed for a choice; its part of the day is never empty. */
function isUsed(values: FormProps["values"], index: number): boolean {
  return Object.entries(values).some(
    ([field, value]) => field.startsWith(`wishes.${index}.`) && !field.endsWith(".partOfDay") && value !== "",
  );
}

function nextFree(values: FormProps["values"]): number {
  const free = NAMES.findIndex((_, index) => index > 0 && !isUsed(values, index));
  return free === -1 ? MOST_WISHES : free + 1;
}

type ChoiceProps = FormProps & Pick<Props, "earliest" | "withWeekend"> & { index: number };

/** Optional choices stay folded, so that the page is short; they open once something stands in them. */
function Choice({ index, isOpen, ...props }: ChoiceProps & { isOpen: boolean }) {
  const name = NAMES[index] ?? "";
  if (index === 0) return <ChoiceFields index={index} legend={name} {...props} />;
  return (
    <div id={`choice-${index + 1}`}>
      <Details summary={`${name} (optional)`} open={isOpen}>
        <ChoiceFields index={index} legend={name} {...props} />
      </Details>
    </div>
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
