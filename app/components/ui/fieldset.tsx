import type { ReactNode } from "react";

export type LegendSize = "s" | "m" | "l";

type Props = {
  legend: ReactNode;
  legendSize?: LegendSize;
  legendHidden?: boolean;
  isPageHeading?: boolean;
  describedBy?: string;
  children: ReactNode;
};

export function Fieldset(props: Props) {
  const {
    legend,
    legendSize = "m",
    legendHidden = false,
    isPageHeading = false,
    describedBy,
    children,
  } = props;
  const hidden = legendHidden ? " govuk-visually-hidden" : "";
  return (
    <fieldset className="govuk-fieldset" aria-describedby={describedBy}>
      <legend className={`govuk-fieldset__legend govuk-fieldset__legend--${legendSize}${hidden}`}>
        {isPageHeading ? <h1 className="govuk-fieldset__heading">{legend}</h1> : legend}
      </legend>
      {children}
    </fieldset>
  );
}
