import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { Details } from "~/components/ui/details";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Fieldset } from "~/components/ui/fieldset";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { TextField } from "~/components/ui/text-field";
import { Textarea } from "~/components/ui/textarea";
import { paths } from "~/config/paths";
import { HELP_LISTS, type HelpList } from "~/domain/wording";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = { errors?: FormErrors; values: FormValues };

const TITLES: Readonly<Record<HelpList, string>> = {
  reporting: "Report something",
  youngPeople: "For young people",
  campaigns: "More information",
};
const EMPTY_LINES = 1;

/** Sentences of public pages. A line goes when all of it is emptied, and the empty one below takes a new one. */
export function WordingForm({ errors, values }: Props) {
  const field = (name: string) => ({ name, error: errors?.[name], value: textOf(values, name) });
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <BackLink href={paths.admin.home()} />
        <ErrorSummary errors={errors} />
        <PageHeading>Wording</PageHeading>
        <p className="govuk-body">
          What stands on the <a className="govuk-link" href={paths.home()}>first page</a> and under{" "}
          <a className="govuk-link" href={paths.help()}>help and reporting</a>. Changes show within seconds.
        </p>
        <Form>
          <input type="hidden" name="version" value={textOf(values, "version")} />
          <h2 className="govuk-heading-m">The programme</h2>
          <TextField {...field("area")} label="Where you visit" />
          <TextField {...field("purpose")} label="Officers visit schools and youth settings to" />
          <Textarea {...field("covered")} label="What a session covers" hint="One point a line" rows={4} />
          <TextField
            {...field("howToReachUs")}
            label="How to reach the team"
            hint="Completes “If you need something, …”"
          />
          <h2 className="govuk-heading-m">In an emergency</h2>
          <TextField {...field("emergencyPhone")} label="Number" width={10} inputMode="tel" />
          <TextField {...field("emergencyWhat")} label="When to call it" />
          {HELP_LISTS.map((list) => (
            <section key={list} aria-labelledby={`list-${list}`}>
              <h2 className="govuk-heading-m" id={`list-${list}`}>
                {TITLES[list]}
              </h2>
              {Array.from({ length: linesOf(values, list) }, (_, index) => (
                <Line key={index} list={list} index={index} name={textOf(values, `${list}.${index}.name`)} field={field} />
              ))}
            </section>
          ))}
          <Button>Save the wording</Button>
        </Form>
      </div>
    </div>
  );
}

type Field = (name: string) => { name: string; error: string | undefined; value: string };

function Line({ list, index, name, field }: { list: HelpList; index: number; name: string; field: Field }) {
  const part = (key: string) => field(`${list}.${index}.${key}`);
  const isWrong = ["name", "what", "phone", "link"].some((key) => part(key).error !== undefined);
  return (
    <Details summary={name === "" ? "Add a line" : name} open={isWrong}>
      <Fieldset legend={name === "" ? "A new line" : name} legendSize="s">
        <TextField {...part("name")} label="Name" />
        <Textarea {...part("what")} label="What it is for" rows={2} />
        <TextField {...part("phone")} label="Phone number (optional)" width={20} inputMode="tel" />
        <TextField {...part("link")} label="Address of its site (optional)" hint="Begins with https://" />
      </Fieldset>
    </Details>
  );
}

/** Those that were sent or stored, and an empty one. */
function linesOf(values: FormValues, list: HelpList): number {
  const indexes = Object.keys(values).flatMap((name) => {
    const match = new RegExp(`^${list}\\.(\\d{1,2})\\.`).exec(name);
    return match?.[1] && textOf(values, name) !== "" ? [Number(match[1])] : [];
  });
  return Math.max(-1, ...indexes) + 1 + EMPTY_LINES;
}
