import { formatWhole } from "~/components/reach/numbers";
import { ButtonLink } from "~/components/ui/button";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";
import { dayOf, formatDay } from "~/lib/london-time";

export type PublicFigureView = {
  startsOn: string;
  endsOn: string;
  asAt: string;
  students: number;
  published: boolean;
};

type Props = { figure: PublicFigureView; area: string };

export function PublicFigurePage({ figure, area }: Props) {
  const { students, startsOn, endsOn, asAt, published } = figure;
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <PageHeading size="xl">Students reached</PageHeading>
        <p className="govuk-body-l">
          <strong>
            {published ? "" : "At least "}
            {formatWhole(students)} students
          </strong>{" "}
          in {area} have taken part in a knife crime awareness session.
        </p>
        <p className="govuk-body">
          In the year from {formatDay(startsOn)} to {formatDay(endsOn)}, as recorded up to {formatDay(dayOf(new Date(asAt)))}.
          Each student counts once, however often they came.
        </p>
        <ButtonLink href={paths.request.start()} start>
          Ask for a session
        </ButtonLink>
      </div>
    </div>
  );
}
