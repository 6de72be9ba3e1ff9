/** A school was followed by another one. */
export type Succession = { fromId: string; toId: string };

/**
 * The first school of each one's line. A succession counts where it is the only link of both (docs/decisions/009): mergers
 * and splits keep their lines apart. `allLinks` are all links of these schools, whatever their kind.
 */
export function lineRoots(
  ids: readonly string[],
  successions: readonly Succession[],
  allLinks: readonly Succession[],
): Map<string, string> {
  const outgoing = (id: string) => allLinks.filter(({ fromId }) => fromId === id).length;
  const incoming = (id: string) => allLinks.filter(({ toId }) => toId === id).length;
  const before = new Map(
    successions
      .filter(({ fromId, toId }) => outgoing(fromId) === 1 && incoming(toId) === 1)
      .map(({ fromId, toId }) => [toId, fromId]),
  );
  const rootOf = (id: string): string => {
    const seen = new Set<string>();
    let root = id;
    for (let earlier = before.get(root); earlier !== undefined && !seen.has(earlier); earlier = before.get(root)) {
      seen.add(earlier);
      root = earlier;
    }
    return root;
  };
  return new Map(ids.map((id) => [id, rootOf(id)]));
}
