import { ScheduleNav } from "~/components/schedule/schedule-nav";
import { WaitingList, type WaitingRequest } from "~/components/schedule/waiting-list";
import { Button } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { Select } from "~/components/ui/select";
import { paths } from "~/config/paths";
import type { ClosedDays, ScheduleFilter } from "~/domain/calendar-item";
import { VISIT_STATUS_LABELS } from "~/domain/visit";
import { addDays, type Day } from "~/lib/london-time";

type Props = {
  day: Day;
  today: Day;
  view: string;
  filter: ScheduleFilter;
  closed: readonly ClosedDays[];
  isOffice: boolean;
  isCoordinator: boolean;
  presenters: readonly { id: string; name: string }[];
  districts: readonly { code: string; name: string }[];
  waiting: readonly WaitingRequest[];
};

const STATES = (["scheduled", "completed", "cancelled"] as const).map((value) => ({
  value,
  label: VISIT_STATUS_LABELS[value],
}));

export function CalendarPage(props: Props) {
  const { day, today, view, filter, closed, isOffice, isCoordinator, presenters, districts, waiting } = props;
  return (
    <>
      <PageHeading caption="Schedule">Calendar</PageHeading>
      <ScheduleNav
        here="calendar"
        day={day}
        beforeHref={paths.scheduleCalendar(addDays(day, -7))}
        afterHref={paths.scheduleCalendar(addDays(day, 7))}
        action={paths.scheduleCalendar()}
      />
      <Form method="get" action={paths.scheduleCalendar()} className="app-no-print app-calendar-filter">
        <Select
          name="presenter"
          label="Presenter"
          emptyLabel="Everybody"
          options={presenters.map(({ id, name }) => ({ value: id, label: name }))}
          value={filter.presenterId ?? ""}
        />
        <Select
          name="district"
          label="District"
          emptyLabel="All districts"
          options={districts.map(({ code, name }) => ({ value: code, label: name }))}
          value={filter.districtCode ?? ""}
        />
        <Select
          name="state"
          label="State"
          emptyLabel="All but cancelled"
          options={isOffice ? STATES : STATES.filter(({ value }) => value !== "cancelled")}
          value={filter.status ?? ""}
        />
        <input type="hidden" name="day" value={day} />
        <input type="hidden" name="view" value={view} />
        <Button look="secondary" preventDoubleClick={false}>
          Show these
        </Button>
      </Form>
      <div className={isCoordinator ? "app-calendar-layout" : undefined}>
        <div>
          <p className="govuk-body-s" role="status" id="calendar-status" />
          <div
            id="schedule-calendar"
            className="app-calendar"
            data-events={paths.scheduleEvents()}
            data-changes={paths.scheduleChanges()}
            data-page={paths.scheduleCalendar()}
            data-plan={isCoordinator ? paths.requests() : undefined}
            data-day={day}
            data-today={today}
            data-view={view}
            data-closed={JSON.stringify(closed)}
            data-presenters={JSON.stringify(
              presenters.filter(({ id }) => filter.presenterId === null || id === filter.presenterId),
            )}
          >
            <p className="govuk-body">
              The calendar needs JavaScript. The list and the week by presenter show the same without it; a visit is moved
              from its own page, a request is planned from its own.
            </p>
          </div>
          <CalendarKey />
        </div>
        {isCoordinator ? <WaitingList requests={waiting} /> : null}
      </div>
      <CalendarScript />
    </>
  );
}

/** What the looks mean: also told by words in each box, never by colour alone. */
function CalendarKey() {
  return (
    <ul className="govuk-list app-calendar-key" aria-label="Key">
      <li className="app-cal--scheduled">Planned</li>
      <li className="app-cal--completed">Given</li>
      <li className="app-cal--cancelled">Cancelled</li>
      <li className="app-cal--away">Away</li>
      <li className="app-cal--held">Held</li>
      <li className="app-cal--travel">Travel</li>
    </ul>
  );
}

/** Undefined where Vite did not build the page (tests). */
function CalendarScript() {
  const url = import.meta.env.SCHEDULE_CALENDAR_SCRIPT_URL;
  return url ? <script type="module" src={url} /> : null;
}
