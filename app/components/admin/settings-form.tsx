import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { Checkbox, Checkboxes } from "~/components/ui/choices";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Fieldset } from "~/components/ui/fieldset";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { Select } from "~/components/ui/select";
import { TextField } from "~/components/ui/text-field";
import { paths } from "~/config/paths";
import { SETTING_KINDS, SETTING_KIND_LABELS } from "~/domain/eligible";
import { YEAR_GROUPS, yearGroupLabel } from "~/domain/groups";
import { textOf, textsOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = {
  bands: number;
  windows: number;
  errors?: FormErrors;
  values: FormValues;
};

export function SettingsForm({ bands, windows, errors, values }: Props) {
  const field = (name: string) => ({ name, error: errors?.[name], value: textOf(values, name) });
  const number = { width: 5, inputMode: "numeric" } as const;
  const time = { width: 5 } as const;
  return (
    <>
      <BackLink href={paths.admin.home()} />
      <ErrorSummary errors={errors} />
      <PageHeading>Settings</PageHeading>
      <Form>
        <input type="hidden" name="version" value={textOf(values, "version")} />
        <h2 className="govuk-heading-m">The team</h2>
        <TextField {...field("organizerName")} label="Name in mails and invitations" width={30} />
        <TextField
          {...field("organizerEmail")}
          label="Bookings mailbox"
          hint="Organizer of every event. Calendars that know events from the old address take no changes from a new one, so change it only when you must."
          type="email"
          inputMode="email"
          autoCapitalize="none"
        />
        <TextField {...field("teamPhone")} label="Phone number for schools" width={20} />
        <h2 className="govuk-heading-m">Promises</h2>
        <TextField {...field("answerWorkingDays")} {...number} label="We answer requests within" suffix="working days" />
        <TextField
          {...field("anotherDateSchoolDays")}
          {...number}
          label="Schools ask for another date by themselves until"
          suffix="school days before"
        />
        <TextField
          {...field("cancelSchoolDays")}
          {...number}
          label="Schools cancel by themselves until"
          hint="0: until the visit begins. Nearer than this they are asked to ring."
          suffix="school days before"
        />
        <TextField
          {...field("retentionMonths")}
          {...number}
          label="Contact data is kept after the last booking for"
          hint="Each night what is older goes for good: names, addresses, phone numbers, messages and notes of bookings that ended before, the mails about them, and contacts with no booking since. The numbers of students reached stay. Fewer months take effect the next night."
          suffix="months"
        />
        <TextField
          {...field("defaultTarget")}
          width={10}
          inputMode="numeric"
          label="Target of a programme year without one of its own"
          suffix="students"
        />
        <Select
          {...field("coreYear")}
          label="Core year group"
          hint="Its share reached stands beside the headline of the report."
          options={YEAR_GROUPS.map((yearGroup) => ({ value: yearGroup, label: yearGroupLabel(yearGroup) }))}
        />
        <h2 className="govuk-heading-m">Whom the programme is for</h2>
        <p className="govuk-hint">
          Coverage counts these students alone, of those reached and of those on roll. Where the number on roll is not known,
          it says which schools were reached and gives no share.
        </p>
        <Checkboxes
          name="eligibleYears"
          legend="Year groups"
          legendSize="s"
          small
          error={errors?.eligibleYears}
          values={textsOf(values, "eligibleYears")}
          choices={YEAR_GROUPS.map((yearGroup) => ({ value: yearGroup, label: yearGroupLabel(yearGroup) }))}
        />
        <Checkboxes
          name="eligibleKinds"
          legend="Kinds of setting"
          legendSize="s"
          small
          error={errors?.eligibleKinds}
          values={textsOf(values, "eligibleKinds")}
          choices={SETTING_KINDS.map((kind) => ({ value: kind, label: SETTING_KIND_LABELS[kind] }))}
        />
        <TextField
          {...field("approachDays")}
          {...number}
          label="A school is not approached again for"
          hint="From an invitation or a call that was noted."
          suffix="days"
        />
        <TextField
          {...field("smallNumbersUnder")}
          {...number}
          label="Hide numbers of students under"
          suffix="students"
          hint="In the report to print, in exports for publication and in all that analysts see. 0 hides none."
        />
        <h2 className="govuk-heading-m">After a visit</h2>
        <p className="govuk-hint">What the school is asked to agree or disagree with, and what students are asked.</p>
        <TextField {...field("feedbackFirst")} label="First statement" />
        <TextField {...field("feedbackSecond")} label="Second statement" />
        <TextField {...field("feedbackThird")} label="Third statement" />
        <TextField
          {...field("feedbackSurvey")}
          label="Statement for students"
          hint="Answers to another statement cannot be compared with earlier ones."
        />
        <h2 className="govuk-heading-m">Public figure</h2>
        <Checkbox
          name="publicFigure"
          label="Show the students reached to everybody"
          hint="The newest published figure, or the current one rounded where none has been published."
          checked={textOf(values, "publicFigure") === "yes"}
        />
        <h2 className="govuk-heading-m">School hours</h2>
        <p className="govuk-hint">For schools that gave no hours of their own.</p>
        <TextField {...field("opens")} {...time} label="From" />
        <TextField {...field("closes")} {...time} label="To" />
        <h2 className="govuk-heading-m">Travel</h2>
        <TextField {...field("signInMinutes")} {...number} label="Signing in at a school" suffix="minutes" />
        <TextField {...field("leastMinutes")} {...number} label="Least time between two places" suffix="minutes" />
        <TextField
          {...field("assumedMinutes")}
          {...number}
          label="Time where a grid reference is missing"
          suffix="minutes"
        />
        <TextField
          {...field("detourFactor")}
          width={5}
          inputMode="decimal"
          label="Detour factor"
          hint="Roads are longer than the straight line, usually by 1.3."
        />
        {Array.from({ length: bands }, (_, index) => (
          <Fieldset key={index} legend={`Stretch ${index + 1} of the way`} legendSize="s">
            <TextField {...field(`bands.${index}.upToKilometres`)} {...number} label="Up to" suffix="km" />
            <TextField {...field(`bands.${index}.speed`)} {...number} label="Speed" suffix="km an hour" />
          </Fieldset>
        ))}
        <TextField {...field("openRoadSpeed")} {...number} label="Speed on the rest of the way" suffix="km an hour" />
        <TextField
          {...field("slowdown")}
          width={5}
          inputMode="decimal"
          label="Slow-down at school-run times"
          hint="1.4 means that the same way takes 1.4 times as long."
        />
        {Array.from({ length: windows }, (_, index) => (
          <Fieldset key={index} legend={`School-run time ${index + 1}`} legendSize="s">
            <TextField {...field(`windows.${index}.start`)} {...time} label="From" />
            <TextField {...field(`windows.${index}.end`)} {...time} label="To" />
          </Fieldset>
        ))}
        <Button>Save settings</Button>
      </Form>
    </>
  );
}
