import { Button } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { HiddenValues, whenOf } from "~/components/away/affected-form";
import type { FormValues } from "~/lib/form-data";
import type { Day } from "~/lib/london-time";

type Props = {
  names: readonly string[];
  /** "Monday 23 November 2026, whole day" */
  period: string;
  visits: readonly {
    visitId: string;
    schoolName: string;
    onDate: Day;
    startsAt: string;
    endsAt: string;
    sentences: readonly string[];
    told: readonly string[];
  }[];
  /** All that was sent: confirming sends it again. */
  values: FormValues;
  action: string;
};

const LIST = new Intl.ListFormat("en-GB", { type: "conjunction" });

/** What confirming does, visit by visit. Nothing is saved yet. */
export function CheckAway({ names, period, visits, values, action }: Props) {
  const { intent: _intent, ...sent } = values;
  return (
    <>
      <p className="govuk-body">
        Nothing is saved yet. Confirming records that {LIST.format(names)} {names.length === 1 ? "is" : "are"} away:{" "}
        {period}.
      </p>
      {visits.map((visit) => (
        <section key={visit.visitId} aria-labelledby={`check-${visit.visitId}`} className="app-booking">
          <h2 className="govuk-heading-s govuk-!-margin-bottom-1" id={`check-${visit.visitId}`}>
            {visit.schoolName}, {whenOf(visit)}
          </h2>
          <ul className="govuk-list govuk-list--bullet">
            {visit.sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          {visit.told.length > 0 ? <p className="govuk-body">Mail goes to {visit.told.join(", ")}.</p> : null}
        </section>
      ))}
      <Form action={action}>
        <HiddenValues values={sent} />
        <div className="govuk-button-group">
          <Button name="intent" value="confirm">
            Confirm
          </Button>
          <Button look="secondary" name="intent" value="again">
            Choose again
          </Button>
        </div>
      </Form>
    </>
  );
}
