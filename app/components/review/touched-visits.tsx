import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { WarningText } from "~/components/ui/warning-text";
import { paths } from "~/config/paths";
import type { FormValues } from "~/lib/form-data";

type Props = {
  /** Whose hours or days are changed. */
  caption: string;
  /** Where the visits lie, such as "in this time" or "outside these hours". */
  where: string;
  values: FormValues;
  touchedVisits: readonly { id: string; text: string }[];
  /** Where to type on, and where to go without saving. */
  backTo: string;
  cancelTo: string;
};

/** What was typed travels on in hidden fields, with the visits that have been shown. */
export function TouchedVisitsConfirmation({ caption, where, values, touchedVisits, backTo, cancelTo }: Props) {
  const one = touchedVisits.length === 1;
  return (
    <>
      <BackLink href={backTo} />
      <PageHeading caption={caption}>
        {one ? `A visit is planned ${where}` : `${touchedVisits.length} visits are planned ${where}`}
      </PageHeading>
      <VisitLinks visits={touchedVisits} />
      <WarningText>
        {one
          ? "If you save, the visit stays planned until a coordinator moves or cancels it. It is put on their list."
          : "If you save, these visits stay planned until a coordinator moves or cancels them. They are put on their list."}
      </WarningText>
      <Form>
        {Object.entries(values)
          .filter(([name]) => name !== "accepted")
          .flatMap(([name, value]) =>
            [value].flat().map((text) => <input key={`${name} ${text}`} type="hidden" name={name} value={text} />),
          )}
        {touchedVisits.map((visit) => (
          <input key={visit.id} type="hidden" name="accepted" value={visit.id} />
        ))}
        <div className="app-actions">
          <Button look="warning">Save anyway</Button>
          <a className="govuk-link" href={cancelTo}>
            Do not save
          </a>
        </div>
      </Form>
    </>
  );
}

export function VisitLinks({ visits }: { visits: readonly { id: string; text: string }[] }) {
  return (
    <ul className="govuk-list govuk-list--bullet">
      {visits.map((visit) => (
        <li key={visit.id}>
          <a className="govuk-link" href={paths.visit(visit.id)}>
            {visit.text}
          </a>
        </li>
      ))}
    </ul>
  );
}
