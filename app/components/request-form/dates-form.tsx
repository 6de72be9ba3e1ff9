import { AddButton, DefaultButton } from "~/components/request-form/add-button";
import type { FormProps } from "~/components/request-form/form-props";
import { SpaceTable } from "~/components/request-form/space-table";
import { FORM_CAPTION } from "~/components/request-form/step-page";
import { Button } from "~/components/ui/button";
import { Checkboxes, Radios } from "~/components/ui/choices";
import { DateField } from "~/components/ui/date-field";
import { Details } from "~/components/ui/details";
import { Fieldset } from "~/components/ui/fieldset";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { Select } from "~/components/ui/select";
import { TextField } from "~/components/ui/text-field";
import { Textarea } from "~/components/ui/textarea";
import { stepPath } from "~/config/request-paths";
import type { ClosedSpan, NamedTerm } from "~/domain/asking-days";
import { MOST_NEVER_SPANS } from "~/domain/never-days";
import type { DayWithSpace } from "~/domain/slot-space";
import { MOST_WISHES } from "~/domain/wishes";
import { textOf, textsOf } from "~/lib/form-data";
import { formatDay, formatShortDay, type Day } from "~/lib/london-time";

const NAMES = ["First choice", "Second choice", "Third choice", "Fourth choice", "Fifth choice"] as const;

const WEEKDAYS = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays"].map((label, index) => ({
  value: String(index + 1),
  label,
}));

const WEEKEND = ["Saturdays", "Sundays"].map((label, index) => ({ value: String(index + 6), label }));

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
  terms: readonly NamedTerm[];
  /** When no session can be asked for, in the months ahead. */
  closed: readonly ClosedSpan[];
  /** How full the next weeks are for what is asked. */
  space: readonly DayWithSpace[];
  /** The school's periods, as it told us. */
  periods: readonly string[];
  /** The contact may name them where nobody has. */
  mayNamePeriods: boolean;
};

export function DatesForm({ rows, openRows, closed, space, ...props }: Props) {
  const { earliest, withWeekend, mayNamePeriods, values, errors } = props;
  return (
    <>
      <PageHeading caption={FORM_CAPTION}>When would suit you?</PageHeading>
      <p className="govuk-body">
        Give us one day, or a period in which any day suits you. The more you leave open, the likelier we have somebody
        free. The earliest day is {formatDay(earliest)}.
      </p>
      {space.some((day) => day.space !== "closed") ? (
        <Details summary="See which days have space">
          <p className="govuk-body">
            For what you ask for, as things stand now. “Few” means that we could come at some times of that day only. You
            may also ask for a day that is full: plans change, and we can offer you others.
          </p>
          <SpaceTable days={space} withWeekend={props.withWeekend} />
        </Details>
      ) : null}
      {closed.length > 0 ? (
        <Details summary="Days when no session can take place">
          <ul className="govuk-list govuk-list--bullet">
            {closed.map(({ fromOn, toOn, because }) => (
              <li key={fromOn}>
                {fromOn === toOn ? `${formatDay(fromOn)} ${because}` : `${formatDay(fromOn)} to ${formatDay(toOn)}: ${because.replace(/^is /, "")}`}
              </li>
            ))}
          </ul>
          <p className="govuk-body">Is something wrong here? Ask for another day, and tell us on the next page.</p>
        </Details>
      ) : null}
      <Form action={stepPath("dates")}>
        <DefaultButton value="continue" />
        {Array.from({ length: rows }, (_, index) => (
          <Choice key={index} index={index} isOpen={index < openRows || isUsed(values, index)} {...props} />
        ))}
        {rows < MOST_WISHES ? (
          <AddButton showing={`choice-${nextFree(values)}`}>Add another choice</AddButton>
        ) : null}
        <h2 className="govuk-heading-m">Days that never work (optional)</h2>
        <Checkboxes
          name="neverWeekdays"
          legend="Never on"
          legendSize="s"
          small
          values={textsOf(values, "neverWeekdays")}
          choices={weekdayOptions(withWeekend)}
        />
        <NeverSpans values={values} errors={errors} />
        {mayNamePeriods ? (
          <Details summary="Tell us your period times (optional)" open={textOf(values, "periods") !== ""}>
            <Textarea
              name="periods"
              label="Your periods, one a line"
              hint="For example: Period 1 08:50 to 09:40. You can then choose “Period 1” as a time above."
              rows={6}
              value={textOf(values, "periods")}
              error={errors?.periods}
            />
          </Details>
        ) : null}
        <Button name="intent" value="continue">
          Continue
        </Button>
      </Form>
    </>
  );
}

/** Mocks, a trip, a training day of the school. */
function NeverSpans({ values, errors }: FormProps) {
  const isUsedSpan = Object.entries(values).some(([name, value]) => name.startsWith("never.") && value !== "");
  return (
    <Details summary="Dates that do not work, such as mocks" open={isUsedSpan}>
      {Array.from({ length: MOST_NEVER_SPANS }, (_, index) => (
        <Fieldset key={index} legend={`Not on these dates (${index + 1})`} legendSize="s">
          <DateField {...dateField(`never.${index}.from`, values, errors)} legend="First date" legendSize="s" />
          <DateField {...dateField(`never.${index}.to`, values, errors)} legend="Last date, if more than one day" legendSize="s" />
        </Fieldset>
      ))}
    </Details>
  );
}

function weekdayOptions(withWeekend: boolean) {
  return withWeekend ? [...WEEKDAYS, ...WEEKEND] : WEEKDAYS;
}

function dateField(name: string, values: FormProps["values"], errors: FormProps["errors"]) {
  const part = (which: string) => textOf(values, `${name}.${which}`);
  return { name, error: errors?.[name], value: { day: part("day"), month: part("month"), year: part("year") } };
}

/** Whether anything was typed for a choice; its kind and part of the day are never empty. */
function isUsed(values: FormProps["values"], index: number): boolean {
  return Object.entries(values).some(
    ([field, value]) => field.startsWith(`wishes.${index}.`) && !/\.(partOfDay|kind)$/.test(field) && value !== "",
  );
}

function nextFree(values: FormProps["values"]): number {
  const free = NAMES.findIndex((_, index) => index > 0 && !isUsed(values, index));
  return free === -1 ? MOST_WISHES : free + 1;
}

type ChoiceProps = FormProps & Pick<Props, "earliest" | "withWeekend" | "terms" | "periods"> & { index: number };

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

function ChoiceFields({ index, legend, earliest, withWeekend, terms, periods, values, errors }: ChoiceProps & { legend: string }) {
  const prefix = `wishes.${index}`;
  const field = (name: string) => ({
    name: `${prefix}.${name}`,
    value: textOf(values, `${prefix}.${name}`),
    error: errors?.[`${prefix}.${name}`],
  });
  const date = (name: string) => dateField(`${prefix}.${name}`, values, errors);
  const [year = "", month = "", day = ""] = earliest.split("-");
  const span = (name: "range" | "weekly") => (
    <>
      {terms.length > 0 ? (
        <Select
          {...field(`${name}.term`)}
          label="Term"
          emptyLabel="Dates of our own, below"
          options={terms.map((term) => ({
            value: `${term.startsOn}_${term.endsOn}`,
            label: `${term.name} (${formatShortDay(term.startsOn)} to ${formatShortDay(term.endsOn)})`,
          }))}
        />
      ) : null}
      <DateField {...date(`${name}.from`)} legend="First date" legendSize="s" />
      <DateField {...date(`${name}.to`)} legend="Last date" legendSize="s" />
    </>
  );
  const kind = field("kind");
  return (
    <Fieldset legend={legend} legendSize="m">
      <Radios
        {...kind}
        value={kind.value === "" ? "date" : kind.value}
        legend="What suits you?"
        legendSize="s"
        choices={[
          {
            value: "date",
            label: "One day",
            then: (
              <DateField
                {...date("on")}
                legend="Date"
                legendSize="s"
                hint={`For example ${Number(day)} ${Number(month)} ${year}`}
              />
            ),
          },
          { value: "range", label: "Any day in a period", then: span("range") },
          {
            value: "weekday",
            label: "A day of the week, in a period",
            hint: "For example Tuesdays in the spring term",
            then: (
              <>
                <Select
                  {...field("weekly.weekday")}
                  label="Day of the week"
                  emptyLabel="Choose"
                  options={weekdayOptions(withWeekend)}
                />
                {span("weekly")}
              </>
            ),
          },
        ]}
      />
      <Select {...field("partOfDay")} label="Part of the day" options={PARTS_OF_DAY} />
      <TextField
        {...field("time")}
        label="Start time or period (optional)"
        hint={
          periods.length > 0 ? `A time such as 09:10, or one of your periods: ${periods.join(", ")}` : "For example 09:10, or period 3"
        }
        width={10}
      />
    </Fieldset>
  );
}
