import type { CoveredSchool, ReachedWhen } from "~/domain/coverage";

type Point = Pick<CoveredSchool, "id" | "easting" | "northing" | "when">;

const WIDTH = 720;
const MARGIN = 16;
const RADIUS = 6;

/** Shapes as well as shades, so that the map says the same in print and in forced colours. */
export const MARKS: readonly { when: ReachedWhen; label: string }[] = [
  { when: "this_year", label: "Reached this year" },
  { when: "recently", label: "Reached in the two years before" },
  { when: "earlier", label: "Reached longer ago" },
  { when: "never", label: "Never reached" },
];

/** Schools where the National Grid has them: it is a plane, so north is up and a mile is a mile everywhere. */
export function CoverageMap({ schools, label }: { schools: readonly Point[]; label: string }) {
  const placed = schools.flatMap(({ easting, northing, ...school }) =>
    easting === null || northing === null ? [] : [{ ...school, easting, northing }],
  );
  if (placed.length === 0) return null;
  const [west, east] = [Math.min(...placed.map((p) => p.easting)), Math.max(...placed.map((p) => p.easting))];
  const [south, north] = [Math.min(...placed.map((p) => p.northing)), Math.max(...placed.map((p) => p.northing))];
  const scale = (WIDTH - 2 * MARGIN) / Math.max(east - west, 1);
  const height = Math.round(Math.min((north - south) * scale, 2 * WIDTH) + 2 * MARGIN);
  // Those in need are drawn last, on top.
  const inOrder = MARKS.flatMap(({ when }) => placed.filter((school) => school.when === when));
  return (
    <svg className="app-coverage-map" role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${height}`}>
      {inOrder.map(({ id, when, easting, northing }) => (
        <Mark key={id} when={when} x={MARGIN + (easting - west) * scale} y={height - MARGIN - (northing - south) * scale} />
      ))}
    </svg>
  );
}

/** What each mark means, with the number of schools. */
export function MapKey({ counts }: { counts: Record<ReachedWhen, number> }) {
  return (
    <ul className="govuk-list app-coverage-key">
      {MARKS.map(({ when, label }) => (
        <li key={when}>
          <svg aria-hidden="true" focusable="false" width="20" height="20" viewBox="0 0 20 20">
            <Mark when={when} x={10} y={10} />
          </svg>{" "}
          {label}: {counts[when].toLocaleString("en-GB")}
        </li>
      ))}
    </ul>
  );
}

function Mark({ when, x, y }: { when: ReachedWhen; x: number; y: number }) {
  const [left, top] = [x.toFixed(1), y.toFixed(1)];
  switch (when) {
    case "this_year":
      return <circle className="app-coverage-full" cx={left} cy={top} r={RADIUS} />;
    case "recently":
      return <circle className="app-coverage-hollow" cx={left} cy={top} r={RADIUS} />;
    case "earlier":
      return <path className="app-coverage-hollow" d={`M${left} ${top}m0 -7l7 7l-7 7l-7 -7z`} />;
    case "never":
      return <path className="app-coverage-line" d={`M${left} ${top}m-5 -5l10 10m0 -10l-10 10`} />;
  }
}
