import { inspect } from "node:util";

const LONGEST_LINE = 150;

/** The first thing that was off. */
export class ProofFailed extends Error {
  constructor(
    what: string,
    readonly expected: string,
    readonly seen: string,
  ) {
    super(what);
  }
}

export type Proof = {
  chapter: (title: string) => void;
  /** Something to know that proves nothing. */
  tell: (text: string) => void;
  equal: (what: string, seen: unknown, expected: unknown, shown?: string) => void;
  holds: (what: string, isTrue: boolean, seen: string, expected?: string) => void;
  contains: (what: string, text: string, part: string) => void;
};

/** Prints each step with a tick and what was seen; throws ProofFailed on the first thing that is off. */
function newProof(counted: { checks: number; chapter: string }): Proof {
  const tick = (what: string, seen: string): void => {
    counted.checks += 1;
    say(`  ✓ ${what}${seen === "" ? "" : `: ${shortened(seen)}`}`);
  };
  return {
    chapter(title) {
      counted.chapter = title;
      say(`\n${title}`);
    },
    tell: (text) => say(`  · ${text}`),
    equal(what, seen, expected, shown) {
      if (inspect(seen, { depth: 9 }) !== inspect(expected, { depth: 9 })) {
        throw new ProofFailed(what, inspect(expected, { depth: 9 }), inspect(seen, { depth: 9 }));
      }
      tick(
        what,
        shown ?? (typeof seen === "string" ? seen : inspect(seen, { depth: 9, breakLength: Infinity })),
      );
    },
    holds(what, isTrue, seen, expected = "that it holds") {
      if (!isTrue) throw new ProofFailed(what, expected, seen);
      tick(what, seen);
    },
    contains(what, text, part) {
      if (!text.includes(part)) throw new ProofFailed(what, `“${part}”`, text.slice(0, 2_000));
      tick(what, part);
    },
  };
}

/** Tells the story and stops everything that it started; its last line is the verdict, its exit code too. */
export async function prove(name: string, story: (proof: Proof) => Promise<void>, stop: () => Promise<void>) {
  const counted = { checks: 0, chapter: "the start" };
  const startedAt = performance.now();
  let isStopped = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      isStopped = true;
      void stop().finally(() => {
        say(`\n${name}: FAILED at ${counted.chapter} (stopped from outside)`);
        process.exit(1);
      });
    });
  }
  let failure: unknown = null;
  await story(newProof(counted)).catch((error: unknown) => {
    failure = error ?? new Error("unknown");
  });
  // The handler above has the last word: what failed because everything was stopped proves nothing.
  if (isStopped) return;
  await stop().catch((error: unknown) => {
    failure ??= error;
  });
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  if (failure === null) {
    say(`\n${name}: proven, ${counted.checks} checks (${seconds} s)`);
    return;
  }
  process.exitCode = 1;
  if (failure instanceof ProofFailed) {
    say(`  ✗ ${failure.message}\n      expected: ${failure.expected}\n      seen:     ${failure.seen}`);
  } else {
    say(`  ✗ ${failure instanceof Error ? (failure.stack ?? failure.message) : inspect(failure)}`);
  }
  const where = failure instanceof Error ? (failure.message.split("\n")[0] ?? "") : "";
  say(`\n${name}: FAILED at ${counted.chapter}: ${shortened(where)}`);
}

function say(line: string) {
  process.stdout.write(`${line}\n`);
}

function shortened(text: string): string {
  return text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text;
}
