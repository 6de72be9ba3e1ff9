import { PlanRowFields } from "~/components/booking-request/plan-row-fields";
import { Button } from "~/components/ui/button";
import { Checkboxes } from "~/components/ui/choices";
import { DateField } from "~/components/ui/date-field";
import { Form } from "~/components/ui/form";
import { TextField } from "~/components/ui/text-field";
import { Textarea } from "~/components/ui/textarea";
import { textOf, textsOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = {
  groups: readonly { id: string; label: string; expected: number }[];
  presenters: readonly { id: string; name: string }[];
  reasons: readonly { code: string; label: string; forSchool: string }[];
  /** The visit's own at first, as typed afterwards. */
  values: FormValues;
  errors: FormErrors;
  needsReason: boolean;
};

/** Another day, times, rooms or presenters for a visit. Nothing is saved from here: it is checked first. */
export function MoveForm({ groups, presenters, reasons, values, errors, needsReason }: Props) {
  const text = (name: string) => textOf(values, name);
  return (
    <Form id="move">
      <input type="hidden" name="version" value={text("version")} />
      <input type="hidden" name="seen" value={text("seen")} />
      <DateField
        name="on"
        legend="Day of the visit"
        legendSize="m"
        value={{ day: text("on.day"), month: text("on.month"), year: text("on.year") }}
        error={errors.on}
      />
      <h2 className="govuk-heading-m">Running order</h2>
      <TextField
        name="shiftTo"
        label="First session starts at (optional)"
        hint="Shifts all sessions together, such as to 13:10. Leave it empty to change single sessions below."
        width={5}
        value={text("shiftTo")}
        error={errors.shiftTo}
      />
      <Button look="secondary" name="intent" value="shift" preventDoubleClick={false}>
        Shift all sessions
      </Button>
      {groups.map((group, index) => (
        <PlanRowFields key={group.id} {...{ group, index, presenters, values, errors }} />
      ))}
      <Checkboxes
        name="reasons"
        legend="Why?"
        hint="The school reads the sentence below each reason."
        error={errors.reasons}
        values={textsOf(values, "reasons")}
        choices={reasons.map((reason) => ({ value: reason.code, label: reason.label, hint: reason.forSchool }))}
      />
      <Textarea
        name="note"
        label="Note for everybody told (optional)"
        hint="It stands in the mail to the school and the presenters. No names of students, please."
        rows={3}
        value={text("note")}
        error={errors.note}
      />
      {needsReason ? (
        <Textarea
          name="overrideReason"
          label="Why should it be moved there all the same?"
          hint="Kept with the visit and its history. Two places at once can never be overridden."
          rows={3}
          value={text("overrideReason")}
          error={errors.overrideReason}
        />
      ) : null}
      <Button name="intent" value="check">
        Check the move
      </Button>
    </Form>
  );
}
