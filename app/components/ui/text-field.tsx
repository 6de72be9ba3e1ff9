import type { HTMLInputTypeAttribute, ReactNode } from "react";
import { describedBy, FormGroup } from "~/components/ui/form-group";
import { Label, type LabelSize } from "~/components/ui/label";

type Props = {
  name: string;
  label: ReactNode;
  labelSize?: LabelSize;
  labelHidden?: boolean;
  isPageHeading?: boolean;
  hint?: ReactNode;
  error?: string;
  /** What was typed before; it stays when the answer is refused. */
  value?: string;
  type?: HTMLInputTypeAttribute;
  /** Width in characters, for answers of a known length. */
  width?: 2 | 3 | 4 | 5 | 10 | 20 | 30;
  inputMode?: "text" | "numeric" | "decimal" | "tel" | "email" | "search";
  autoComplete?: string;
  spellCheck?: boolean;
  autoCapitalize?: "none" | "words" | "characters";
  maxLength?: number;
  prefix?: string;
  suffix?: string;
  /** Defaults to the name, which is what the error summary links to. */
  id?: string;
};

export function TextField(props: Props) {
  const { name, label, labelSize, labelHidden, isPageHeading, hint, error, value, prefix, suffix, width } =
    props;
  const id = props.id ?? name;
  const input = (
    <input
      className={[
        "govuk-input",
        width ? `govuk-input--width-${width}` : "",
        error ? "govuk-input--error" : "",
      ]
        .filter(Boolean)
        .join(" ")}
      id={id}
      name={name}
      type={props.type ?? "text"}
      inputMode={props.inputMode}
      autoComplete={props.autoComplete}
      autoCapitalize={props.autoCapitalize}
      spellCheck={props.spellCheck ?? false}
      maxLength={props.maxLength}
      defaultValue={value}
      aria-describedby={describedBy(id, hint, error)}
      aria-invalid={error ? true : undefined}
    />
  );
  return (
    <FormGroup
      id={id}
      error={error}
      hint={hint}
      before={
        <Label id={id} size={labelSize} isPageHeading={isPageHeading} hidden={labelHidden}>
          {label}
        </Label>
      }
    >
      {prefix || suffix ? (
        <div className="govuk-input__wrapper">
          {prefix ? (
            <div className="govuk-input__prefix" aria-hidden="true">
              {prefix}
            </div>
          ) : null}
          {input}
          {suffix ? (
            <div className="govuk-input__suffix" aria-hidden="true">
              {suffix}
            </div>
          ) : null}
        </div>
      ) : (
        input
      )}
    </FormGroup>
  );
}
