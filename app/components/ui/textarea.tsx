import type { ReactNode } from "react";
import { describedBy, FormGroup } from "~/components/ui/form-group";
import { Label, type LabelSize } from "~/components/ui/label";

type Props = {
  name: string;
  label: ReactNode;
  labelSize?: LabelSize;
  isPageHeading?: boolean;
  hint?: ReactNode;
  error?: string;
  value?: string;
  rows?: number;
  maxLength?: number;
};

export function Textarea(props: Props) {
  const { name, label, labelSize, isPageHeading, hint, error, value, rows = 5, maxLength } = props;
  return (
    <FormGroup
      id={name}
      error={error}
      hint={hint}
      before={
        <Label id={name} size={labelSize} isPageHeading={isPageHeading}>
          {label}
        </Label>
      }
    >
      <textarea
        className={error ? "govuk-textarea govuk-textarea--error" : "govuk-textarea"}
        id={name}
        name={name}
        rows={rows}
        maxLength={maxLength}
        defaultValue={value}
        aria-describedby={describedBy(name, hint, error)}
        aria-invalid={error ? true : undefined}
      />
    </FormGroup>
  );
}
