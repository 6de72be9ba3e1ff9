import type { ReactNode } from "react";

export type LabelSize = "s" | "m" | "l";

type Props = { id: string; children: ReactNode; size?: LabelSize; isPageHeading?: boolean; hidden?: boolean };

/** With `isPageHeading` the label is the page's h1: for pages that ask one question. */
export function Label({ id, children, size, isPageHeading = false, hidden = false }: Props) {
  const classes = ["govuk-label", size ? `govuk-label--${size}` : "", hidden ? "govuk-visually-hidden" : ""];
  const label = (
    <label className={classes.filter(Boolean).join(" ")} htmlFor={id}>
      {children}
    </label>
  );
  return isPageHeading ? <h1 className="govuk-label-wrapper">{label}</h1> : label;
}
