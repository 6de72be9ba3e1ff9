import type { SchoolHit } from "~/components/admin/school-list-page";
import { SchoolSettingFields } from "~/components/admin/school-setting-fields";
import { whereAndWhat } from "~/components/admin/school-words";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { Radios } from "~/components/ui/choices";
import { Details } from "~/components/ui/details";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { TextField } from "~/components/ui/text-field";
import { paths } from "~/config/paths";
import { registerPaths } from "~/config/register-paths";
import type { FormErrors, FormValues } from "~/lib/form-data";

type Props = {
  reference: string;
  version: number;
  /** The school that it has by now. */
  linkedTo: string | null;
  typed: { name: string; town: string; postcode: string };
  text: string;
  schools: readonly SchoolHit[];
  districts: readonly { code: string; name: string }[];
  answer?: { isNew: boolean; errors: FormErrors; values: FormValues };
};

/** Which school a contact meant who did not find it in the list. */
export function SchoolOfRequestPage({ reference, version, linkedTo, typed, text, schools, districts, answer }: Props) {
  const isNew = answer?.isNew === true;
  return (
    <>
      <BackLink href={paths.bookingRequest(reference)} />
      <ErrorSummary errors={answer?.errors} />
      <PageHeading caption={reference}>Which school or setting is it?</PageHeading>
      {linkedTo === null ? (
        <>
          <InsetText>
            The contact wrote: <strong>{typed.name}</strong>
            <br />
            {[typed.town, typed.postcode].filter((part) => part !== "").join(", ")}
          </InsetText>
          <Form method="get" action={registerPaths.requestSchool(reference)}>
            <TextField name="q" label="Search by name, town, postcode or URN" type="search" value={text} maxLength={100} />
            <Button look="secondary" preventDoubleClick={false}>
              Search
            </Button>
          </Form>
          {schools.length === 0 ? (
            <p className="govuk-body">Nothing like “{text}” is open in our register.</p>
          ) : (
            <Form>
              <input type="hidden" name="version" value={version} />
              <Radios
                name="schoolId"
                legend="Is it one of these?"
                error={isNew ? undefined : answer?.errors.schoolId}
                choices={schools.map((school) => ({
                  value: school.id,
                  label: school.name,
                  hint: whereAndWhat(school),
                }))}
              />
              <Button>Use this school</Button>
            </Form>
          )}
          <Details summary="It is none of these: add it" open={isNew || schools.length === 0}>
            <Form>
              <input type="hidden" name="intent" value="add" />
              <input type="hidden" name="version" value={version} />
              <SchoolSettingFields
                districts={districts}
                errors={isNew ? answer.errors : undefined}
                values={isNew ? answer.values : typed}
              />
              <Button>Add it and use it</Button>
            </Form>
          </Details>
        </>
      ) : (
        <p className="govuk-body">This request is for {linkedTo}.</p>
      )}
    </>
  );
}
