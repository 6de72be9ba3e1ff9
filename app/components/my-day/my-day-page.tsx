import { MyVisit, type MyVisitView } from "~/components/my-day/my-visit";
import { NotificationBanner } from "~/components/ui/notification-banner";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";
import { formatDay } from "~/lib/london-time";

type Props = {
  today: string;
  daysAhead: number;
  visits: readonly MyVisitView[];
  overdue: readonly { id: string; onDate: string; schoolName: string }[];
};

export function MyDayPage({ today, daysAhead, visits, overdue }: Props) {
  const now = visits.filter(({ onDate }) => onDate === today);
  const later = visits.filter(({ onDate }) => onDate !== today);
  const days = [...new Set(later.map(({ onDate }) => onDate))];
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <PageHeading caption={formatDay(today)}>My day</PageHeading>
        <Overdue visits={overdue} />
        <h2 className="govuk-heading-l">Today</h2>
        {now.length === 0 ? <p className="govuk-body">You have no visits today.</p> : null}
        {now.map((visit) => (
          <MyVisit key={visit.id} visit={visit} heading="h3" />
        ))}
        <h2 className="govuk-heading-l">The next {daysAhead} days</h2>
        {days.length === 0 ? <p className="govuk-body">Nothing is planned for you yet.</p> : null}
        {days.map((day) => (
          <section key={day} aria-labelledby={`day-${day}`}>
            <h3 className="govuk-heading-s" id={`day-${day}`}>
              {formatDay(day)}
            </h3>
            {later
              .filter(({ onDate }) => onDate === day)
              .map((visit) => (
                <MyVisit key={visit.id} visit={visit} heading="h4" />
              ))}
          </section>
        ))}
        <p className="govuk-body app-no-print">
          <a className="govuk-link" href={paths.schedule()}>
            See the whole schedule
          </a>
        </p>
      </div>
    </div>
  );
}

function Overdue({ visits }: { visits: Props["overdue"] }) {
  if (visits.length === 0) return null;
  return (
    <NotificationBanner title="Still to be recorded">
      <p className="govuk-notification-banner__heading">
        {visits.length === 1 ? "One visit of yours waits" : `${visits.length} visits of yours wait`} to be
        recorded.
      </p>
      <ul className="govuk-list">
        {visits.map((visit) => (
          <li key={visit.id}>
            <a className="govuk-notification-banner__link" href={paths.visitDelivery(visit.id)}>
              {visit.schoolName}
            </a>
            , {formatDay(visit.onDate)}
          </li>
        ))}
      </ul>
    </NotificationBanner>
  );
}
