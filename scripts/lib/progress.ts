import type { WriteStream } from "node:tty";

const WIDTH = 30;
const PLAIN_STEP = 25;

/** A bar on a terminal; a line at every quarter where the output goes to a file. */
export function showProgress(out: WriteStream, what: string, total: number) {
  let shown = -1;
  return {
    at: (done: number): void => {
      const percent = total === 0 ? 100 : Math.min(100, Math.floor((done / total) * 100));
      if (percent === shown || (!out.isTTY && percent - shown < PLAIN_STEP)) return;
      shown = out.isTTY ? percent : percent - (percent % PLAIN_STEP);
      const filled = Math.round((percent / 100) * WIDTH);
      const bar = `[${"#".repeat(filled)}${".".repeat(WIDTH - filled)}]`;
      out.write(out.isTTY ? `\r${what} ${bar} ${percent} %` : `${what}: ${shown} %\n`);
    },
    end: (): void => {
      if (out.isTTY && shown >= 0) out.write("\n");
    },
  };
}
