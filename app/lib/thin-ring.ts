type Position = readonly [number, number];

/**
 * A closed ring without positions nearer than `metres` to the one kept before: one pass, however large the ring. Null
 * where too little is left to enclose anything.
 */
export function thinRing(ring: readonly Position[], metres: number): Position[] | null {
  const [first] = ring;
  if (!first) return null;
  const kept: Position[] = [first];
  let before = first;
  for (const position of ring.slice(1, -1)) {
    if (Math.hypot(position[0] - before[0], position[1] - before[1]) < metres) continue;
    kept.push(position);
    before = position;
  }
  return kept.length < 3 ? null : [...kept, first];
}
