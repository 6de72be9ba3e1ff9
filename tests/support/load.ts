import { Agent, request } from "node:http";

/** What a page took: milliseconds of each answer, in order of arrival, over so many seconds. */
export type LoadRun = { milliseconds: number[]; seconds: number };

export type LoadTarget = { url: string; cookie?: string };

/**
 * Asks for a page over so many connections at once for a while, as a browser would (gzip, kept alive), each asking again
 * as soon as its answer is whole. Throws at the first answer that is not 200.
 */
export async function load(target: LoadTarget, options: { connections: number; forMs: number }): Promise<LoadRun> {
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections });
  const milliseconds: number[] = [];
  const startedAt = performance.now();
  const askAgain = async (): Promise<void> => {
    while (performance.now() - startedAt < options.forMs) milliseconds.push(await ask(target, agent));
  };
  try {
    await Promise.all(Array.from({ length: options.connections }, askAgain));
  } finally {
    agent.destroy();
  }
  return { milliseconds, seconds: (performance.now() - startedAt) / 1000 };
}

function ask({ url, cookie }: LoadTarget, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const headers = { "Accept-Encoding": "gzip", ...(cookie ? { Cookie: cookie } : {}) };
    request(url, { agent, headers }, (answer) => {
      answer.on("error", reject);
      answer.on("end", () => {
        if (answer.statusCode === 200) resolve(performance.now() - startedAt);
        else reject(new Error(`${url} answered ${answer.statusCode ?? 0}`));
      });
      answer.resume();
    })
      .on("error", reject)
      .end();
  });
}

/** The value below which so many of 100 lie. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
}
