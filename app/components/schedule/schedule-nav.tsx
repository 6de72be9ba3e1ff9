import { Button } from "~/components/ui/button";
import { DateField } from "~/components/ui/date-field";
import { Details } from "~/components/ui/details";
import { Form } from "~/components/ui/form";
import { paths } from "~/config/paths";
import { partsFromDay } from "~/lib/form-data";
import type { Day } from "~/lib/london-time";

type Props = {
  here: keyof typeof VIEWS;
  beforeHref: string;
  afterHref: string;
  day: Day;
  action: string;
};

const VIEWS = {
  list: { name: "List", hrefOn: (day: Day) => `${paths.schedule()}?day=${day}` },
  week: { name: "Week by presenter", hrefOn: paths.scheduleWeek },
  calendar: { name: "Calendar", hrefOn: paths.scheduleCalendar },
} as const;

/** Earlier, later, another view, another day: links and one GET form. */
export function ScheduleNav({ here, beforeHref, afterHref, day, action }: Props) {
  return (
    <div className="app-no-print">
      <nav aria-label="Schedule">
        <ul className="app-filter-list">
          {Object.entries(VIEWS).map(([view, { name, hrefOn }]) => (
            <li key={view}>
              <a className="govuk-link" href={hrefOn(day)} aria-current={view === here ? "page" : undefined}>
                {name}
              </a>
            </li>
          ))}
          <li>
            <a className="govuk-link" href={beforeHref}>
              Earlier
            </a>
          </li>
          <li>
            <a className="govuk-link" href={afterHref}>
              Later
            </a>
          </li>
          <li>
            <a className="govuk-link" href={action}>
              Today
            </a>
          </li>
        </ul>
      </nav>
      <Details summary="Go to another day">
        <Form method="get" action={action}>
          <DateField name="on" legend="Day" legendSize="s" value={partsFromDay(day)} />
          <Button look="secondary" preventDoubleClick={false}>
            Show
          </Button>
        </Form>
      </Details>
    </div>
  );
}
