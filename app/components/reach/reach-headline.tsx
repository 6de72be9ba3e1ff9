import { countOf, formatWhole } from "~/components/reach/numbers";
import { ReachBar } from "~/components/reach/reach-bar";
import { SummaryList, type SummaryRow } from "~/components/ui/summary-list";
import { COUNT_BASIS_LABELS, type CountBasis } from "~/domain/delivery";
import { roundReach, type Reach } from "~/domain/reach";

type Ahead = { visits: number; expected: number };

export type HeadlineView = {
  reach: Reach;
  target: number | null;
  remaining: number | null;
  byBasis: readonly { basis: CountBasis | null; attendances: number }[];
  bookedAhead: Ahead;
  definition: string;
  definitionVersion: string;
};

export function ReachHeadline({ view }: { view: HeadlineView }) {
  const { figure, low, high, attendances } = roundReach(view.reach);
  const { target } = view;
  return (
    <section aria-labelledby="students-reached">
      <h2 className="govuk-heading-l" id="students-reached">
        Students reached: {formatWhole(figure)}
        {target === null ? "" : ` of ${formatWhole(target)}`}
      </h2>
      {attendances === 0 ? null : <p className="govuk-body-l">{rangeText(low, high)}</p>}
      {target === null ? null : <ReachBar figure={figure} high={high} target={target} />}
      <SummaryList rows={rowsOf(view)} />
      <div className="app-aside">
        <h3 className="govuk-heading-s">What the figure means</h3>
        <p className="govuk-body">{view.definition}</p>
        <p className="govuk-body">
          Attendances count everybody each time they came. Definition, version {view.definitionVersion}.
        </p>
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
  const rows: SummaryRow[] = [{ key: "Attendances", value: formatWhole(attendances) }];
  if (target !== null && remaining !== null) {
    rows.push(
      { key: "Target", value: countOf(target, "student") },
      { key: "Still to reach", value: countOf(remaining, "student") },
    );
    if (target > 0)
      rows.push({ key: "Share of the target", value: `${Math.floor((figure / target) * 100)}%` });
  }
  if (byBasis.length > 0)
    rows.push({ key: "Attendances come from", value: byBasis.map(basisText).join(", ") });
  rows.push({
    key: "Booked ahead (expected, not counted)",
    value: aheadText(bookedAhead),
  });
  return rows;
}

function basisText({ basis, attendances }: HeadlineView["byBasis"][number]): string {
  const name = basis === null ? "not known" : COUNT_BASIS_LABELS[basis].toLowerCase();
  return `${name} ${formatWhole(attendances)}`;
}

export function aheadText({ visits, expected }: Ahead): string {
  if (visits === 0) return "No visits";
  return `${countOf(visits, "visit")} with about ${countOf(expected, "student")} expected`;
}
