import { Button } from "~/components/ui/button";
import { Checkbox, Checkboxes } from "~/components/ui/choices";
import { Form } from "~/components/ui/form";
import { Textarea } from "~/components/ui/textarea";
import { TextField } from "~/components/ui/text-field";
import { textOf, textsOf, type FormErrors, type FormValues } from "~/lib/form-data";
import { formatDay, type Day } from "~/lib/london-time";

type Props = {
  onDate: Day;
  version: number;
  groups: readonly { id: string; label: string; expected: number }[];
  presenters: readonly { id: string; name: string }[];
  /** What stands in the fields: proposed at first, as typed after a refusal. */
  values: FormValues;
  errors: FormErrors;
  needsReason: boolean;
};

/** The running order, a block a group. Blocks alike in time, room and presenters become one session. */
export function PlanForm({ onDate, version, groups, presenters, values, errors, needsReason }: Props) {
  return (
    <section aria-labelledby="plan-order">
      <h2 className="govuk-heading-m" id="plan-order">
        Running order on {formatDay(onDate)}
      </h2>
      <p className="govuk-body">
        Groups with the same start, length, room and presenters are taught together as one session.
      </p>
      <Form id="plan">
        <input type="hidden" name="onDate" value={onDate} />
        <input type="hidden" name="version" value={version} />
        {groups.map((group, index) => {
          const name = (field: string) => `rows.${index}.${field}`;
          return (
            <fieldset className="govuk-fieldset app-plan-row" key={group.id}>
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
              <Checkbox
                name={name("leaveOut")}
                label="Leave this group out of this visit"
                checked={textOf(values, name("leaveOut")) === "yes"}
              />
            </fieldset>
          );
        })}
        {needsReason ? (
          <Textarea
            name="overrideReason"
            label="Why should it be planned all the same?"
            hint="Kept with the visit and its history. Two places at once can never be overridden."
            rows={3}
            value={textOf(values, "overrideReason")}
            error={errors.overrideReason}
          />
        ) : null}
        <Textarea
          name="noteForSchool"
          label="Note for the school (optional)"
          hint="It stands in the confirmation. No names of students, please."
          rows={3}
          value={textOf(values, "noteForSchool")}
          error={errors.noteForSchool}
        />
        <Textarea
          name="noteForTeam"
          label="Note for the team (optional)"
          hint="The school never sees it. No names of students, please."
          rows={3}
          value={textOf(values, "noteForTeam")}
          error={errors.noteForTeam}
        />
        <Button name="intent" value="schedule">
          Schedule and send invitations
        </Button>
      </Form>
    </section>
  );
}
