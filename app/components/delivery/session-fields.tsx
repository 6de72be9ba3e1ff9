import { Checkboxes, Radios } from "~/components/ui/choices";
import { Details } from "~/components/ui/details";
import { Fieldset } from "~/components/ui/fieldset";
import { Select } from "~/components/ui/select";
import { TextField } from "~/components/ui/text-field";
import { cohortYearLabel, type CohortYear } from "~/domain/groups";
import { textOf, textsOf, type FormErrors, type FormValues } from "~/lib/form-data";

export type AskedGroupView = {
  id: string;
  label: string;
  cohortYears: readonly CohortYear[];
  earlier: readonly { id: string; label: string }[];
};

export type AskedSessionView = {
  id: string;
  startTime: string;
  endTime: string;
  formatName: string;
  room: string;
  groups: readonly AskedGroupView[];
};

type Answers = { values: FormValues; errors: FormErrors };

type Props = Answers & {
  name: string;
  session: AskedSessionView;
  reasons: readonly { code: string; label: string }[];
};

export function SessionFields({ name, session, reasons, values, errors }: Props) {
  const labels = session.groups.map(({ label }) => label).join(", ");
  const notDelivered = textOf(values, `${name}.outcome`) === "not_delivered";
  return (
    <Fieldset legend={`${session.startTime} to ${session.endTime}, ${labels}`} legendSize="m">
      <p className="govuk-hint">
        {session.formatName}
        {session.room === "" ? "" : `, ${session.room}`}
      </p>
      <Radios
        name={`${name}.outcome`}
        legend="Did this session take place?"
        legendSize="s"
        small
        inline
        choices={[
          { value: "delivered", label: "Yes" },
          { value: "not_delivered", label: "No" },
        ]}
        value={textOf(values, `${name}.outcome`)}
        error={errors[`${name}.outcome`]}
      />
      {session.groups.map((group, position) => (
        <GroupFields
          key={group.id}
          name={`${name}.groups.${position}`}
          group={group}
          values={values}
          errors={errors}
        />
      ))}
      <Details summary={`If ${labels} did not take place: why?`} open={notDelivered}>
        <Checkboxes
          name={`${name}.reasons`}
          legend="Why did it not take place?"
          legendSize="s"
          small
          choices={reasons.map(({ code, label }) => ({ value: code, label }))}
          values={textsOf(values, `${name}.reasons`)}
          error={errors[`${name}.reasons`]}
        />
      </Details>
    </Fieldset>
  );
}

function GroupFields({ name, group, values, errors }: Answers & { name: string; group: AskedGroupView }) {
  const { label, cohortYears, earlier } = group;
  return (
    <>
      {cohortYears.map((yearGroup) => {
        const field = `${name}.y${yearGroup}`;
        return (
          <TextField
            key={yearGroup}
            name={field}
            label={
              cohortYears.length === 1
                ? `How many students of ${label} attended?`
                : `How many of ${label} were in ${cohortYearLabel(yearGroup)}?`
            }
            labelSize="s"
            width={4}
            inputMode="numeric"
            autoComplete="off"
            value={textOf(values, field)}
            error={errors[field]}
          />
        );
      })}
      <Radios
        name={`${name}.novelty`}
        legend={`Were the students of ${label} new to us this school year?`}
        legendSize="s"
        small
        choices={[
          { value: "new", label: "Yes, all of them" },
          ...(earlier.length > 0
            ? [{ value: "same", label: "No, the same students as in an earlier session" }]
            : []),
          { value: "mixed", label: "A mix: some were new, some were not" },
        ]}
        value={textOf(values, `${name}.novelty`)}
        error={errors[`${name}.novelty`]}
      />
      {earlier.length > 0 ? (
        <Select
          name={`${name}.sameAs`}
          label={`If ${label} were the same students: in which earlier session?`}
          options={earlier.map((session) => ({ value: session.id, label: session.label }))}
          emptyLabel="Choose a session"
          value={textOf(values, `${name}.sameAs`)}
          error={errors[`${name}.sameAs`]}
        />
      ) : null}
    </>
  );
}
