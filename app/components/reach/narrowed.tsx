export type NarrowedView = readonly { name: string; header: string; value: string }[];

type Props = {
  narrowed: NarrowedView;
  /** The same page without one of the filters. */
  hrefWithout: (name: string) => string;
  /** The same page without any. */
  hrefOfAll: string;
};

/** What is narrowed by, each to be taken off by a link. */
export function Narrowed({ narrowed, hrefWithout, hrefOfAll }: Props) {
  if (narrowed.length === 0) return null;
  return (
    <section aria-label="Narrowed to">
      <ul className="govuk-list app-narrowed">
        {narrowed.map(({ name, header, value }) => (
          <li key={name}>
            <a className="govuk-link govuk-link--no-visited-state app-narrowed__one" href={hrefWithout(name)}>
              <span aria-hidden="true">✕ </span>
              <span className="govuk-visually-hidden">Take off </span>
              {header}: {value}
            </a>
          </li>
        ))}
      </ul>
      <p className="govuk-body">
        <a className="govuk-link" href={hrefOfAll}>
          Take all filters off
        </a>
      </p>
    </section>
  );
}
