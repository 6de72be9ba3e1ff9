import type { ReactNode } from "react";
import { Fieldset, type LegendSize } from "~/components/ui/fieldset";
import { describedBy, HintAndError } from "~/components/ui/form-group";

export type DateParts = { day: string; month: string; year: string };

type Props = {
  name: string;
  legend: ReactNode;
  legendSize?: LegendSize;
  legendHidden?: boolean;
  isPageHeading?: boolean;
  hint?: ReactNode;
  error?: string;
  value?: DateParts;
};

const PARTS = [
  { part: "day", label: "Day", width: 2 },
  { part: "month", label: "Month", width: 2 },
  { part: "year", label: "Year", width: 4 },
] as const;

/** Inputs named `${name}.day`, `${name}.month` and `${name}.year`. The first has the bare name as its id. */
export function DateField(props: Props) {
  const { name, hint, error, value } = props;
  return (
    <div className={error ? "govuk-form-group govuk-form-group--error" : "govuk-form-group"}>
      <Fieldset
        legend={props.legend}
        legendSize={props.legendSize}
        legendHidden={props.legendHidden}
        isPageHeading={props.isPageHeading}
        describedBy={describedBy(name, hint, error)}
      >
        <HintAndError id={name} error={error} hint={hint} />
        <div className="govuk-date-input">
          {PARTS.map(({ part, label, width }) => {
            const id = part === "day" ? name : `${name}.${part}`;
            const errorClass = error ? " govuk-input--error" : "";
            return (
              <div className="govuk-date-input__item" key={part}>
                <div className="govuk-form-group">
                  <label className="govuk-label govuk-date-input__label" htmlFor={id}>
                    {label}
                  </label>
                  <input
                    className={`govuk-input govuk-date-input__input govuk-input--width-${width}${errorClass}`}
                    id={id}
                    name={`${name}.${part}`}
                    type="text"
                    inputMode="numeric"
                    autoComplete="off"
                    defaultValue={value?.[part]}
                  />
                </div>
              </div>
            );
          })}
        </div>
      </Fieldset>
    </div>
  );
}
