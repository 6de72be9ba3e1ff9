import { linkText, type HelpLine } from "~/domain/wording";

export function HelpLines({ lines }: { lines: readonly HelpLine[] }) {
  return (
    <div className="govuk-!-margin-bottom-6">
      {lines.map((line) => (
        <div className="app-help-line" key={line.name}>
          <h3 className="govuk-heading-s govuk-!-margin-bottom-1">{line.name}</h3>
          {line.phone ? <PhoneNumber number={line.phone} /> : null}
          <p className="govuk-body">
            {line.what}
            {line.link ? (
              <>
                {" "}
                <a className="govuk-link" href={line.link} rel="external">
                  {linkText(line.link)}
                </a>
              </>
            ) : null}
          </p>
        </div>
      ))}
    </div>
  );
}

export function PhoneNumber({ number }: { number: string }) {
  return (
    <p className="govuk-body">
      <a className="govuk-link app-help-line__phone" href={`tel:${number.replaceAll(" ", "")}`}>
        {number}
      </a>
    </p>
  );
}
