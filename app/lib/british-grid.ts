/** A point of the National Grid, in metres. */
export type GridPoint = { easting: number; northing: number };

const RADIANS = Math.PI / 180;
const WGS84 = { a: 6_378_137, b: 6_356_752.3142 };
const AIRY_1830 = { a: 6_377_563.396, b: 6_356_256.909 };
type Ellipsoid = typeof WGS84;

/** From WGS84 to OSGB36: metres, parts per million and seconds of arc (OS, A guide to coordinate systems, 6.6). */
const HELMERT = { x: -446.448, y: 125.157, z: -542.06, scale: 20.4894, rx: -0.1502, ry: -0.247, rz: -0.8421 };

/** True origin, scale and false origin of the National Grid (OS, A guide to coordinate systems, annexe A). */
const ORIGIN = { latitude: 49 * RADIANS, longitude: -2 * RADIANS, scale: 0.9996012717, easting: 400_000, northing: -100_000 };

/**
 * WGS84 degrees to the National Grid in metres, true to six metres at the ends of the country and to three in the Midlands (a
 * Helmert shift, not OSTN15; measured against OS’s own test points): enough for outlines, areas and travel.
 */
export function gridPointOf({ latitude, longitude }: { latitude: number; longitude: number }): GridPoint {
  return project(shifted(latitude * RADIANS, longitude * RADIANS));
}

function shifted(latitude: number, longitude: number): { latitude: number; longitude: number } {
  const radius = WGS84.a / Math.sqrt(1 - eccentricity(WGS84) * Math.sin(latitude) ** 2);
  const x = radius * Math.cos(latitude) * Math.cos(longitude);
  const y = radius * Math.cos(latitude) * Math.sin(longitude);
  const z = radius * (1 - eccentricity(WGS84)) * Math.sin(latitude);
  const scale = 1 + HELMERT.scale / 1e6;
  const [rx, ry, rz] = [HELMERT.rx, HELMERT.ry, HELMERT.rz].map((seconds) => (seconds / 3_600) * RADIANS);
  const moved = {
    x: HELMERT.x + x * scale - y * (rz ?? 0) + z * (ry ?? 0),
    y: HELMERT.y + x * (rz ?? 0) + y * scale - z * (rx ?? 0),
    z: HELMERT.z - x * (ry ?? 0) + y * (rx ?? 0) + z * scale,
  };
  const e2 = eccentricity(AIRY_1830);
  const across = Math.hypot(moved.x, moved.y);
  let found = Math.atan2(moved.z, across * (1 - e2));
  for (let round = 0; round < 10; round += 1) {
    const nu = AIRY_1830.a / Math.sqrt(1 - e2 * Math.sin(found) ** 2);
    found = Math.atan2(moved.z + e2 * nu * Math.sin(found), across);
  }
  return { latitude: found, longitude: Math.atan2(moved.y, moved.x) };
}

/** The transverse Mercator formulae of annexe C.1 of the guide; the Roman numerals are its own. */
function project({ latitude, longitude }: { latitude: number; longitude: number }): GridPoint {
  const { a } = AIRY_1830;
  const e2 = eccentricity(AIRY_1830);
  const [sin, cos, tan] = [Math.sin(latitude), Math.cos(latitude), Math.tan(latitude)];
  const nu = (a * ORIGIN.scale) / Math.sqrt(1 - e2 * sin ** 2);
  const rho = (a * ORIGIN.scale * (1 - e2)) / (1 - e2 * sin ** 2) ** 1.5;
  const eta = nu / rho - 1;
  const p = longitude - ORIGIN.longitude;
  const i = arcOf(latitude) + ORIGIN.northing;
  const ii = (nu / 2) * sin * cos;
  const iii = (nu / 24) * sin * cos ** 3 * (5 - tan ** 2 + 9 * eta);
  const iiia = (nu / 720) * sin * cos ** 5 * (61 - 58 * tan ** 2 + tan ** 4);
  const iv = nu * cos;
  const v = (nu / 6) * cos ** 3 * (nu / rho - tan ** 2);
  const vi = (nu / 120) * cos ** 5 * (5 - 18 * tan ** 2 + tan ** 4 + 14 * eta - 58 * tan ** 2 * eta);
  return {
    easting: ORIGIN.easting + iv * p + v * p ** 3 + vi * p ** 5,
    northing: i + ii * p ** 2 + iii * p ** 4 + iiia * p ** 6,
  };
}

/** Metres along the meridian from the true origin. */
function arcOf(latitude: number): number {
  const { a, b } = AIRY_1830;
  const n = (a - b) / (a + b);
  const [less, more] = [latitude - ORIGIN.latitude, latitude + ORIGIN.latitude];
  const sum =
    (1 + n + 1.25 * n ** 2 + 1.25 * n ** 3) * less -
    (3 * n + 3 * n ** 2 + 2.625 * n ** 3) * Math.sin(less) * Math.cos(more) +
    1.875 * (n ** 2 + n ** 3) * Math.sin(2 * less) * Math.cos(2 * more) -
    (35 / 24) * n ** 3 * Math.sin(3 * less) * Math.cos(3 * more);
  return b * ORIGIN.scale * sum;
}

const eccentricity = ({ a, b }: Ellipsoid): number => 1 - (b * b) / (a * a);

const LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ";
const SQUARE_METRES = 100_000;

/**
 * "SK 587 044" (4, 6, 8 or 10 figures: the middle of the square it names) or "458700 304400"; null for anything else and
 * for what lies off the grid.
 */
export function readGridReference(text: string): GridPoint | null {
  const numbers = /^(\d{1,6})\s*[, ]\s*(\d{1,7})$/.exec(text.trim());
  if (numbers) return onGrid({ easting: Number(numbers[1]), northing: Number(numbers[2]) });
  const [, first = "", second = "", figures = ""] = /^([A-HJ-Z])([A-HJ-Z])((?:\d\d){2,5})$/.exec(text.replaceAll(/\s/g, "").toUpperCase()) ?? [];
  if (figures === "") return null;
  const [major, minor] = [LETTERS.indexOf(first), LETTERS.indexOf(second)];
  const half = figures.length / 2;
  const size = SQUARE_METRES / 10 ** half;
  const square = {
    easting: ((major % 5) - 2) * 5 + (minor % 5),
    northing: (3 - Math.floor(major / 5)) * 5 + 4 - Math.floor(minor / 5),
  };
  return onGrid({
    easting: square.easting * SQUARE_METRES + Number(figures.slice(0, half)) * size + Math.floor(size / 2),
    northing: square.northing * SQUARE_METRES + Number(figures.slice(half)) * size + Math.floor(size / 2),
  });
}

export function onGrid(point: GridPoint): GridPoint | null {
  const { easting, northing } = point;
  return easting >= 0 && easting <= 700_000 && northing >= 0 && northing <= 1_300_000 ? point : null;
}
