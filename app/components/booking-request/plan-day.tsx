import { Button } from "~/components/ui/button";
import { DateField } from "~/components/ui/date-field";
import { Form } from "~/components/ui/form";
import { TextField } from "~/components/ui/text-field";
import type { PresenterState } from "~/domain/presenter-day";
import { partsFromDay } from "~/lib/form-data";
import { formatMinutes, formatShortDay, type Day } from "~/lib/london-time";

export type DayPresenter = {
  id: string;
  name: string;
  state: PresenterState;
  details: readonly string[];
  hours: string;
};

const STATES: Readonly<Record<PresenterState, string>> = {
  free: "free",
  busy: "busy for part of the day",
  absent: "absent",
  outside_hours: "outside working hours",
};

type Props = {
  action: string;
  day: Day | null;
  dayNote: string | null;
  suggestions: readonly { day: Day; label: string; href: string }[];
  presenters: readonly DayPresenter[];
  chosen: readonly string[];
  startMinutes: number;
};

/** First the day, then who and from when: both plain GET forms, so that the address holds the plan. */
export function PlanDay({ action, day, dayNote, suggestions, presenters, chosen, startMinutes }: Props) {
  return (
    <>
      <section aria-labelledby="plan-day">
        <h2 className="govuk-heading-m" id="plan-day">
          Which day?
        </h2>
        {suggestions.length > 0 ? (
          <>
            <p className="govuk-body">From the school’s wishes:</p>
            <ul className="app-filter-list">
              {suggestions.map((suggestion) => (
                <li key={suggestion.day}>
                  <a
                    className="govuk-link"
                    href={suggestion.href}
                    aria-current={suggestion.day === day ? "page" : undefined}
                  >
                    {formatShortDay(suggestion.day)}
                    <span className="govuk-visually-hidden"> ({suggestion.label})</span>
                  </a>
                </li>
              ))}
            </ul>
          </>
        ) : null}
        <Form method="get" action={action}>
          <DateField name="on" legend="Day of the visit" legendSize="s" value={partsFromDay(day)} />
          <Button look="secondary" preventDoubleClick={false}>
            See who is free
          </Button>
        </Form>
      </section>
      {day === null ? null : (
        <section aria-labelledby="plan-who">
          <h2 className="govuk-heading-m" id="plan-who">
            Who, and from when?
          </h2>
          {dayNote === null ? null : <p className="govuk-body govuk-!-font-weight-bold">{dayNote}</p>}
          <Form method="get" action={action}>
            <input type="hidden" name="day" value={day} />
            <TextField
              name="start"
              label="First session starts at"
              width={5}
              value={formatMinutes(startMinutes)}
              hint="24-hour time, such as 09:10"
            />
            <PresenterChoices presenters={presenters} chosen={chosen} />
            <Button look="secondary" preventDoubleClick={false}>
              Propose a running order
            </Button>
          </Form>
        </section>
      )}
    </>
  );
}

function PresenterChoices({ presenters, chosen }: Pick<Props, "presenters" | "chosen">) {
  if (presenters.length === 0) return <p className="govuk-body">There are no presenters yet. A manager adds them.</p>;
  return (
    <div className="govuk-form-group">
      <fieldset className="govuk-fieldset">
        <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">Presenters</legend>
        <div className="govuk-checkboxes govuk-checkboxes--small">
          {presenters.map((presenter, index) => {
            const id = index === 0 ? "presenters" : `presenters-${index + 1}`;
            return (
              <div className="govuk-checkboxes__item" key={presenter.id}>
                <input
                  className="govuk-checkboxes__input"
                  id={id}
                  name="presenters"
                  type="checkbox"
                  value={presenter.id}
                  defaultChecked={chosen.includes(presenter.id)}
                  aria-describedby={`${id}-hint`}
                />
                <label className="govuk-label govuk-checkboxes__label" htmlFor={id}>
                  {presenter.name}: {STATES[presenter.state]}
                </label>
                <div id={`${id}-hint`} className="govuk-hint govuk-checkboxes__hint">
                  {[presenter.hours, ...presenter.details].join(". ")}
                </div>
              </div>
            );
          })}
        </div>
      </fieldset>
    </div>
  );
}
