import { Fragment, type ReactNode } from "react";
import { Fieldset, type LegendSize } from "~/components/ui/fieldset";
import { describedBy, FormGroup, HintAndError } from "~/components/ui/form-group";

export type Choice = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean; /** Asked only when this is chosen; shown by styles alone. */ then?: ReactNode };

type ChoicesProps = {
  name: string;
  legend: ReactNode;
  legendSize?: LegendSize;
  legendHidden?: boolean;
  isPageHeading?: boolean;
  choices: readonly Choice[];
  hint?: ReactNode;
  error?: string;
  small?: boolean;
  /** Side by side on wide screens; for two short choices without hints. */
  inline?: boolean;
};

export function Radios({ value, ...props }: ChoicesProps & { value?: string }) {
  return <Choices {...props} kind="radio" chosen={value === undefined ? [] : [value]} />;
}

/** Every box has the same name; see `textsOf` and `readForm` in lib/form-data for reading them. */
export function Checkboxes({ values, ...props }: ChoicesProps & { values?: readonly string[] }) {
  return <Choices {...props} kind="checkbox" chosen={values ?? []} />;
}

type CheckboxProps = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string;
  value?: string;
  checked?: boolean;
};

/** One box on its own, outside a question with several. */
export function Checkbox({ name, label, hint, error, value = "yes", checked = false }: CheckboxProps) {
  return (
    <FormGroup id={name} error={error}>
      <div className="govuk-checkboxes">
        <Item
          kind="checkbox"
          id={name}
          name={name}
          choice={{ value, label, hint }}
          checked={checked}
          describedBy={error ? `${name}-error` : undefined}
        />
      </div>
    </FormGroup>
  );
}

type Kind = "radio" | "checkbox";

function Choices(props: ChoicesProps & { kind: Kind; chosen: readonly string[] }) {
  const { kind, name, choices, chosen, hint, error, small = false, inline = false } = props;
  const block = blockOf(kind);
  const classes = [block, small ? `${block}--small` : "", inline ? `${block}--inline` : ""];
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
        <div className={classes.filter(Boolean).join(" ")}>
          {choices.map((choice, index) => (
            <Fragment key={choice.value}>
              <Item
              kind={kind}
              // The first carries the bare name, which is what the error summary links to.
              id={index === 0 ? name : `${name}-${index + 1}`}
              name={name}
              choice={choice}
              checked={chosen.includes(choice.value)}
              />
              {choice.then ? <div className={`${block}__conditional app-then`}>{choice.then}</div> : null}
            </Fragment>
          ))}
        </div>
      </Fieldset>
    </div>
  );
}

type ItemProps = {
  kind: Kind;
  id: string;
  name: string;
  choice: Choice;
  checked: boolean;
  describedBy?: string;
};

function Item({ kind, id, name, choice, checked, describedBy: describedByError }: ItemProps) {
  const block = blockOf(kind);
  const hintId = choice.hint ? `${id}-item-hint` : undefined;
  return (
    <div className={`${block}__item`}>
      <input
        className={`${block}__input`}
        id={id}
        name={name}
        type={kind}
        value={choice.value}
        defaultChecked={checked}
        disabled={choice.disabled}
        aria-describedby={[describedByError, hintId].filter(Boolean).join(" ") || undefined}
      />
      <label className={`govuk-label ${block}__label`} htmlFor={id}>
        {choice.label}
      </label>
      {choice.hint ? (
        <div id={hintId} className={`govuk-hint ${block}__hint`}>
          {choice.hint}
        </div>
      ) : null}
    </div>
  );
}

function blockOf(kind: Kind): string {
  return kind === "radio" ? "govuk-radios" : "govuk-checkboxes";
}
