import { ButtonLink } from "~/components/ui/button";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";
import { describeAges, type SupportWords } from "~/domain/support";
import { linkText } from "~/domain/wording";

type Props = { providers: readonly (SupportWords & { id: string })[] };

export function SupportPage({ providers }: Props) {
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <PageHeading>Support for young people near you</PageHeading>
        <p className="govuk-body-l">
          People and services that schools and families can turn to after a session, or at any other time.
        </p>
        {providers.length === 0 ? (
          <p className="govuk-body">There is nobody listed here at the moment. The lines below are always open.</p>
        ) : (
          <ul className="app-materials">
            {providers.map((provider) => (
              <li key={provider.id} className="app-materials__item">
                <h2 className="govuk-heading-m govuk-!-margin-bottom-1">{provider.name}</h2>
                <p className="govuk-hint govuk-!-margin-bottom-1">
                  {provider.area}. {describeAges(provider.lowAge, provider.highAge)}
                </p>
                <p className="govuk-body govuk-!-margin-bottom-1">{provider.offer}</p>
                <Reach {...provider} />
              </li>
            ))}
          </ul>
        )}
        <p className="govuk-body">
          In an emergency, call 999. If a child may be at risk, follow your safeguarding procedure and tell your designated
          safeguarding lead: this page does not take its place.
        </p>
        <ButtonLink href={paths.help()} look="secondary">
          All help and reporting lines
        </ButtonLink>
      </div>
    </div>
  );
}

function Reach({ phone, link }: Pick<SupportWords, "phone" | "link">) {
  return (
    <p className="govuk-body govuk-!-margin-bottom-0">
      {phone === "" ? null : (
        <a className="govuk-link" href={`tel:${phone.replaceAll(" ", "")}`}>
          {phone}
        </a>
      )}
      {phone !== "" && link !== "" ? ", " : null}
      {link === "" ? null : (
        <a className="govuk-link" href={link}>
          {linkText(link)}
        </a>
      )}
    </p>
  );
}
