import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";

/** Drawn so narrow that its words can still be read on a phone; wide screens show charts beside each other. */
const WIDTH = 400;
const FONT_PIXELS = 14;
const ROW_PIXELS = 44;
const NAME_PIXELS = 18;
const DAY_MS = 24 * 60 * 60_000;

const { document } = parseHTML("<!doctype html><html><body></body></html>");

/** A drawing takes milliseconds and the page is opened often: the same figures are drawn once. */
const MOST_KEPT = 200;
const kept = new Map<string, string>();

function drawOnce(figures: unknown, draw: () => string): string {
  const key = JSON.stringify(figures);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const [oldest] = kept.keys();
  if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  const drawn = draw();
  kept.set(key, drawn);
  return drawn;
}

export type Bar = { name: string; value: number; label: string };

/** Rows of a name, below it a bar, at its end the figure in words. `goal` is a mark to compare each bar with. */
export function drawBars(bars: readonly (Bar & { goal?: number })[], words: string): string {
  return drawOnce(["bars", bars, words], () => barsOf(bars, words));
}

function barsOf(bars: readonly (Bar & { goal?: number })[], words: string): string {
  const most = Math.max(1, ...bars.flatMap(({ value, goal }) => [value, goal ?? 0]));
  const rows = bars.map((bar, index) => ({ ...bar, row: String(index).padStart(3, "0") }));
  return render(
    {
      height: bars.length * ROW_PIXELS + 4,
      marginLeft: 4,
      marginRight: 60,
      marginTop: 2,
      marginBottom: 2,
      x: { domain: [0, most], axis: null },
      y: { axis: null, domain: rows.map(({ row }) => row), padding: 0 },
      marks: [
        Plot.barX(rows, { x: "value", y: "row", insetTop: NAME_PIXELS + 4, insetBottom: 6, className: "app-chart__bar" }),
        Plot.tickX(
          rows.filter(({ goal }) => goal !== undefined),
          { x: "goal", y: "row", insetTop: NAME_PIXELS, insetBottom: 2, className: "app-chart__goal" },
        ),
        Plot.text(rows, { x: 0, y: "row", text: "name", textAnchor: "start", dy: -11 }),
        Plot.text(rows, { x: "value", y: "row", text: "label", textAnchor: "start", dx: 6, dy: 8 }),
      ],
    },
    words,
  );
}

export type LinePoint = { onDay: Date; value: number };

type ProgressLines = { reached: readonly LinePoint[]; pace: readonly LinePoint[]; target: number | null };

/** What was reached as a line with its points, the even pace as a dashed one; each says its name at its end. */
export function drawProgress(lines: ProgressLines, words: string): string {
  return drawOnce(["progress", lines, words], () => progressOf(lines, words));
}

function progressOf(lines: ProgressLines, words: string): string {
  const { reached, pace, target } = lines;
  const days = [...reached, ...pace].map(({ onDay }) => onDay);
  const values = [...reached, ...pace].map(({ value }) => value);
  const last = reached.at(-1);
  // Far enough along for its name to find room below the line.
  const onPace = pace[Math.floor(pace.length * 0.6)];
  const at = { x: "onDay", y: "value" } as const;
  return render(
    {
      height: 280,
      marginLeft: 52,
      marginRight: 16,
      marginTop: 28,
      marginBottom: 34,
      x: { type: "utc", domain: [Math.min(...days.map(Number)), Math.max(...days.map(Number))], ticks: 5, tickSize: 4, label: null },
      y: { domain: [0, Math.max(1, target ?? 0, ...values) * 1.08], ticks: 5, tickSize: 4, label: null },
      marks: [
        Plot.gridY({ className: "app-chart__grid", ticks: 5 }),
        ...(target === null ? [] : [Plot.ruleY([target], { className: "app-chart__target" })]),
        Plot.lineY(pace, { ...at, className: "app-chart__pace" }),
        Plot.lineY(reached, { ...at, className: "app-chart__line" }),
        Plot.dot(reached, { ...at, r: 3, className: "app-chart__dot" }),
        ...(target === null
          ? []
          : [Plot.text(["Target"], { x: () => days[0], y: () => target, text: () => "Target", textAnchor: "start", dy: -9, dx: 4 })]),
        ...(onPace ? [Plot.text([onPace], { ...at, text: () => "Even pace", textAnchor: "start", dy: 12, dx: 10 })] : []),
        ...(last ? [Plot.text([last], { ...at, text: () => "Reached", ...besideLine(last, lines) })] : []),
        Plot.ruleY([0]),
      ],
    },
    words,
  );
}

/** Before the pace its name stands above the line, behind it below: in either case away from the other line. */
function besideLine(last: LinePoint, { pace }: { pace: readonly LinePoint[] }) {
  const due = pace.findLast(({ onDay }) => onDay <= last.onDay)?.value ?? 0;
  const end = pace.at(-1)?.onDay ?? last.onDay;
  const nearEnd = end.getTime() - last.onDay.getTime() < 60 * DAY_MS;
  if (last.value >= due) return { textAnchor: "end", dy: -12, dx: nearEnd ? 0 : 20 } as const;
  return { textAnchor: nearEnd ? "end" : "start", dy: 18, dx: 4 } as const;
}

/**
 * The drawing as text of an `<svg>`: without styles, which the pages' policy would refuse (CSP), colours stand in the
 * stylesheet by class. One image with one name; its parts are silent to screen readers, which read the table instead.
 */
function render(options: Plot.PlotOptions, words: string): string {
  const drawn = Plot.plot({ ...options, document, width: WIDTH });
  for (const style of drawn.querySelectorAll("style")) style.remove();
  for (const element of [drawn, ...drawn.querySelectorAll("*")]) {
    for (const name of ["style", "aria-label", "aria-hidden", "aria-description"]) element.removeAttribute(name);
  }
  for (const name of ["width", "height", "font-family"]) drawn.removeAttribute(name);
  drawn.setAttribute("class", "app-chart");
  drawn.setAttribute("font-size", String(FONT_PIXELS));
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", words);
  drawn.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return drawn.outerHTML;
}
