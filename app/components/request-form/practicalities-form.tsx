import type { FormProps } from "~/components/request-form/form-props";
import { FORM_CAPTION } from "~/components/request-form/step-page";
import { Button } from "~/components/ui/button";
import { Checkbox } from "~/components/ui/choices";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { Textarea } from "~/components/ui/textarea";
import { textOf } from "~/lib/form-data";

export function PracticalitiesForm({ values, errors, teamPhone }: FormProps & { teamPhone: string }) {
  const field = (name: string) => ({ name, value: textOf(values, name), error: errors?.[name], maxLength: 2_000 });
  return (
    <>
      <PageHeading caption={FORM_CAPTION}>What should we know for the day?</PageHeading>
      <p className="govuk-body">All of this is optional, and you can tell us later.</p>
      <InsetText>Please do not enter names or anything else that tells us who a student is.</InsetText>
      <Form>
        <Textarea
          {...field("roomDetails")}
          label="Room and equipment"
          hint="Which room or hall, and whether it has a screen and sound"
          rows={3}
        />
        <Textarea
          {...field("arrivalDetails")}
          label="Arriving and parking"
          hint="Where to park, which entrance, whom to ask for"
          rows={3}
        />
        <Textarea
          {...field("needsDetails")}
          label="Needs of the students"
          hint="For example hearing loops, short attention, English as a second language. No names of students."
          rows={3}
        />
        <Textarea {...field("noteFromSchool")} label="Anything else" hint="No names of students" rows={3} />
        <Checkbox
          name="afterIncident"
          label="We are asking because of something that has happened"
          hint={`Only our coordinators and managers will see that you said so. Please also ring ${teamPhone} and ask for the knife crime awareness team, so that we can help sooner. If someone is in danger now, call 999.`}
          checked={textOf(values, "afterIncident") === "yes"}
        />
        <Button>Continue</Button>
      </Form>
    </>
  );
}
