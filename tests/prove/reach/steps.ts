import { shuffled, type Dice } from "./plan";

/** One thing that somebody enters, at its own moment, once what it needs is there. */
export type Step = { name: string; kind: string; after: readonly string[]; enter: () => Promise<void> };

/** Any order that leaves each step behind what it needs. */
export function inSomeOrder(steps: readonly Step[], dice: Dice): Step[] {
  const names = new Set(steps.map(({ name }) => name));
  const waiting = new Map(steps.map((step) => [step.name, new Set(step.after.filter((name) => names.has(name)))]));
  const ordered: Step[] = [];
  let rest = shuffled(steps, dice);
  while (rest.length > 0) {
    const at = rest.findIndex(({ name }) => waiting.get(name)?.size === 0);
    const [next] = at < 0 ? [] : rest.splice(at, 1);
    if (!next) throw new Error(`A circle of ${rest.map(({ name }) => name).slice(0, 5).join(", ")}`);
    ordered.push(next);
    for (const needed of waiting.values()) needed.delete(next.name);
    // What has just become possible may come at once or last.
    if (dice(4) === 0) rest = shuffled(rest, dice);
  }
  return ordered;
}

/** Throws with the refusal of a service where the story is not refused. */
export function mustBe(result: { ok: boolean }, what: string): void {
  if (!result.ok) throw new Error(`${what} was refused: ${JSON.stringify(result).slice(0, 500)}`);
}

/** What has to be there by now; throws where it is not. */
export function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} is missing`);
  return value;
}
