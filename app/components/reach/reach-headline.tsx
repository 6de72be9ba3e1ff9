import { Fragment, type ReactNode } from "react";
import { countOf, formatPart, formatShown, formatWhole } from "~/components/reach/numbers";
import { ReachBar } from "~/components/reach/reach-bar";
import { SummaryList, type SummaryRow } from "~/components/ui/summary-list";
import { paths } from "~/config/paths";
import { COUNT_BASIS_LABELS, type CountBasis } from "~/domain/delivery";
import type { Forecast, LikeBefore } from "~/domain/forecast";
import { roundReach, type Reach } from "~/domain/reach";
import type { Shown } from "~/domain/small-numbers";

type Ahead = { visits: number; expected: number };

export type HeadlineView = {
  reach: Reach;
  target: number | null;
  remaining: number | null;
  byBasis: readonly { basis: CountBasis | null; attendances: Shown }[];
  bookedAhead: Ahead;
  requested: { requests: number; expected: number };
  pace: { due: number; schoolDays: number; schoolDaysPast: number } | null;
  forecast:
    | (Forecast & { method: string; sessionsAWeek: number | null; schoolWeeksLeft: number })
    | null;
  /** Null for a period that is over, and where no year before is recorded. */
  likeBefore?: (LikeBefore & { method: string }) | null;
  period: { value: string };
  /** Whether plans may be opened: the schedule and the requests. */
  seesVisits?: boolean;
  definition: string;
  definitionVersion: string;
};

export function ReachHeadline({ view }: { view: HeadlineView }) {
  const { figure, low, high, attendances } = roundReach(view.reach);
  const { target } = view;
  return (
    <section aria-labelledby="students-reached">
      <h2 className="govuk-heading-l" id="students-reached">
        Students reached:{" "}
        {linked(formatWhole(figure), attendances === 0 ? null : paths.reachSessions({ period: view.period.value }))}
        {target === null ? "" : ` of ${formatWhole(target)}`}
      </h2>
      {attendances === 0 ? null : <p className="govuk-body-l">{rangeText(low, high)}</p>}
      {target === null ? null : <ReachBar figure={figure} high={high} target={target} />}
      <SummaryList rows={rowsOf(view)} />
      <div className="app-aside">
        <h3 className="govuk-heading-s">What the figures mean</h3>
        <p className="govuk-body">{view.definition}</p>
        <p className="govuk-body">
          Attendances count everybody each time they came. Booked and requested are the students that schools expect:
          plans, in no figure of what was reached. Definition, version {view.definitionVersion}.
        </p>
        {view.pace === null ? null : (
          <p className="govuk-body">
            The even pace spreads the target over the days on which schools are open, so that nobody is behind in August.
          </p>
        )}
        {view.forecast === null ? null : <p className="govuk-body">Forecast from what is known: {view.forecast.method}</p>}
        {view.likeBefore ? <p className="govuk-body">Like the years before: {view.likeBefore.method}</p> : null}
      </div>
    </section>
  );
}

function rangeText(low: number, high: number): string {
  if (low === high) return "The records leave no range.";
  return `Between ${formatWhole(low)} and ${formatWhole(high)}.`;
}

function rowsOf(view: HeadlineView): SummaryRow[] {
  const { figure, attendances } = roundReach(view.reach);
  const { target, remaining, byBasis, bookedAhead } = view;
  const rows: SummaryRow[] = [
    {
      key: "Attendances",
      value: (
        <a className="govuk-link" href={paths.reachSessions({ period: view.period.value })}>
          {formatWhole(attendances)}
        </a>
      ),
    },
  ];
  if (target !== null && remaining !== null) {
    rows.push(
      { key: "Target", value: countOf(target, "student") },
      { key: "Still to reach", value: countOf(remaining, "student") },
    );
    if (target > 0)
      rows.push({ key: "Share of the target", value: `${Math.floor((figure / target) * 100)}%` });
  }
  if (byBasis.length > 0)
    rows.push({
      key: "Attendances come from",
      value: byBasis.map((each, index) => (
        <Fragment key={each.basis}>
          {index > 0 ? ", " : ""}
          <a className="govuk-link" href={paths.reachSessions({ period: view.period.value, basis: each.basis ?? "unknown" })}>
            {basisText(each)}
          </a>
        </Fragment>
      )),
    });
  rows.push({
    key: "Booked ahead (expected, not counted)",
    value: linked(aheadText(bookedAhead), view.seesVisits === true && bookedAhead.visits > 0 ? paths.schedule() : null),
  });
  const { requested, pace, forecast } = view;
  if (requested.requests > 0) {
    rows.push({
      key: "Requested (expected, not counted)",
      value: linked(
        `${countOf(requested.requests, "request")} with about ${countOf(requested.expected, "student")}`,
        view.seesVisits === true ? paths.requests() : null,
      ),
    });
  }
  if (pace !== null) rows.push({ key: "Even pace until today", value: paceText(figure, pace) });
  if (forecast !== null) rows.push({ key: "Forecast from what is known", value: forecastText(forecast) });
  const { likeBefore } = view;
  if (likeBefore) {
    const years = likeBefore.years === 1 ? "the year before" : `the ${likeBefore.years} years before`;
    rows.push({ key: `If the rest of the year goes like ${years}`, value: forecastText(likeBefore) });
  }
  if (forecast !== null && remaining !== null && remaining > 0) {
    rows.push({ key: "Still needed", value: neededText(forecast) });
  }
  return rows;
}

function linked(words: string, href: string | null): ReactNode {
  if (href === null) return words;
  return (
    <a className="govuk-link" href={href}>
      {words}
    </a>
  );
}

function basisText({ basis, attendances }: HeadlineView["byBasis"][number]): string {
  const name = basis === null ? "not known" : COUNT_BASIS_LABELS[basis].toLowerCase();
  return `${name} ${formatShown(attendances)}`;
}

export function aheadText({ visits, expected }: Ahead): string {
  if (visits === 0) return "No visits";
  return `${countOf(visits, "visit")} with about ${countOf(expected, "student")} expected`;
}

function paceText(figure: number, { due, schoolDays, schoolDaysPast }: NonNullable<HeadlineView["pace"]>): string {
  const gap = figure - due;
  const words = Math.abs(gap) < 1 ? "on pace" : `${formatWhole(Math.abs(gap))} ${gap > 0 ? "ahead" : "behind"}`;
  return `${countOf(due, "student")} by now, on school day ${formatWhole(schoolDaysPast)} of ${formatWhole(schoolDays)}: ${words}`;
}

export function forecastText({ figure, low, high }: Pick<Forecast, "figure" | "low" | "high">): string {
  return `About ${countOf(figure, "student")}, between ${formatWhole(low)} and ${formatWhole(high)}`;
}

function neededText({ sessionsAWeek, schoolWeeksLeft }: NonNullable<HeadlineView["forecast"]>): string {
  if (sessionsAWeek === null) return "Not known before the first sessions are recorded";
  return `${formatPart(sessionsAWeek)} sessions a school week, over ${formatPart(schoolWeeksLeft)} school weeks`;
}
