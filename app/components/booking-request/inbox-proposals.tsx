import { Button } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { paths } from "~/config/paths";

type Props = {
  rows: readonly {
    reference: string;
    schoolName: string;
    formatName: string;
    proposed: { words: string; presenters: readonly string[]; reasons: readonly string[]; take: string } | null;
  }[];
  /** What had gone when the last ones were saved. */
  refused: readonly { reference: string; title: string; sentences: readonly string[] }[];
};

/** The requests that wait, each with the best visit that keeps one of its wishes; nothing is saved before it is said. */
export function InboxProposals({ rows, refused }: Props) {
  const fitting = rows.flatMap((row) => (row.proposed ? [{ ...row, proposed: row.proposed }] : []));
  const others = rows.filter(({ proposed }) => proposed === null);
  return (
    <>
      {refused.length > 0 ? (
        <InsetText>
          <ul className="govuk-list govuk-list--bullet">
            {refused.map(({ reference, title, sentences }) => (
              <li key={reference}>
                <span className="app-reference">{reference}</span>: {[title, ...sentences].join(". ")}
              </li>
            ))}
          </ul>
        </InsetText>
      ) : null}
      {fitting.length > 0 ? (
        <Form>
          <p className="govuk-body">
            One visit for each request that keeps a wish of its school and every rule, worked out together: none takes
            the time of another. Nothing is saved until you say so.
          </p>
          <div className="govuk-form-group">
          <fieldset className="govuk-fieldset">
            <legend className="govuk-fieldset__legend govuk-fieldset__legend--m">Which do you schedule?</legend>
            <div className="govuk-checkboxes">
              {fitting.map(({ reference, schoolName, formatName, proposed }, index) => (
                <div key={reference} className="govuk-checkboxes__item">
                  <input
                    className="govuk-checkboxes__input"
                    id={index === 0 ? "take" : `take-${index}`}
                    name="take"
                    type="checkbox"
                    value={proposed.take}
                    defaultChecked
                    aria-describedby={`why-${reference}`}
                  />
                  <label
                    className="govuk-label govuk-checkboxes__label"
                    htmlFor={index === 0 ? "take" : `take-${index}`}
                  >
                    {schoolName}, {formatName}: {proposed.words}
                  </label>
                  <div className="govuk-hint govuk-checkboxes__hint" id={`why-${reference}`}>
                    {proposed.presenters.join(", ")}; {proposed.reasons.join("; ")}.{" "}
                    <a className="govuk-link" href={paths.bookingRequest(reference)}>
                      {reference}
                    </a>
                  </div>
                </div>
              ))}
            </div>
          </fieldset>
          </div>
          <Button>Schedule what is ticked</Button>
        </Form>
      ) : (
        <p className="govuk-body">No request that waits can be scheduled within its wishes as things stand now.</p>
      )}
      {others.length > 0 ? (
        <>
          <h2 className="govuk-heading-m">No wish works</h2>
          <ul className="govuk-list govuk-list--spaced">
            {others.map(({ reference, schoolName, formatName }) => (
              <li key={reference}>
                <a className="govuk-link" href={paths.bookingRequest(reference)}>
                  {schoolName}
                </a>
                , {formatName}.{" "}
                <a className="govuk-link" href={paths.offerDates(reference)}>
                  Offer other dates<span className="govuk-visually-hidden"> to {schoolName}</span>
                </a>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}
