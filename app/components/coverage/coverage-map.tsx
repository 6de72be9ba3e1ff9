import { type ReactNode, useId } from "react";
import type { AreaShape, Polygon } from "~/domain/area";
import { REACHED_LABELS, REACHED_WHEN, type CoveredSchool, type ReachedWhen } from "~/domain/coverage";

type Point = Pick<CoveredSchool, "id" | "easting" | "northing" | "when">;

export type MapView = {
  schools: readonly Point[];
  /** Of districts that have one; without any the map is points alone. */
  outlines: readonly { code: string; name: string; polygons: readonly Polygon[] }[];
  /** For the team alone; empty for everybody else. */
  areas: readonly { id: string; name: string; shape: AreaShape }[];
};

const WIDTH = 720;
const MARGIN = 16;
const RADIUS = 6;
/** About so many characters of a district's name stand on a line. */
const LINE = 12;

/** Shapes as well as shades, so that the map says the same in print and in forced colours. */
export const MARKS = REACHED_WHEN.map((when) => ({ when, label: REACHED_LABELS[when] }));

type Place = (easting: number, northing: number) => [left: string, top: string];

/** Schools where the National Grid has them: it is a plane, so north is up and a mile is a mile everywhere. */
export function CoverageMap({ schools, outlines, areas, title, description }: MapView & { title: string; description: string }) {
  const id = useId();
  const placed = schools.flatMap(({ easting, northing, ...school }) =>
    easting === null || northing === null ? [] : [{ ...school, easting, northing }],
  );
  const corners = outlines.flatMap(({ polygons }) => polygons.flat(2));
  if (placed.length + corners.length === 0) return null;
  const frame = frameOf([...placed.map(({ easting, northing }): [number, number] => [easting, northing]), ...corners]);
  const { place, height, scale } = frame;
  // Those in need are drawn last, on top.
  const inOrder = MARKS.flatMap(({ when }) => placed.filter((school) => school.when === when));
  return (
    <svg
      className="app-coverage-map"
      role="img"
      aria-labelledby={`${id}-title ${id}-description`}
      viewBox={`0 0 ${WIDTH} ${height}`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-description`}>{description}</desc>
      {outlines.map(({ code, polygons }) => (
        <path key={code} className="app-coverage-outline" fillRule="evenodd" d={polygons.map((each) => pathOf(each, place)).join("")} />
      ))}
      {areas.map((area) => (
        <AreaMark key={area.id} shape={area.shape} place={place} scale={scale} />
      ))}
      {outlines.map(({ code, name, polygons }) => (
        <DistrictName key={code} name={name} polygons={polygons} place={place} />
      ))}
      {inOrder.map(({ id: schoolId, when, easting, northing }) => {
        const [left, top] = place(easting, northing);
        return <Mark key={schoolId} when={when} left={left} top={top} />;
      })}
    </svg>
  );
}

function frameOf(positions: readonly (readonly [number, number])[]): { place: Place; height: number; scale: number } {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x, y] of positions) {
    [west, east] = [Math.min(west, x), Math.max(east, x)];
    [south, north] = [Math.min(south, y), Math.max(north, y)];
  }
  const room = WIDTH - 2 * MARGIN;
  // A place as high as wide at most, so that one screen shows it; a single point stands in the middle.
  const scale = Math.min(room / Math.max(east - west, 1_000), room / Math.max(north - south, 1_000));
  const height = Math.round(Math.max(north - south, 1_000) * scale + 2 * MARGIN);
  const left = (WIDTH - (east - west) * scale) / 2;
  const place: Place = (easting, northing) => [
    (left + (easting - west) * scale).toFixed(1),
    (height - MARGIN - (northing - south) * scale).toFixed(1),
  ];
  return { place, height, scale };
}

function pathOf(polygon: Polygon, place: Place): string {
  return polygon.map((ring) => `M${ring.slice(0, -1).map(([east, north]) => place(east, north).join(" ")).join("L")}z`).join("");
}

/** In the middle of the district's largest part, on as many lines as it needs. */
function DistrictName({ name, polygons, place }: { name: string; polygons: readonly Polygon[]; place: Place }) {
  const middles = polygons.map(([outer = []]) => middleOf(outer)).sort((one, other) => other.area - one.area);
  const [largest] = middles;
  if (!largest) return null;
  const [left, top] = place(largest.easting, largest.northing);
  const lines = linesOf(name);
  return (
    <text className="app-coverage-name" x={left} y={top} textAnchor="middle">
      {lines.map((line, index) => (
        <tspan key={line} x={left} dy={index === 0 ? `${-0.55 * (lines.length - 1)}em` : "1.1em"}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

function linesOf(name: string): string[] {
  const lines: string[] = [];
  for (const word of name.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < LINE) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The centre of mass of a ring, with its area. */
function middleOf(ring: Polygon[number]): { easting: number; northing: number; area: number } {
  let [doubled, x, y] = [0, 0, 0];
  const [[x0, y0] = [0, 0]] = ring;
  ring.slice(0, -1).forEach(([x1, y1], index) => {
    const [x2, y2] = ring[index + 1] ?? [x1, y1];
    const cross = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
    doubled += cross;
    x += (x1 + x2 - 2 * x0) * cross;
    y += (y1 + y2 - 2 * y0) * cross;
  });
  if (doubled === 0) return { easting: x0, northing: y0, area: 0 };
  return { easting: x0 + x / (3 * doubled), northing: y0 + y / (3 * doubled), area: Math.abs(doubled / 2) };
}

function AreaMark({ shape, place, scale }: { shape: AreaShape; place: Place; scale: number }) {
  if (shape.kind === "outline") {
    return <path className="app-coverage-area" fillRule="evenodd" d={shape.polygons.map((each) => pathOf(each, place)).join("")} />;
  }
  const [left, top] = place(shape.centre.easting, shape.centre.northing);
  return <circle className="app-coverage-area" cx={left} cy={top} r={Math.max(3, shape.radiusMetres * scale).toFixed(1)} />;
}

type KeyProps = { counts: Record<ReachedWhen, number>; areas: number };

/** What each mark means, with the number of schools. */
export function MapKey({ counts, areas }: KeyProps) {
  return (
    <ul className="govuk-list app-coverage-key">
      {MARKS.map(({ when, label }) => (
        <li key={when}>
          <KeyMark>
            <Mark when={when} left="10" top="10" />
          </KeyMark>{" "}
          {label}: {counts[when].toLocaleString("en-GB")}
        </li>
      ))}
      {areas > 0 ? (
        <li>
          <KeyMark>
            <circle className="app-coverage-area" cx="10" cy="10" r="8" />
          </KeyMark>{" "}
          Priority area: {areas.toLocaleString("en-GB")}
        </li>
      ) : null}
    </ul>
  );
}

function KeyMark({ children }: { children: ReactNode }) {
  return (
    <svg aria-hidden="true" focusable="false" width="20" height="20" viewBox="0 0 20 20">
      {children}
    </svg>
  );
}

function Mark({ when, left, top }: { when: ReachedWhen; left: string; top: string }) {
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
