import { VisitLinks } from "~/components/review/touched-visits";
import { Button, ButtonLink } from "~/components/ui/button";
import { Details } from "~/components/ui/details";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { Select } from "~/components/ui/select";
import { SummaryList } from "~/components/ui/summary-list";
import { Tag } from "~/components/ui/tag";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import { formatDay, type Day } from "~/lib/london-time";

export type OccurrenceView = {
  id: string;
  kind: string;
  when: string;
  noteForTeam: string;
  openVisits: readonly { id: string; text: string }[];
};

/** Of a repeating absence the next occurrence, with those after it. */
export type AbsenceView = OccurrenceView & { later: readonly OccurrenceView[] };

export type PatternView = {
  validFromOn: Day;
  lines: readonly string[];
  state: "in force" | "to come" | "past";
};

export type AvailabilityView = {
  presenter: { id: string; name: string } | null;
  own: boolean;
  choices: readonly { id: string; name: string }[];
  thisWeek: readonly { day: Day; hours: string }[];
  hoursAssumed: boolean;
  /** Days for which a roster file says the hours, from today on. */
  rosters: readonly { fromOn: Day; toOn: Day }[];
  patterns: readonly PatternView[];
  absences: readonly AbsenceView[];
};

export function AvailabilityPage({ view }: { view: AvailabilityView }) {
  const { presenter } = view;
  return (
    <>
      <PageHeading caption={presenter && !view.own ? presenter.name : undefined}>
        {view.own ? "Your availability" : "Availability"}
      </PageHeading>
      {view.choices.length > 0 ? (
        <>
          <PresenterChoice choices={view.choices} chosen={presenter?.id} />
          <p className="govuk-body">
            <a className="govuk-link" href={officePaths.rosters()}>
              Import a roster
            </a>
          </p>
        </>
      ) : null}
      {presenter ? (
        <>
          <Absences presenterId={presenter.id} absences={view.absences} />
          <WorkingHoursSection presenterId={presenter.id} view={view} />
        </>
      ) : (
        <p className="govuk-body">
          {view.choices.length > 0
            ? "Choose a presenter to see when they work and when they are away."
            : "No presenter has been added yet. A manager adds people under Admin."}
        </p>
      )}
    </>
  );
}

function PresenterChoice(props: { choices: AvailabilityView["choices"]; chosen: string | undefined }) {
  return (
    <Form method="get" action={paths.availability()}>
      <Select
        name="presenter"
        label="Presenter"
        emptyLabel={props.chosen === undefined ? "Choose a presenter" : undefined}
        options={props.choices.map(({ id, name }) => ({ value: id, label: name }))}
        value={props.chosen}
      />
      <Button look="secondary">Show</Button>
    </Form>
  );
}

function Absences({ presenterId, absences }: { presenterId: string; absences: readonly AbsenceView[] }) {
  return (
    <section>
      <h2 className="govuk-heading-m">Away</h2>
      {absences.length === 0 ? <p className="govuk-body">No leave or other absence from today on.</p> : null}
      {absences.map((absence) => (
        <div key={absence.id} className="app-aside">
          <h3 className="govuk-heading-s">
            {absence.kind}: {absence.when}
          </h3>
          {absence.noteForTeam ? <p className="govuk-body">{absence.noteForTeam}</p> : null}
          <OpenVisits visits={absence.openVisits} />
          <RemoveAbsence absence={absence} repeats={absence.later.length > 0} />
          {absence.later.length > 0 ? (
            <Details summary={`It repeats: ${absence.later.length} more, the last on ${absence.later.at(-1)?.when ?? ""}`}>
              {absence.later.map((one) => (
                <div key={one.id}>
                  <p className="govuk-body">{one.when}</p>
                  <OpenVisits visits={one.openVisits} />
                  <RemoveAbsence absence={one} repeats />
                </div>
              ))}
            </Details>
          ) : null}
        </div>
      ))}
      <ButtonLink href={officePaths.newAbsence(presenterId)}>Add an absence</ButtonLink>
    </section>
  );
}

function RemoveAbsence({ absence, repeats }: { absence: OccurrenceView; repeats: boolean }) {
  const about = `${absence.kind}, ${absence.when}`;
  return (
    <Form>
      <input type="hidden" name="remove" value="absence" />
      <input type="hidden" name="id" value={absence.id} />
      {repeats ? (
        <div className="govuk-button-group">
          <Button look="secondary" name="scope" value="one">
            Remove this one<span className="govuk-visually-hidden">: {about}</span>
          </Button>
          <Button look="secondary" name="scope" value="following">
            Remove this and all later<span className="govuk-visually-hidden">: {about}</span>
          </Button>
        </div>
      ) : (
        <RemoveButton about={about} />
      )}
    </Form>
  );
}

function OpenVisits({ visits }: { visits: AbsenceView["openVisits"] }) {
  if (visits.length === 0) return null;
  return (
    <>
      <p className="govuk-body">Still planned in this time, for a coordinator to move or cancel:</p>
      <VisitLinks visits={visits} />
    </>
  );
}

function WorkingHoursSection({ presenterId, view }: { presenterId: string; view: AvailabilityView }) {
  return (
    <section>
      <h2 className="govuk-heading-m">Working hours this week</h2>
      {view.hoursAssumed ? (
        <InsetText>
          No working hours have been entered. Until they are, we assume weekdays from 08:00 to 16:00.
        </InsetText>
      ) : null}
      <SummaryList rows={view.thisWeek.map(({ day, hours }) => ({ key: formatDay(day), value: hours }))} />
      {view.rosters.map(({ fromOn, toOn }) => (
        <p key={fromOn} className="govuk-body">
          The roster says the hours from {formatDay(fromOn)} to {formatDay(toOn)}. Patterns hold before and after.
        </p>
      ))}
      {view.patterns.length > 0 ? <h2 className="govuk-heading-m">Working patterns</h2> : null}
      {view.patterns.map((pattern) => (
        <Pattern key={pattern.validFromOn} pattern={pattern} />
      ))}
      <ButtonLink href={officePaths.newPattern(presenterId)} look="secondary">
        Set working hours
      </ButtonLink>
    </section>
  );
}

const STATE_COLOURS = { "in force": "green", "to come": "blue", past: "grey" } as const;
const STATE_LABELS = { "in force": "In force", "to come": "To come", past: "Past" } as const;

function Pattern({ pattern }: { pattern: PatternView }) {
  const from = formatDay(pattern.validFromOn);
  return (
    <div className="app-aside">
      <h3 className="govuk-heading-s">
        From {from} <Tag colour={STATE_COLOURS[pattern.state]}>{STATE_LABELS[pattern.state]}</Tag>
      </h3>
      <ul className="govuk-list">
        {pattern.lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {pattern.state === "to come" ? (
        <Form>
          <input type="hidden" name="remove" value="pattern" />
          <input type="hidden" name="validFromOn" value={pattern.validFromOn} />
          <RemoveButton about={`the hours from ${from}`} />
        </Form>
      ) : null}
    </div>
  );
}

function RemoveButton({ about }: { about: string }) {
  return (
    <Button look="secondary">
      Remove<span className="govuk-visually-hidden"> {about}</span>
    </Button>
  );
}
