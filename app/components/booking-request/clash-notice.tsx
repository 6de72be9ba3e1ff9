import { Button } from "~/components/ui/button";
import { formatDay, formatMinutes, type Day } from "~/lib/london-time";

type Props = {
  title: string;
  sentences: readonly string[];
  nearest: readonly { onDate: Day; startMinutes: number }[];
  formId: string;
};

/** What happened, and the nearest times at which the same presenters can give the same running order. */
export function ClashNotice({ title, sentences, nearest, formId }: Props) {
  return (
    <section className="app-clash" aria-labelledby="clash-title">
      <h2 className="govuk-heading-m" id="clash-title">
        {title}
      </h2>
      {sentences.length > 0 ? (
        <ul className="govuk-list govuk-list--bullet">
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : null}
      {nearest.length > 0 ? (
        <>
          <h3 className="govuk-heading-s">Nearest times that work for the same presenters</h3>
          <div className="govuk-button-group">
            {nearest.map(({ onDate, startMinutes }) => (
              <Button
                key={`${onDate} ${startMinutes}`}
                look="secondary"
                form={formId}
                name="moveTo"
                value={`${onDate}T${formatMinutes(startMinutes)}`}
              >
                {`${formatDay(onDate)}, ${formatMinutes(startMinutes)}`}
              </Button>
            ))}
          </div>
        </>
      ) : null}
    </section>
  );
}
