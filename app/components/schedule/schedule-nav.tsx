import { Button } from "~/components/ui/button";
import { DateField } from "~/components/ui/date-field";
import { Details } from "~/components/ui/details";
import { Form } from "~/components/ui/form";
import { partsFromDay } from "~/lib/form-data";
import type { Day } from "~/lib/london-time";

type Props = {
  here: "list" | "week";
  listHref: string;
  weekHref: string;
  beforeHref: string;
  afterHref: string;
  day: Day;
  action: string;
};

/** Earlier, later, another view, another day: links and one GET form. */
export function ScheduleNav({ here, listHref, weekHref, beforeHref, afterHref, day, action }: Props) {
  return (
    <div className="app-no-print">
      <nav aria-label="Schedule">
        <ul className="app-filter-list">
          <li>
            <a className="govuk-link" href={listHref} aria-current={here === "list" ? "page" : undefined}>
              List
            </a>
          </li>
          <li>
            <a className="govuk-link" href={weekHref} aria-current={here === "week" ? "page" : undefined}>
              Week by presenter
            </a>
          </li>
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
