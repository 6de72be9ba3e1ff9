import type { MaterialView } from "~/components/materials/material-view";
import { ButtonLink } from "~/components/ui/button";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";

type Props = { materials: readonly MaterialView[] };

export function MaterialsPage({ materials }: Props) {
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <PageHeading>What students will see and hear</PageHeading>
        <p className="govuk-body-l">
          Officers talk with students calmly and honestly. The aim is that every student leaves knowing whom to turn to.
        </p>
        <h2 className="govuk-heading-m">In the session</h2>
        <ul className="govuk-list govuk-list--bullet">
          <li>What knife crime is, and what the law says about carrying a knife.</li>
          <li>Why some people carry one, and why it does not keep them safe.</li>
          <li>Where to find more information, get help or report, also without giving a name.</li>
        </ul>
        <p className="govuk-body">
          We show no pictures of knives, wounds or police raids: they frighten, and they make carrying seem normal.
        </p>
        <h2 className="govuk-heading-m">What we ask of you</h2>
        <ul className="govuk-list govuk-list--bullet">
          <li>A member of your staff stays in the room throughout.</li>
          <li>Your designated safeguarding lead, or a deputy, can be reached on the day.</li>
          <li>Parents and carers know that the session takes place.</li>
        </ul>
        <h2 className="govuk-heading-m">Documents</h2>
        {materials.length === 0 ? (
          <p className="govuk-body">
            There are no documents here at the moment. We send what you need with the confirmation of your booking.
          </p>
        ) : (
          <ul className="app-materials">
            {materials.map(({ id, kind, title, description, href, what }) => (
              <li key={id} className="app-materials__item">
                <h3 className="govuk-heading-s govuk-!-margin-bottom-1">
                  <a className="govuk-link" href={href}>
                    {title}
                  </a>
                </h3>
                <p className="govuk-hint govuk-!-margin-bottom-1">
                  {kind}, {what}
                </p>
                {description === "" ? null : <p className="govuk-body govuk-!-margin-bottom-0">{description}</p>}
              </li>
            ))}
          </ul>
        )}
        <ButtonLink href={paths.request.start()} start>
          Ask for a session
        </ButtonLink>
      </div>
    </div>
  );
}
