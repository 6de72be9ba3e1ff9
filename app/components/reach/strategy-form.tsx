import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Fieldset } from "~/components/ui/fieldset";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { TextField } from "~/components/ui/text-field";
import { paths } from "~/config/paths";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = { years: number; isKept: boolean; values: FormValues; errors?: FormErrors };

const ORDINALS = ["First", "Second", "Third", "Fourth", "Fifth"];

export function StrategyForm({ years, isKept, values, errors }: Props) {
  const field = (name: string) => ({ name, value: textOf(values, name), error: errors?.[name] });
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <BackLink href={paths.reachYears()}>Years side by side</BackLink>
        <ErrorSummary errors={errors} />
        <PageHeading>Five-year strategy</PageHeading>
        <p className="govuk-body">
          A milestone for each of five programme years, shown beside what was reached. The target of a single year, with its
          pace and forecast, is kept under{" "}
          <a className="govuk-link" href={paths.admin.targets()}>
            targets
          </a>
          .
        </p>
        <Form>
          <input type="hidden" name="version" value={textOf(values, "version")} />
          <TextField
            {...field("startYear")}
            label="Year in whose summer the first programme year begins"
            width={4}
            inputMode="numeric"
          />
          {ORDINALS.slice(0, years).map((ordinal, index) => (
            <Fieldset key={ordinal} legend={`${ordinal} year`} legendSize="m">
              <TextField
                {...field(`milestones.${index}.target`)}
                label="Students to reach"
                width={10}
                inputMode="numeric"
              />
              <TextField {...field(`milestones.${index}.words`)} label="What else is to be true by then (optional)" />
            </Fieldset>
          ))}
          <Button name="intent" value="save">
            Save the strategy
          </Button>
        </Form>
        {isKept ? (
          <Form>
            <input type="hidden" name="version" value={textOf(values, "version")} />
            <Button look="secondary" name="intent" value="remove">
              Take the strategy off
            </Button>
          </Form>
        ) : null}
      </div>
    </div>
  );
}
