import { formatWhole } from "~/components/reach/numbers";

const WIDTH = 1_000;
const HEIGHT = 40;
const REACHED = "#1d4f91";
const POSSIBLE = "#a9bfda";
const ROOM = "#f2f6fb";
const EDGE = "#14284b";

type Props = { figure: number; high: number; target: number };

/** Drawn on the server; the same numbers stand in words beside it. Paler: what the range leaves open. */
export function ReachBar({ figure, high, target }: Props) {
  const scale = WIDTH / Math.max(target, high, 1);
  const label = `${formatWhole(figure)} of ${formatWhole(target)} students reached`;
  return (
    <svg
      role="img"
      aria-label={label}
      width="100%"
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      <rect x="1" y="1" width={WIDTH - 2} height={HEIGHT - 2} fill={ROOM} stroke={EDGE} strokeWidth="2" />
      <rect x="1" y="1" width={scaled(high, scale)} height={HEIGHT - 2} fill={POSSIBLE} />
      <rect x="1" y="1" width={scaled(figure, scale)} height={HEIGHT - 2} fill={REACHED} />
      <line
        x1={target * scale - 1}
        y1="0"
        x2={target * scale - 1}
        y2={HEIGHT}
        stroke={EDGE}
        strokeWidth="4"
      />
    </svg>
  );
}

function scaled(students: number, scale: number): number {
  return Math.max(0, Math.min(WIDTH - 2, Math.round(students * scale)));
}
