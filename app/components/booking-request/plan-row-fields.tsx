import { Checkbox, Checkboxes } from "~/components/ui/choices";
import { TextField } from "~/components/ui/text-field";
import { textOf, textsOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = {
  group: { id: string; label: string; expected: number };
  index: number;
  presenters: readonly { id: string; name: string }[];
  values: FormValues;
  errors: FormErrors;
  mayLeaveOut?: boolean;
};

/** One group's block of a running order; the fields begin with `rows.` and its index. */
export function PlanRowFields({ group, index, presenters, values, errors, mayLeaveOut = false }: Props) {
  const name = (field: string) => `rows.${index}.${field}`;
  return (
    <fieldset className="govuk-fieldset app-plan-row">
      <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">
        {group.label} (about {group.expected})
      </legend>
      <input type="hidden" name={name("groupId")} value={group.id} />
      <div className="app-plan-row__times">
        <TextField
          name={name("start")}
          label="Starts at"
          width={5}
          value={textOf(values, name("start"))}
          error={errors[name("start")]}
        />
        <TextField
          name={name("minutes")}
          label="Minutes"
          width={3}
          inputMode="numeric"
          value={textOf(values, name("minutes"))}
          error={errors[name("minutes")]}
        />
        <TextField
          name={name("room")}
          label="Room"
          width={10}
          value={textOf(values, name("room"))}
          error={errors[name("room")]}
        />
      </div>
      <Checkboxes
        name={name("presenters")}
        legend="Presenters"
        legendSize="s"
        small
        choices={presenters.map(({ id, name: text }) => ({ value: id, label: text }))}
        values={textsOf(values, name("presenters"))}
        error={errors[name("presenters")]}
      />
      {mayLeaveOut ? (
        <Checkbox
          name={name("leaveOut")}
          label="Leave this group out of this visit"
          checked={textOf(values, name("leaveOut")) === "yes"}
        />
      ) : null}
    </fieldset>
  );
}
