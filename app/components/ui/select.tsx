import type { ReactNode } from "react";
import { describedBy, FormGroup } from "~/components/ui/form-group";
import { Label, type LabelSize } from "~/components/ui/label";

export type SelectOption = { value: string; label: string; disabled?: boolean };

type Props = {
  name: string;
  label: ReactNode;
  labelSize?: LabelSize;
  labelHidden?: boolean;
  options: readonly SelectOption[];
  /** Text of an empty first choice; without it the first option is chosen from the start. */
  emptyLabel?: string;
  hint?: ReactNode;
  error?: string;
  value?: string;
};

export function Select(props: Props) {
  const { name, label, labelSize, labelHidden, options, emptyLabel, hint, error, value } = props;
  return (
    <FormGroup
      id={name}
      error={error}
      hint={hint}
      before={
        <Label id={name} size={labelSize} hidden={labelHidden}>
          {label}
        </Label>
      }
    >
      <select
        className={error ? "govuk-select govuk-select--error" : "govuk-select"}
        id={name}
        name={name}
        defaultValue={value}
        aria-describedby={describedBy(name, hint, error)}
        aria-invalid={error ? true : undefined}
      >
        {emptyLabel === undefined ? null : <option value="">{emptyLabel}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </FormGroup>
  );
}
