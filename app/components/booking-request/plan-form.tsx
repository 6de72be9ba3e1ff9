import { PlanRowFields } from "~/components/booking-request/plan-row-fields";
import { Button } from "~/components/ui/button";
import { Details } from "~/components/ui/details";
import { Form } from "~/components/ui/form";
import { Select } from "~/components/ui/select";
import { Textarea } from "~/components/ui/textarea";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";
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

const HOLD_LENGTHS = [
  { value: "30", label: "30 minutes" },
  { value: "120", label: "2 hours" },
  { value: "1440", label: "A day" },
];

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
        {groups.map((group, index) => (
          <PlanRowFields key={group.id} {...{ group, index, presenters, values, errors }} mayLeaveOut />
        ))}
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
        <Details summary="Not decided yet? Hold this time">
          <Select
            name="holdMinutes"
            label="Hold the presenters’ time for"
            hint="Nobody else can plan over it until then. Nothing is sent, and the time comes free by itself."
            options={HOLD_LENGTHS}
            value={textOf(values, "holdMinutes")}
          />
          <Button look="secondary" name="intent" value="hold">
            Hold this time
          </Button>
        </Details>
      </Form>
    </section>
  );
}
