import { FORM_CAPTION } from "~/components/request-form/step-page";
import { Button } from "~/components/ui/button";
import { Radios } from "~/components/ui/choices";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { TextField } from "~/components/ui/text-field";
import { paths } from "~/config/paths";
import { unlistedSchoolPath } from "~/config/request-paths";

export type SchoolChoice = { id: string; name: string; town: string; postcode: string; phase: string; typeName: string };

type Props = {
  text: string;
  /** Null before anything was searched for. */
  found: { schools: readonly SchoolChoice[]; more: boolean } | null;
  /** The school answered before. */
  chosen: { id: string; name: string } | null;
  error?: string;
};

export function SchoolSearch({ text, found, chosen, error }: Props) {
  return (
    <>
      <PageHeading caption={FORM_CAPTION}>Which school or setting is it for?</PageHeading>
      {chosen && !found ? (
        <p className="govuk-body">
          You chose <strong>{chosen.name}</strong>.{" "}
          <a className="govuk-link" href={paths.request.students()}>
            Keep it and go on
          </a>
          , or search for another.
        </p>
      ) : null}
      <Form method="get" action={paths.request.school()}>
        <TextField
          name="q"
          label="Name, town or postcode"
          hint="The first letters of each word are enough, and small typing mistakes do not matter. You can also enter the school’s URN."
          type="search"
          value={text}
          error={found ? undefined : error}
          maxLength={100}
        />
        <Button look={found && found.schools.length > 0 ? "secondary" : "primary"} preventDoubleClick={false}>
          Search
        </Button>
      </Form>
      <SuggestionsScript />
      {found ? <Results text={text} found={found} chosenId={chosen?.id} error={error} /> : null}
      <p className="govuk-body">
        <a className="govuk-link" href={unlistedSchoolPath()}>
          My school or setting is not listed
        </a>
      </p>
    </>
  );
}

/** Suggests schools while one types. Undefined where Vite did not build the page (tests). */
function SuggestionsScript() {
  const url = import.meta.env.SCHOOL_SEARCH_SCRIPT_URL;
  return url ? <script type="module" src={url} data-school-search={paths.schoolSearch()} /> : null;
}

type ResultsProps = { text: string; found: NonNullable<Props["found"]>; chosenId?: string; error?: string };

function Results({ text, found: { schools, more }, chosenId, error }: ResultsProps) {
  const [only, second] = schools;
  if (!only) {
    return (
      <>
        <h2 className="govuk-heading-m">Nothing found for “{text}”</h2>
        <p className="govuk-body">
          Check the spelling, or try the postcode or a shorter part of the name. If it is not there, select the link below:
          you can still ask for sessions.
        </p>
      </>
    );
  }
  return (
    <Form action={`${paths.request.school()}?q=${encodeURIComponent(text)}`}>
      <Radios
        name="schoolId"
        legend={second ? "Select your school or setting" : "Is this your school or setting?"}
        value={second ? chosenId : only.id}
        hint={more ? "More match than are shown here. Add the town or postcode to narrow it down." : undefined}
        error={error}
        choices={schools.map((school) => ({ value: school.id, label: school.name, hint: whereAndWhat(school) }))}
      />
      <Button>Continue</Button>
    </Form>
  );
}

function whereAndWhat({ town, postcode, phase, typeName }: SchoolChoice): string {
  return [town, postcode, phase || typeName].filter((part) => part !== "").join(", ");
}
