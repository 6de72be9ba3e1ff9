type Props = {
  /** Message by field name; "form" is a message about no field. */
  errors: Readonly<Record<string, string>> | undefined;
  title?: string;
};

/** Stands at the top of the page, before the h1. Nothing without errors. */
export function ErrorSummary({ errors, title = "There is a problem" }: Props) {
  const entries = Object.entries(errors ?? {});
  if (entries.length === 0) return null;
  return (
    <div className="govuk-error-summary">
      <div role="alert">
        <h2 className="govuk-error-summary__title">{title}</h2>
        <div className="govuk-error-summary__body">
          <ul className="govuk-list govuk-error-summary__list">
            {entries.map(([name, message]) => (
              <li key={name}>{name === "form" ? message : <a href={`#${idOfField(name)}`}>{message}</a>}</li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}

/** The day input of a date field carries the field's own name as its id. */
function idOfField(name: string): string {
  return name.endsWith(".day") ? name.slice(0, -".day".length) : name;
}
