import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { Radios } from "~/components/ui/choices";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { TextField } from "~/components/ui/text-field";
import { registerPaths } from "~/config/register-paths";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Link = { fromSchoolId: string; toSchoolId: string; words: string; name: string; byHand: boolean };
type Props = { school: { id: string; name: string }; links: readonly Link[]; values: FormValues; errors?: FormErrors };

/** What became of a school, where the register's links file does not say. */
export function SchoolLinksPage({ school, links, values, errors }: Props) {
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <BackLink href={registerPaths.school(school.id)}>{school.name}</BackLink>
        <ErrorSummary errors={errors} />
        <PageHeading caption={school.name}>Link schools by hand</PageHeading>
        <p className="govuk-body">
          For what the register’s links file leaves out. A school that simply follows another one, as an academy does, takes over
          its history: students are counted once through both. After a merger each keeps its own, and the visits before it are
          listed on the school. No import changes a link made here.
        </p>
        <Form>
          <input type="hidden" name="intent" value="add" />
          <Radios
            name="relation"
            legend={`What is ${school.name} to the other school?`}
            legendSize="s"
            value={textOf(values, "relation")}
            error={errors?.relation}
            choices={[
              { value: "followed_by", label: "The other school followed it" },
              { value: "follows", label: "It follows the other school" },
              { value: "merged_into", label: "It merged into the other school, with others" },
              { value: "took_in", label: "It took in the other school, with others" },
            ]}
          />
          <TextField name="urn" label="URN of the other school" width={10} inputMode="numeric" value={textOf(values, "urn")} error={errors?.urn} />
          <Button>Link them</Button>
        </Form>
        <h2 className="govuk-heading-m">Links of this school</h2>
        {links.length === 0 ? <p className="govuk-body">There are none.</p> : null}
        {links.map(({ fromSchoolId, toSchoolId, words, name, byHand }) => (
          <Form key={`${fromSchoolId} ${toSchoolId}`}>
            <input type="hidden" name="intent" value="remove" />
            <input type="hidden" name="from" value={fromSchoolId} />
            <input type="hidden" name="to" value={toSchoolId} />
            <p className="govuk-body">
              {words} {name} ({byHand ? "by hand" : "from the register"})
            </p>
            {byHand ? (
              <Button look="secondary">
                Take it back<span className="govuk-visually-hidden">: {name}</span>
              </Button>
            ) : null}
          </Form>
        ))}
      </div>
    </div>
  );
}
